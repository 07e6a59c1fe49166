//! What one statement does to the schema. It never fails: what does not fit is left alone, as a server would have
//! refused it and another source will say so.

use super::{Column, FullName, Index, Known, Origin, Schema, Table, Type};
use crate::statement::{
    self as said, Action, ActionKind, AlterTable, Constraint, ConstraintKind, CreateIndex, CreateTable, Drop,
    Ident, Kind, Name, Object, Rename, Renamed, Statement,
};

impl Schema {
    /// Applies a statement, and those in its body where it is a `DO` block.
    pub fn apply(&mut self, statement: &Statement, origin: Origin) {
        let origin = Origin { span: statement.span, ..origin };
        match &statement.kind {
            Kind::CreateTable(it) => self.create_table(it, origin),
            Kind::AlterTable(it) => self.alter_table(it, origin),
            Kind::CreateIndex(it) => self.create_index(it),
            Kind::CreateType(it) => {
                let name = self.full(&it.name.value);
                self.types
                    .entry(name)
                    .or_insert(Type { born: origin, labels: it.labels().map(<[String]>::to_vec) });
            }
            Kind::AddEnumValue(said::AddEnumValue { name, value, .. }) => {
                let name = self.full(&name.value);
                if let Some(labels) = self.types.get_mut(&name).and_then(|it| it.labels.as_mut()) {
                    labels.push(value.clone());
                }
            }
            Kind::Drop(it) => self.drop_objects(it),
            Kind::Rename(it) => self.rename(it),
            Kind::Set(set) if set.name == "search_path" => {
                let path = set.search_path().unwrap_or_default();
                self.search_path = path.iter().find(|it| it.as_str() != "$user").cloned();
            }
            _ => {}
        }
        for inner in &statement.inner {
            self.apply(inner, origin);
        }
    }

    fn create_table(&mut self, it: &CreateTable, origin: Origin) {
        let name = self.full(&it.table.value);
        if it.is_temporary() || self.tables.contains_key(&name) {
            return;
        }
        let columns = it.columns.iter().map(column).collect();
        let table = Table {
            born: origin,
            columns,
            constraints: Vec::new(),
            indexes: Vec::new(),
            open: it.is_open(),
            partitioned: it.partition_by.is_some(),
        };
        self.tables.insert(name.clone(), table);
        for constraint in &it.constraints {
            self.add_constraint(&name, constraint, origin);
        }
    }

