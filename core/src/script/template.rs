//! Placeholders of templates: `${name}` as Flyway and envsubst have it, `{{ .name }}` of Go, Jinja's `{{ name }}`.

/// What stands between a template's braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template<'t> {
    /// A name, and what the template itself says where it has no value: `${schema:-app}`.
    Value {
        name: &'t str,
        default: Option<&'t str>,
    },
    /// `{% if … %}`, `{{ range … }}`: what follows may run, or not, or many times.
    Open,
    /// `{% endif %}`, `{{ end }}`
    Close,
    /// `{% else %}`
    Between,
    Comment,
    /// Something that only the template's own program can work out.
    Computed,
}

const OPEN: &[&str] =
    &["if", "for", "range", "with", "block", "define", "macro", "filter", "call", "autoescape"];
const BETWEEN: &[&str] = &["else", "elif"];

impl<'t> Template<'t> {
    /// Reads a whole placeholder, its braces included.
    pub fn read(text: &'t str) -> Template<'t> {
        let inside =
            |open: usize, close: usize| text.get(open..text.len().saturating_sub(close)).unwrap_or("");
        match text.as_bytes() {
            [b'$', ..] => value(inside(2, 1).trim()),
            [b'{', b'#', ..] => Template::Comment,
            [b'{', b'%', ..] => block(trimmed(inside(2, 2))).unwrap_or(Template::Computed),
            _ => {
                let inside = trimmed(inside(2, 2));
                if inside.starts_with("/*") {
                    return Template::Comment;
                }
                block(inside).unwrap_or_else(|| value(inside.strip_prefix('.').unwrap_or(inside)))
            }
        }
    }
}

/// Without the blanks, and the dashes that take blanks away.
fn trimmed(inside: &str) -> &str {
    let inside = inside.strip_prefix(['-', '+']).unwrap_or(inside);
    inside.strip_suffix(['-', '+']).unwrap_or(inside).trim()
}

fn block<'t>(inside: &str) -> Option<Template<'t>> {
    let word = inside.split(|it: char| !it.is_ascii_alphanumeric()).next()?;
    if OPEN.contains(&word) {
        return Some(Template::Open);
    }
    if BETWEEN.contains(&word) {
        return Some(Template::Between);
    }
    word.starts_with("end").then_some(Template::Close)
}

fn value(inside: &str) -> Template<'_> {
    let (name, default) = match inside.split_once(":-") {
        Some((name, default)) => (name, Some(default)),
        None => (inside, None),
    };
    let plain = |it: char| it.is_alphanumeric() || "_.:-".contains(it);
    match !name.is_empty() && name.chars().all(plain) {
        true => Template::Value { name, default },
        false => Template::Computed,
    }
}

#[cfg(test)]
mod tests {
    use super::{Template::*, *};

    #[test]
    fn what_stands_in_braces() {
        for (text, expected) in [
            ("${schema}", Value { name: "schema", default: None }),
            ("${flyway:table}", Value { name: "flyway:table", default: None }),
            ("${schema:-app}", Value { name: "schema", default: Some("app") }),
            ("{{ .Schema }}", Value { name: "Schema", default: None }),
            ("{{- schema -}}", Value { name: "schema", default: None }),
            ("{{ schema | upper }}", Computed),
            ("{{ if .x }}", Open),
            ("{% for x in y %}", Open),
            ("{%- endif -%}", Close),
            ("{{ end }}", Close),
            ("{% else %}", Between),
            ("{{/* note */}}", Comment),
            ("{# note #}", Comment),
            ("{% set x = 1 %}", Computed),
            ("${}", Computed),
        ] {
            assert_eq!(Template::read(text), expected, "{text}");
        }
    }
}
