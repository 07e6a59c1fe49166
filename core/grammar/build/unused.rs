//! What PostgreSQL's files bring along and the grammar never asks for: each is PostgreSQL's own, but for the rows of its
//! tables of functions.

/// `src_common_wchar.c`: all texts are UTF-8, and nobody asks how wide they are.
pub fn encodings(source: &str) -> String {
    let unasked = "pg_utf2wchar_with_len, pg_wchar2utf_with_len, pg_utf_mblen, pg_utf_dsplen";
    without(&only(source, "pg_wchar_table[] = {", "[PG_UTF8]"), unasked, "0, 0, pg_utf_mblen, 0")
}

/// `src_common_encnames.c`
pub fn names(source: &str) -> String {
    only(source, "pg_enc2name_tbl[] =", "[PG_UTF8]")
}

/// `src_backend_utils_mmgr_mcxt.c`: there is one kind of memory context, and no log to tell how full each is.
pub fn contexts(source: &str) -> String {
    let one = only(source, "mcxt_methods[] = {", "[MCTX_ASET_ID]");
    let quiet = without(&one, "\t[MCTX_ASET_ID].stats = AllocSetStats,", "");
    without(&quiet, "\tMemoryContextStatsDetail(context, 100, 100, true);", "")
}

/// Keeps one row of a table.
fn only(source: &str, table: &str, row: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let (mut inside, mut kept) = (false, 0);
    for line in source.lines() {
        inside = inside && line != "};";
        let own = line.trim_start().starts_with(row);
        kept += usize::from(inside && own);
        if !inside || own || line == "{" || line.starts_with('#') {
            text.push_str(line);
            text.push('\n');
        }
        inside |= line.ends_with(table);
    }
    assert!(kept > 0, "{table} has no {row}");
    text
}

fn without(source: &str, what: &str, instead: &str) -> String {
    assert!(source.contains(what), "there is no {what}");
    source.replace(what, instead)
}