    /// Names what the statement left to PostgreSQL, and keeps the index behind a key findable by its name.
    fn add_constraint(&mut self, table: &FullName, constraint: &Constraint, origin: Origin) {
        let Some(known) = self.tables.get_mut(table) else { return };
        if let ConstraintKind::NotNull { column } = &constraint.kind {
            let column = known.columns.iter_mut().find(|it| it.name == *column);
            column.into_iter().for_each(|it| it.not_null = true);
            return;
        }
        let mut constraint = constraint.clone();
        adopt_index(known, &mut constraint);
        let chosen = constraint.name.take().unwrap_or_else(|| automatic_name(table, known, &constraint.kind));
        constraint.name = Some(chosen.clone());
        if let ConstraintKind::PrimaryKey { columns, .. } = &constraint.kind {
            for column in known.columns.iter_mut().filter(|it| columns.contains(&it.name)) {
                column.not_null = true;
            }
        }
        if matches!(constraint.kind, ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. }) {
            self.indexes.insert(FullName { schema: table.schema.clone(), name: chosen }, table.clone());
        }
        let span = constraint.span;
        known.constraints.push(Known { value: constraint, origin: Origin { span, ..origin } });
    }

    fn alter_table(&mut self, it: &AlterTable, origin: Origin) {
        let name = self.full(&it.table.value);
        for action in &it.actions {
            self.alter(&name, action, origin);
        }
    }

    fn alter(&mut self, name: &FullName, action: &Action, origin: Origin) {
        if let ActionKind::AddConstraint(constraint) = &action.kind {
            return self.add_constraint(name, constraint, origin);
        }
        if let ActionKind::DropColumn { column, .. } = &action.kind {
            return self.drop_column(name, &column.value);
        }
        let Some(table) = self.tables.get_mut(name) else { return };
        let mut set = |column: &Ident, change: fn(&mut Column, bool), value: bool| {
            if let Some(column) = table.columns.iter_mut().find(|it| it.name == *column) {
                change(column, value);
            }
        };
        let not_null = |it: &mut Column, value| it.not_null = value;
        let default = |it: &mut Column, value| it.default = value;
        match &action.kind {
            ActionKind::SetNotNull { column } => set(&column.value, not_null, true),
            ActionKind::DropNotNull { column } => set(&column.value, not_null, false),
            ActionKind::SetDefault { column, value } => set(&column.value, default, value.is_some()),
            ActionKind::AddIdentity { column, .. } => set(&column.value, default, true),
            ActionKind::AddColumn { column: it, constraints, .. }
                if table.column(&it.name.value).is_none() =>
            {
                table.columns.push(column(it));
                for constraint in constraints {
                    self.add_constraint(name, constraint, origin);
                }
            }
            ActionKind::AlterType(it) => {
                if let Some(known) = table.columns.iter_mut().find(|known| known.name == it.column.value) {
                    known.data_type = it.data_type.to_string();
                }
            }
            ActionKind::DropConstraint { name: constraint, .. } => {
                self.drop_constraint(name, &constraint.value)
            }
            ActionKind::ValidateConstraint { name } => {
                let found =
                    table.constraints.iter_mut().find(|it| it.value.name.as_ref() == Some(&name.value));
                found.into_iter().for_each(|it| it.value.not_valid = false);
            }
            _ => {}
        }
    }

    fn drop_constraint(&mut self, table: &FullName, name: &Ident) {
        if let Some(known) = self.tables.get_mut(table) {
            known.constraints.retain(|it| it.value.name.as_ref() != Some(name));
        }
        self.indexes.remove(&FullName { schema: table.schema.clone(), name: name.clone() });
    }

    /// Indexes and constraints that use the column go with it.
    fn drop_column(&mut self, name: &FullName, column: &Ident) {
        let Some(table) = self.tables.get_mut(name) else { return };
        table.columns.retain(|it| it.name != *column);
        table.indexes.retain(|it| !it.columns.iter().flatten().any(|it| it == column));
        table.constraints.retain(|it| !columns_of(&it.value.kind).contains(column));
    }

    fn create_index(&mut self, it: &CreateIndex) {
        let name = self.full(&it.table.value);
        let Some(table) = self.tables.get_mut(&name) else { return };
        let index =
            it.name.clone().unwrap_or_else(|| automatic_index_name(&name, &it.columns().collect::<Vec<_>>()));
        let full = FullName { schema: name.schema.clone(), name: index.clone() };
        if self.indexes.contains_key(&full) {
            return;
        }
        table.indexes.push(Index {
            name: index,
            columns: it.columns().map(Option::<&Ident>::cloned).collect(),
            unique: it.unique,
            partial: it.filter.is_some(),
        });
        self.indexes.insert(full, name);
    }

    fn drop_objects(&mut self, it: &Drop) {
        for name in it.objects.iter().map(|it| &it.name) {
            let full = self.full(&name.value);
            match it.object {
                Object::Table => self.drop_table(&full, it.cascade),
                Object::Index => {
                    if let Some(table) =
                        self.indexes.remove(&full).and_then(|table| self.tables.get_mut(&table))
                    {
                        table.indexes.retain(|index| index.name != full.name);
                    }
                }
                Object::Type | Object::Domain => {
                    self.types.remove(&full);
                }
                Object::Schema => self.drop_schema(&name.value.name),
                _ => {}
            }
        }
    }

    fn drop_table(&mut self, name: &FullName, cascade: bool) {
        let Some(table) = self.tables.remove(name) else { return };
        for index in table.index_names() {
            self.indexes.remove(&FullName { schema: name.schema.clone(), name: index.clone() });
        }
        if cascade {
            let path = self.search_path.clone().unwrap_or_else(|| Ident::folded("public"));
            for table in self.tables.values_mut() {
                table.constraints.retain(|it| !points_at(&it.value.kind, name, &path));
            }
        }
    }

    fn drop_schema(&mut self, schema: &Ident) {
        self.tables.retain(|name, _| name.schema != *schema);
        self.types.retain(|name, _| name.schema != *schema);
        self.indexes.retain(|name, _| name.schema != *schema);
    }

    fn rename(&mut self, it: &Rename) {
        match &it.what {
            Renamed::Table(name) => {
                let old = self.full(name);
                self.move_table(&old, FullName { schema: old.schema.clone(), name: it.to.value.clone() });
            }
            Renamed::Schema(moved) if moved.object == Object::Table => {
                let old = self.full(&moved.name.value);
                self.move_table(&old, FullName { schema: it.to.value.clone(), name: old.name.clone() });
            }
            Renamed::Column { table, column } => self.rename_column(table, column, &it.to.value),
            Renamed::Constraint { table, constraint } => {
                let found = self.tables.get_mut(&self.full(table));
                let constraints = found.into_iter().flat_map(|table| &mut table.constraints);
                for known in constraints.filter(|it| it.value.name.as_ref() == Some(constraint)) {
                    known.value.name = Some(it.to.value.clone());
                }
            }
            Renamed::Index(name) => self.rename_index(name, &it.to.value),
            Renamed::Type(name) => {
                let old = self.full(name);
                if let Some(known) = self.types.remove(&old) {
                    self.types.insert(FullName { schema: old.schema, name: it.to.value.clone() }, known);
                }
            }
            _ => {}
        }
    }

    fn move_table(&mut self, old: &FullName, new: FullName) {
        let Some(table) = self.tables.remove(old) else { return };
        for index in table.index_names() {
            self.indexes.remove(&FullName { schema: old.schema.clone(), name: index.clone() });
            self.indexes.insert(FullName { schema: new.schema.clone(), name: index.clone() }, new.clone());
        }
        let path = Ident::folded("public");
        let target_name = Name { schema: Some(new.schema.clone()), name: new.name.clone() };
        let constraints = self.tables.values_mut().flat_map(|table| &mut table.constraints);
        for known in constraints.filter(|it| points_at(&it.value.kind, old, &path)) {
            if let ConstraintKind::ForeignKey { target, .. } = &mut known.value.kind {
                *target = target_name.clone();
            }
        }
        self.tables.insert(new, table);
    }

    fn rename_column(&mut self, table: &Name, old: &Ident, new: &Ident) {
        let name = self.full(table);
        let Some(table) = self.tables.get_mut(&name) else { return };
        let own = table.columns.iter_mut().map(|it| &mut it.name);
        let indexed = table.indexes.iter_mut().flat_map(|it| &mut it.columns).flatten();
        let bound = table.constraints.iter_mut().flat_map(|it| columns_of_mut(&mut it.value.kind));
        for column in own.chain(indexed).chain(bound).filter(|it| *it == old) {
            *column = new.clone();
        }
    }

    fn rename_index(&mut self, name: &Name, to: &Ident) {
        let old = self.full(name);
        let Some(table) = self.indexes.remove(&old) else { return };
        if let Some(known) = self.tables.get_mut(&table) {
            for index in known.indexes.iter_mut().filter(|it| it.name == old.name) {
                index.name = to.clone();
            }
        }
        self.indexes.insert(FullName { schema: old.schema, name: to.clone() }, table);
    }
}

