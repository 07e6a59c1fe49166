//! The types that every database has.

/// A type of `pg_catalog`, by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Builtin(u8);

/// Their names, in order.
const NAMES: &[&str] = &[
    "aclitem",
    "any",
    "anyarray",
    "anycompatible",
    "anycompatiblearray",
    "anycompatiblemultirange",
    "anycompatiblenonarray",
    "anycompatiblerange",
    "anyelement",
    "anyenum",
    "anymultirange",
    "anynonarray",
    "anyrange",
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "cstring",
    "date",
    "datemultirange",
    "daterange",
    "event_trigger",
    "fdw_handler",
    "float4",
    "float8",
    "gtsvector",
    "index_am_handler",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "internal",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "language_handler",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "pg_ddl_command",
    "pg_lsn",
    "pg_node_tree",
    "pg_snapshot",
    "point",
    "polygon",
    "record",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "table_am_handler",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "trigger",
    "tsm_handler",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "unknown",
    "uuid",
    "varbit",
    "varchar",
    "void",
    "xid",
    "xid8",
    "xml",
];

/// Those that `format_type` spells otherwise.
const SPELLED: &[(&str, &str)] = &[
    ("any", "\"any\""),
    ("bool", "boolean"),
    ("bpchar", "character"),
    ("char", "\"char\""),
    ("float4", "real"),
    ("float8", "double precision"),
    ("int2", "smallint"),
    ("int4", "integer"),
    ("int8", "bigint"),
    ("time", "time without time zone"),
    ("timestamp", "timestamp without time zone"),
    ("timestamptz", "timestamp with time zone"),
    ("timetz", "time with time zone"),
    ("varbit", "bit varying"),
    ("varchar", "character varying"),
];

impl Builtin {
    pub const BIT: Builtin = at("bit");
    pub const BOOL: Builtin = at("bool");
    pub const BPCHAR: Builtin = at("bpchar");
    pub const BYTEA: Builtin = at("bytea");
    pub const CHAR: Builtin = at("char");
    pub const CSTRING: Builtin = at("cstring");
    pub const DATE: Builtin = at("date");
    pub const FLOAT4: Builtin = at("float4");
    pub const FLOAT8: Builtin = at("float8");
    pub const INT2: Builtin = at("int2");
    pub const INT4: Builtin = at("int4");
    pub const INT8: Builtin = at("int8");
    pub const INTERVAL: Builtin = at("interval");
    pub const JSON: Builtin = at("json");
    pub const JSONB: Builtin = at("jsonb");
    pub const NAME: Builtin = at("name");
    pub const NUMERIC: Builtin = at("numeric");
    pub const OID: Builtin = at("oid");
    pub const RECORD: Builtin = at("record");
    pub const REGCLASS: Builtin = at("regclass");
    pub const REGPROC: Builtin = at("regproc");
    pub const REGTYPE: Builtin = at("regtype");
    pub const TEXT: Builtin = at("text");
    pub const TIME: Builtin = at("time");
    pub const TIMESTAMP: Builtin = at("timestamp");
    pub const TIMESTAMPTZ: Builtin = at("timestamptz");
    pub const TIMETZ: Builtin = at("timetz");
    pub const TRIGGER: Builtin = at("trigger");
    pub const TSQUERY: Builtin = at("tsquery");
    pub const TSVECTOR: Builtin = at("tsvector");
    pub const UNKNOWN: Builtin = at("unknown");
    pub const UUID: Builtin = at("uuid");
    pub const VARBIT: Builtin = at("varbit");
    pub const VARCHAR: Builtin = at("varchar");
    pub const VOID: Builtin = at("void");
    pub const XML: Builtin = at("xml");
    pub const EVENT_TRIGGER: Builtin = at("event_trigger");

    /// By the name that `pg_type` has: `int4`, `timestamptz`.
    pub fn named(name: &str) -> Option<Builtin> {
        NAMES.binary_search(&name).ok().map(|at| Builtin(at as u8))
    }

    /// By either of its names: `int4`, `int`, `integer`; `any` is none.
    pub fn spelled(name: &str) -> Option<Builtin> {
        let name = match name {
            "int" => "integer",
            "any" => return None,
            other => other,
        };
        let known = SPELLED.iter().find(|(_, spelled)| *spelled == name).map(|(it, _)| *it);
        Builtin::named(known.unwrap_or(name))
    }

    /// `int4`
    pub fn name(self) -> &'static str {
        NAMES[usize::from(self.0)]
    }

    /// `integer`
    pub fn formatted(self) -> &'static str {
        let name = self.name();
        SPELLED.iter().find(|(it, _)| *it == name).map_or(name, |(_, spelled)| spelled)
    }
}

/// Its place in the list, found when this is compiled.
const fn at(name: &str) -> Builtin {
    let mut place = 0;
    while !same(NAMES[place].as_bytes(), name.as_bytes()) {
        place += 1;
    }
    Builtin(place as u8)
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(NAMES.is_sorted());
        assert_eq!(Builtin::named("timestamptz").unwrap().formatted(), "timestamp with time zone");
    }
}
