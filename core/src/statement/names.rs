//! Names, folded once: `Orders` and `orders` are one, `"Orders"` is another.

use std::fmt;
use std::rc::Rc;

/// One part of a name, as PostgreSQL stores it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(Rc<str>);

impl Ident {
    /// A name that the grammar has folded already.
    pub fn folded(name: impl AsRef<str>) -> Ident {
        Ident::of(name.as_ref())
    }

    /// Not inlined: making an `Rc` is long, and names are made all over the engine.
    #[inline(never)]
    fn of(name: &str) -> Ident {
        Ident(name.into())
    }

    /// Reads a word of a file, with or without quotes.
    pub fn read(token: &str) -> Ident {
        match token.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
            Some(quoted) => Ident::folded(quoted.replace("\"\"", "\"")),
            None => Ident::folded(token.to_ascii_lowercase()),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name as it is written: the schema may be missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    pub schema: Option<Ident>,
    pub name: Ident,
}

impl Name {
    /// The last two parts of a dotted name.
    pub fn of_parts(parts: &[&str]) -> Option<Name> {
        let (name, rest) = parts.split_last()?;
        Some(Name { schema: rest.last().map(|it| Ident::folded(*it)), name: Ident::folded(*name) })
    }

    /// The name that a text holds, as `regclass` reads it: `a."B"`.
    pub fn in_text(text: &str) -> Option<Name> {
        let mut parts = vec![String::new()];
        let mut quoted = false;
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let last = parts.last_mut()?;
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => {
                    letters.next();
                    last.push('"');
                }
                '"' => quoted = !quoted,
                '.' if !quoted => parts.push(String::new()),
                _ if quoted => last.push(letter),
                ' ' => {}
                _ => last.push(letter.to_ascii_lowercase()),
            }
        }
        let name = Ident::folded(parts.pop()?);
        Some(Name { schema: parts.pop().map(Ident::folded), name })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(schema) = self.schema.as_ref().filter(|schema| schema.as_str() != "public") {
            write!(f, "{schema}.")?;
        }
        write!(f, "{}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_postgresql_s() {
        assert_eq!(Ident::read("Orders"), Ident::folded("orders"));
        assert_eq!(Ident::read("\"Or\"\"ders\"").as_str(), "Or\"ders");
        assert_ne!(Ident::read("\"Orders\""), Ident::read("orders"));
        assert_eq!(Ident::read("GRÖSSE").as_str(), "grÖsse");
    }

    #[test]
    fn names_in_texts_are_read_as_regclass_reads_them() {
        for (text, schema, name) in [
            ("Users", None, "users"),
            ("app . \"Users\"", Some("app"), "Users"),
            ("\"my.table\"", None, "my.table"),
            ("db.app.\"a\"\"b\"", Some("app"), "a\"b"),
        ] {
            let found = Name::in_text(text).unwrap();
            assert_eq!((found.schema.as_ref().map(Ident::as_str), found.name.as_str()), (schema, name));
        }
    }
}