fn column(it: &said::Column) -> Column {
    Column {
        name: it.name.value.clone(),
        data_type: it.data_type.as_ref().map(ToString::to_string).unwrap_or_default(),
        not_null: it.not_null,
        default: it.has_default() || it.is_filled(),
    }
}

fn points_at(kind: &ConstraintKind, table: &FullName, path: &Ident) -> bool {
    let ConstraintKind::ForeignKey { target, .. } = kind else { return false };
    target.name == table.name && *target.schema.as_ref().unwrap_or(path) == table.schema
}

fn columns_of(kind: &ConstraintKind) -> &[Ident] {
    match kind {
        ConstraintKind::PrimaryKey { columns, .. }
        | ConstraintKind::Unique { columns, .. }
        | ConstraintKind::ForeignKey { columns, .. }
        | ConstraintKind::Check { columns, .. } => columns,
        ConstraintKind::NotNull { column } => std::slice::from_ref(column),
        ConstraintKind::Exclusion(_) => &[],
    }
}

fn columns_of_mut(kind: &mut ConstraintKind) -> &mut [Ident] {
    match kind {
        ConstraintKind::PrimaryKey { columns, .. }
        | ConstraintKind::Unique { columns, .. }
        | ConstraintKind::ForeignKey { columns, .. }
        | ConstraintKind::Check { columns, .. } => columns,
        ConstraintKind::NotNull { column } => std::slice::from_mut(column),
        ConstraintKind::Exclusion(_) => &mut [],
    }
}

