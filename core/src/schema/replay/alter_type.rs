//! ALTER COLUMN … TYPE.

use crate::schema::Schema;
use crate::schema::catalog::{Body, Builtin, DataType, Id, Link, Part, RelationKind, TypeName};
use crate::schema::failure::{Done, INVALID_TABLE, MISMATCH, UNSUPPORTED, failure};
use crate::statement::{AlterType, Ident};

impl Schema {
    pub(super) fn alter_type(&mut self, table: Id, it: &AlterType) -> Done {
        let name = &it.column.value;
        let data_type = self.resolve_type(&it.data_type)?;
        let number = self.column_number(table, name)?;
        let Some(column) = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number)).cloned()
        else {
            return Ok(());
        };
        if column.inherited > 0 && !self.is_recursing(table) {
            return Err(failure(INVALID_TABLE, format!("cannot alter inherited column \"{name}\"")));
        }
        self.not_partition_key(table, number, name, "alter")?;
        if let Some(using) = &it.using {
            self.expression(using, Some(table))?;
        } else if !self.assignable(&column.data_type, &data_type) {
            let to = data_type.format_bare(&self.catalog, self.postgres);
            let what = format!("column \"{name}\" cannot be cast automatically to type {to}");
            return Err(failure(MISMATCH, what));
        }
        let defaults = column.default.is_some() && column.generated.is_none();
        if defaults && !self.assignable(&column.data_type, &data_type) {
            let to = data_type.format_bare(&self.catalog, self.postgres);
            let what = format!("default for column \"{name}\" cannot be cast automatically to type {to}");
            return Err(failure(MISMATCH, what));
        }
        self.unused(table, number)?;
        self.change_type(table, number, name, data_type)
    }

    fn is_recursing(&self, table: Id) -> bool {
        self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.open)
    }

    fn change_type(&mut self, table: Id, number: u16, name: &Ident, data_type: DataType) -> Done {
        self.unused(table, number)?;
        let by = (table, Part::Column(number));
        for edge in self.catalog.needs(table) {
            if edge.by == by && edge.on.1 == Part::Whole {
                self.catalog.unlink(edge);
            }
        }
        self.change_column(table, number, |it| it.data_type = data_type.clone());
        self.hold_type(by, &data_type);
        self.change_sequences(table, number, &data_type);
        for child in self.children(table) {
            let own = self.column_number(child, name)?;
            self.change_type(child, own, name, data_type.clone())?;
        }
        Ok(())
    }

    /// The sequence of an identity column is of its column's type.
    fn change_sequences(&mut self, table: Id, number: u16, data_type: &DataType) {
        let owned: Vec<Id> =
            self.catalog.linked((table, Part::Column(number)), Link::Internal).map(|it| it.by.0).collect();
        for id in owned {
            self.catalog.change(id, |object| {
                if let Body::Sequence(it) = &mut object.body {
                    it.data_type = data_type.clone();
                }
            });
        }
    }

    /// Views, policies, triggers and generated columns keep a column's type as it is.
    fn unused(&self, table: Id, number: u16) -> Done {
        for edge in self.catalog.dependents_of((table, Part::Column(number))) {
            let Some(by) = self.catalog.get(edge.by.0) else { continue };
            let used = match &by.body {
                Body::Relation(it)
                    if matches!(it.kind, RelationKind::View | RelationKind::MaterializedView) =>
                {
                    "a view or rule"
                }
                Body::Rule => "a view or rule",
                Body::Policy => "a policy definition",
                Body::Trigger(_) => "a trigger definition",
                Body::Relation(_) if edge.by.0 == table && matches!(edge.by.1, Part::Default(_)) => {
                    "a generated column"
                }
                _ => continue,
            };
            let state =
                if used == "a generated column" && self.postgres < 15 { "42601" } else { UNSUPPORTED };
            return Err(failure(
                state,
                format!("cannot alter type of a column used by {used}")
                    .replace("by a policy", "in a policy")
                    .replace("by a trigger", "in a trigger"),
            ));
        }
        Ok(())
    }

    /// Whether there is a cast that an assignment may use.
    fn assignable(&self, from: &DataType, to: &DataType) -> bool {
        let (from, to) = (self.base_type(from), self.base_type(to));
        if from.bare() == to.bare() {
            return true;
        }
        if from.array != to.array {
            return is_text(&to);
        }
        match (&from.name, &to.name) {
            (TypeName::Builtin(a), TypeName::Builtin(b)) => is_text(&to) || casts(a.name(), b.name()),
            (TypeName::Unknown(_), _) | (_, TypeName::Unknown(_)) => true,
            // What an extension brings may have casts of its own.
            (TypeName::Object(id), _) | (_, TypeName::Object(id)) if self.is_member(*id) => true,
            _ => is_text(&to),
        }
    }

    fn is_member(&self, id: Id) -> bool {
        self.catalog.needs(id).iter().any(|it| it.link == Link::Extension)
    }
}

/// Everything can be assigned to text.
fn is_text(it: &DataType) -> bool {
    !it.array
        && [Builtin::TEXT, Builtin::VARCHAR, Builtin::BPCHAR, Builtin::NAME].iter().any(|text| it.is(*text))
}

/// The casts of `pg_cast` that an assignment may use, besides those to text.
fn casts(from: &str, to: &str) -> bool {
    const CASTS: &[(&str, &str)] = &[
        ("int2 int4 int8 float4 float8 numeric", "int2 int4 int8 float4 float8 numeric money"),
        ("money", "numeric"),
        ("int4 int8", "oid regclass regproc regtype"),
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
        ("text varchar", "char regclass"),
        ("lseg path", "point"),
        ("polygon box", "circle point"),
    ];
    let listed = |list: &str, name: &str| list.split(' ').any(|it| it == name);
    CASTS.iter().any(|(a, b)| listed(a, from) && listed(b, to))
}
