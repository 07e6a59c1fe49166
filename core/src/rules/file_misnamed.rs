use super::{Found, Out, Revision};
use crate::finding::Span;
use crate::settings::template::{fit, tail};

rule! {
    /// A migration's file is not named as the project names its files.
    ///
    /// Tools go by the number in front, people by the words behind it, scripts by both. A name that differs sorts
    /// elsewhere, or is found by nobody. The rule is asleep until the settings say how files are named.
    ///
    /// In the pattern `{number}` stands for digits, `{number:3}` for three of them, `{timestamp}` for fourteen that are a
    /// time, `{snake}`, `{kebab}`, `{camel}` and `{pascal}` for words in that case, and `{text}` for anything. A pattern
    /// with `/` is about the last folders too.
    ///
    /// ## Settings
    /// ```toml
    /// [files]
    /// name = "{number:3}_{snake}.sql"
    /// ```
    /// ## Bad
    /// ```sql
    /// -- file: 007_AddSku.sql file-misnamed
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// -- file: 08_add_tax.sql file-misnamed
    /// CREATE TABLE tax (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 007_add_sku.sql
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Rename it before it is applied anywhere: a tool that has applied it knows it by its name.
    "file-misnamed", Conventions, Warning, Folder(check),
    covers ["migration-file-name"]
}

fn check(revision: &Revision, out: &mut Out) {
    let Some(name) = &revision.settings.conventions.files.name else { return };
    for new in revision.migrations.iter().filter(|it| it.new) {
        let path = &revision.files[new.migration.file].path;
        let Err(miss) = fit(name, tail(name, path), &mut |_, _| {}) else { continue };
        out.emit_file(
            path,
            Found::new(
                Span { start: 0, end: 0 },
                format!("This file is not named as `{name}`: {}.", miss.words()),
                "Tools go by the number and people by the words: what is named otherwise sorts elsewhere or is overlooked.",
                "Rename it before it is applied anywhere; where it was, the tool knows it by this name.",
            ),
        );
    }
}