/// `ADD PRIMARY KEY USING INDEX i` takes the index over, with its columns and, where none is given, its name.
fn adopt_index(table: &mut Table, constraint: &mut Constraint) {
    let (ConstraintKind::PrimaryKey { columns, using, .. } | ConstraintKind::Unique { columns, using, .. }) =
        &mut constraint.kind
    else {
        return;
    };
    let Some(at) = using.as_ref().and_then(|name| table.indexes.iter().position(|it| it.name == *name))
    else {
        return;
    };
    let index = table.indexes.remove(at);
    *columns = index.columns.into_iter().flatten().collect();
    constraint.name.get_or_insert(index.name);
}

/// The name that PostgreSQL gives: `orders_pkey`, `orders_sku_key`, `orders_customer_id_fkey`, with a number where
/// it is taken.
fn automatic_name(table: &FullName, known: &Table, kind: &ConstraintKind) -> Ident {
    let label = match kind {
        ConstraintKind::PrimaryKey { .. } => return made_name(&table.name, &[], "pkey", known),
        ConstraintKind::Unique { .. } => "key",
        ConstraintKind::ForeignKey { .. } => "fkey",
        ConstraintKind::Check { columns, .. } if columns.len() != 1 => {
            return made_name(&table.name, &[], "check", known);
        }
        ConstraintKind::Check { .. } => "check",
        ConstraintKind::Exclusion(_) => "excl",
        ConstraintKind::NotNull { .. } => "not_null",
    };
    made_name(&table.name, columns_of(kind), label, known)
}

/// The longest name that PostgreSQL keeps, in bytes.
const LONGEST: usize = 63;

fn made_name(table: &Ident, columns: &[Ident], label: &str, known: &Table) -> Ident {
    let taken = |name: &str| {
        known.constraints.iter().any(|it| it.value.name.as_ref().is_some_and(|it| it.as_str() == name))
    };
    let columns = columns.iter().map(Ident::as_str).collect::<Vec<_>>().join("_");
    let names = (0..).map(|number| match number {
        0 => object_name(table.as_str(), &columns, label),
        _ => object_name(table.as_str(), &columns, &format!("{label}{number}")),
    });
    Ident::folded(names.into_iter().find(|name| !taken(name)).unwrap_or_default())
}

fn automatic_index_name(table: &FullName, columns: &[Option<&Ident>]) -> Ident {
    let columns: Vec<&str> = columns.iter().map(|it| it.map_or("expr", Ident::as_str)).collect();
    Ident::folded(object_name(table.name.as_str(), &columns.join("_"), "idx"))
}

/// As PostgreSQL's `makeObjectName`: the longer of the two parts is cut until all fits.
fn object_name(first: &str, second: &str, label: &str) -> String {
    let room = LONGEST - label.len() - 1 - usize::from(!second.is_empty());
    let (mut a, mut b) = (first.len(), second.len());
    while a + b > room {
        *if a > b { &mut a } else { &mut b } -= 1;
    }
    let cut = |text: &str, end: usize| text[..text.floor_char_boundary(end)].to_owned();
    let parts = [cut(first, a), cut(second, b), label.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}
