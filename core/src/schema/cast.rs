//! Which types become which others.

use super::Schema;
use super::catalog::{Builtin, DataType, Id, Link, Space, TypeKind, TypeName};
use super::failure::{Done, UNDEFINED_FUNCTION, failure};
use crate::statement::Ident;

impl Schema {
    /// Whether a value of one type can be assigned to a column of another, or brought there by a cast that is
    /// `written`. What is not known is taken to be possible.
    pub(super) fn casts(&self, from: &DataType, to: &DataType, written: bool) -> bool {
        let (from, to) = (self.base_type(from), self.base_type(to));
        if from.bare() == to.bare() || is_text(&to) || (written && is_text(&from)) {
            return true;
        }
        if from.array && to.array {
            let one = |it: DataType| DataType { array: false, ..it };
            return self.casts(&one(from), &one(to), written);
        }
        match (&from.name, &to.name) {
            _ if is_vague(&from) || is_vague(&to) => true,
            // One of the project's own may do it.
            _ if self.catalog.find(Space::Other, None, &Ident::folded("cast cast")).is_some() => true,
            (TypeName::Builtin(a), TypeName::Builtin(b)) => {
                from.array == to.array
                    && (listed(ASSIGNED, a.name(), b.name())
                        || written && listed(WRITTEN, a.name(), b.name()))
            }
            (TypeName::Object(id), _) | (_, TypeName::Object(id)) if self.is_member(*id) => true,
            (TypeName::Object(id), _) | (_, TypeName::Object(id)) => written && !self.is_enum(*id),
            _ => true,
        }
    }

    /// What an extension brings may have casts and operators of its own.
    fn is_member(&self, id: Id) -> bool {
        self.catalog.needs(id).iter().any(|it| it.link == Link::Extension)
    }

    fn is_enum(&self, id: Id) -> bool {
        let of = self.catalog.get(id).and_then(|it| it.data_type());
        matches!(of.map(|it| &it.kind), Some(TypeKind::Enum(_)))
    }

    /// Whether a foreign key of the one type can point at a key of the other: its values are found by the key's own
    /// operator class, or become the key's type by themselves.
    pub(super) fn refers(&self, from: &DataType, to: &DataType) -> bool {
        let (from, to) = (self.base_type(from), self.base_type(to));
        match (&from.name, &to.name) {
            _ if is_vague(&from) || is_vague(&to) => true,
            (TypeName::Builtin(a), TypeName::Builtin(b)) => {
                from.array == to.array && (a == b || listed(COMPARED, a.name(), b.name()))
            }
            (TypeName::Object(a), TypeName::Object(b)) => a == b && from.array == to.array,
            (TypeName::Object(id), _) | (_, TypeName::Object(id)) => {
                self.is_member(*id) || !self.is_enum(*id)
            }
            _ => true,
        }
    }

    /// Whether there are operators between a type and numbers, as far as it is sure that there are none.
    pub(super) fn can_count(&self, it: &DataType) -> Done {
        const NO_NUMBERS: &str =
            "bit bool bpchar bytea interval text time timestamp timestamptz timetz uuid varbit varchar xml";
        let base = self.base_type(it);
        match base.name {
            TypeName::Builtin(of) if !base.array && NO_NUMBERS.split(' ').any(|it| it == of.name()) => {
                let it = it.format_bare(&self.catalog, self.postgres);
                Err(failure(UNDEFINED_FUNCTION, format!("operator does not exist: {it} and a number")))
            }
            _ => Ok(()),
        }
    }

    /// What a domain is over.
    pub(super) fn base_type(&self, it: &DataType) -> DataType {
        let TypeName::Object(id) = it.name else { return it.clone() };
        match self.catalog.get(id).and_then(|it| it.data_type()).map(|it| &it.kind) {
            Some(TypeKind::Domain { base, .. }) => {
                let base = self.base_type(base);
                DataType { array: it.array || base.array, ..base }
            }
            _ => it.clone(),
        }
    }
}

/// Everything can be assigned to text, and text can be cast to everything.
fn is_text(it: &DataType) -> bool {
    !it.array
        && [Builtin::TEXT, Builtin::VARCHAR, Builtin::BPCHAR, Builtin::NAME].iter().any(|text| it.is(*text))
}

/// A type with so many ways to others, or of which so little is known, that nothing is said of it.
fn is_vague(it: &DataType) -> bool {
    const VAGUE: &[&str] = &["char", "cstring", "int2vector", "oidvector", "record", "unknown", "void"];
    let TypeName::Builtin(it) = it.name else { return matches!(it.name, TypeName::Unknown(_)) };
    let name = it.name();
    name.starts_with("any") || name.starts_with("reg") || name.starts_with("pg_") || VAGUE.contains(&name)
}

type Pairs = &'static [(&'static str, &'static str)];

/// The casts of `pg_cast` that an assignment may use, besides those to text.
const ASSIGNED: Pairs = &[
    ("int2 int4 int8 float4 float8 numeric", "int2 int4 int8 float4 float8 numeric"),
    ("int4 int8 numeric", "money"),
    ("money", "numeric"),
    ("int2 int4 int8", "oid"),
    ("oid", "int4 int8"),
    ("date", "timestamp timestamptz"),
    ("timestamp", "date time timestamptz"),
    ("timestamptz", "date time timestamp timetz"),
    ("time", "interval timetz"),
    ("timetz interval", "time"),
    ("json", "jsonb"),
    ("jsonb", "json"),
    ("cidr", "inet"),
    ("inet", "cidr"),
    ("bit", "varbit"),
    ("varbit", "bit"),
    ("macaddr", "macaddr8"),
    ("macaddr8", "macaddr"),
    ("path box", "polygon"),
    ("polygon", "path"),
    ("point", "box"),
];

/// Those that must be written; some of them only newer versions have.
const WRITTEN: Pairs = &[
    ("int4", "bool"),
    ("bool", "int4"),
    ("int4 int8", "bit"),
    ("bit", "int4 int8"),
    ("int2 int4 int8", "bytea"),
    ("bytea", "int2 int4 int8"),
    ("jsonb", "bool float4 float8 int2 int4 int8 numeric"),
    ("box circle lseg path polygon", "point"),
    ("box polygon", "circle"),
    ("box", "lseg"),
    ("circle polygon", "box"),
    ("circle", "polygon"),
    ("xid8", "xid"),
    ("daterange", "datemultirange"),
    ("int4range", "int4multirange"),
    ("int8range", "int8multirange"),
    ("numrange", "nummultirange"),
    ("tsrange", "tsmultirange"),
    ("tstzrange", "tstzmultirange"),
];

/// Of one family of operators, or cast without a word.
const COMPARED: Pairs = &[
    ("int2 int4 int8", "int2 int4 int8 float4 float8 numeric oid"),
    ("numeric float4", "float4 float8"),
    ("float8", "float4"),
    ("text varchar bpchar name", "text varchar bpchar name"),
    ("date timestamp timestamptz", "date timestamp timestamptz"),
    ("time", "timetz interval"),
    ("inet cidr", "inet cidr"),
    ("bit varbit", "bit varbit"),
    ("macaddr macaddr8", "macaddr macaddr8"),
];

fn listed(pairs: Pairs, from: &str, to: &str) -> bool {
    let among = |list: &str, name: &str| list.split(' ').any(|it| it == name);
    pairs.iter().any(|(a, b)| among(a, from) && among(b, to))
}
