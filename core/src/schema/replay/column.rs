//! New columns: their type, default, identity, generation, and the sequences behind them.

use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Builtin, Column, DataType, Edge, Expression, Generated, Id, Identity, Link, Part, Persistence,
    Sequence, TypeKind, TypeName,
};
use crate::schema::failure::{DUPLICATE_COLUMN, Done, INVALID_TABLE, MISMATCH, UNSUPPORTED, failure};
use crate::statement::{self as said, Expr, Ident, Name, SequenceOption};

impl Schema {
    /// Adds a column that is not there yet. What it says besides its type is for [`fill_column`], as that may speak of
    /// columns that follow.
    ///
    /// [`fill_column`]: Schema::fill_column
    pub(super) fn add_column(&mut self, table: Id, it: &said::Column) -> Done<u16> {
        let name = &it.name.value;
        let (table_name, known) = self.seen(table, name);
        if known {
            let what = format!("column \"{name}\" of relation \"{table_name}\" already exists");
            return Err(failure(DUPLICATE_COLUMN, what));
        }
        let data_type = self.column_type(it)?;
        let column = Column {
            not_null: it.not_null || it.is_serial() || it.identity.is_some(),
            collation: it.collation.as_ref().map(|it| it.name.clone()),
            ..Column::new(name.clone(), data_type)
        };
        let number = self.push_column(table, column)?;
        if it.is_serial() {
            self.serial(table, number, name)?;
        }
        Ok(number)
    }

    fn seen(&self, table: Id, name: &Ident) -> (Ident, bool) {
        let object = self.catalog.get(table);
        let known = object.and_then(|it| it.relation()?.column(name)).is_some();
        (object.map_or(Ident::folded(""), |it| it.name.clone()), known)
    }

    fn column_type(&self, it: &said::Column) -> Done<DataType> {
        let Some(data_type) = &it.data_type else { return Ok(DataType::unknown("unknown")) };
        match data_type.serial().and_then(Builtin::named) {
            Some(number) => Ok(number.into()),
            None => {
                let found = self.resolve_type(data_type)?;
                if let TypeName::Builtin(it) = &found.name
                    && (it.name().starts_with("any")
                        || matches!(it.name(), "record" | "void" | "trigger" | "cstring"))
                {
                    let what = format!("column has pseudo-type {}", it.formatted());
                    return Err(failure(INVALID_TABLE, what));
                }
                Ok(found)
            }
        }
    }

    /// What a column says besides its type: default, identity, generation.
    pub(super) fn fill_column(&mut self, table: Id, it: &said::Column) -> Done {
        let number = self.column_number(table, &it.name.value)?;
        let said = [it.default.is_some() || it.is_serial(), it.identity.is_some(), it.generated.is_some()];
        if said.iter().filter(|it| **it).count() > 1 {
            let (table, _) = self.placed(table);
            let what = format!(
                "more than one of default, identity and generation specified for column \"{}\" of table \"{table}\"",
                it.name.value
            );
            return Err(failure("42601", what));
        }
        if let Some(default) = &it.default {
            self.set_default(table, number, Some(default))?;
        }
        if let Some(identity) = &it.identity {
            self.add_identity(table, number, identity)?;
        }
        if let Some(generated) = &it.generated {
            self.generate(table, number, generated)?;
        }
        Ok(())
    }

    /// A column that is there already, by inheritance or as a partition's: what is said is added.
    pub(super) fn refine_column(&mut self, table: Id, it: &said::Column) -> Done {
        let number = self.column_number(table, &it.name.value)?;
        if it.data_type.is_some() {
            let wanted = self.column_type(it)?;
            let known = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
            let known = known.map(|it| it.data_type.clone());
            if known.is_some_and(|it| it.bare() != wanted.bare() && !matches!(it.name, TypeName::Unknown(_)))
            {
                let what = format!("column \"{}\" has a type conflict", it.name.value);
                return Err(failure(MISMATCH, what));
            }
        }
        self.change_column(table, number, |column| {
            column.local = true;
            column.not_null |= it.not_null;
        });
        Ok(())
    }

    /// The sequence of a `serial` column, and the default that asks it.
    fn serial(&mut self, table: Id, number: u16, column: &Ident) -> Done {
        let sequence = self.column_sequence(table, number, column, None)?;
        let default = Expression {
            data_type: Some(Builtin::INT8.into()),
            volatility: crate::schema::catalog::Volatility::Volatile,
            ..Expression::default()
        };
        self.change_column(table, number, |column| column.default = Some(default.into()));
        self.depend((table, Part::Default(number)), [(sequence, Part::Whole)], Link::Normal);
        Ok(())
    }

    /// A sequence owned by a column. `identity` has the name that the statement may give.
    fn column_sequence(
        &mut self,
        table: Id,
        number: u16,
        column: &Ident,
        identity: Option<Option<&Name>>,
    ) -> Done<Id> {
        let Some(object) = self.catalog.get(table) else { return Ok(table) };
        let (table_name, schema) = (object.name.clone(), object.below.unwrap_or(table));
        let relation = object.relation();
        let persistence = relation.map_or(Persistence::Permanent, |it| it.persistence);
        let data_type = relation.and_then(|it| it.numbered(number)).map(|it| it.data_type.clone());
        let name = match identity.flatten() {
            Some(name) => name.name.clone(),
            None => {
                self.catalog.choose_relation(schema, (table_name.as_str(), column.as_str(), "seq"), false)
            }
        };
        let sequence = Sequence {
            data_type: data_type.unwrap_or_else(|| Builtin::INT8.into()),
            persistence,
            owned_by: Some((table, number)),
            identity: identity.is_some(),
        };
        let object = self.born(name, Some(schema), Body::Sequence(sequence));
        let id = self.catalog.add(object);
        let link = if identity.is_some() { Link::Internal } else { Link::Auto };
        self.catalog.link(Edge { on: (table, Part::Column(number)), by: (id, Part::Whole), link });
        Ok(id)
    }

    pub(super) fn add_identity(&mut self, table: Id, number: u16, it: &said::Identity) -> Done {
        let column = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number)).cloned();
        let Some(column) = column else { return Ok(()) };
        can_count(&column.data_type)?;
        let name = it.sequence.iter().find_map(|it| match it {
            SequenceOption::Name(name) => Some(name),
            _ => None,
        });
        self.column_sequence(table, number, &column.name, Some(name))?;
        let kind = if it.always { Identity::Always } else { Identity::ByDefault };
        self.change_column(table, number, |column| {
            column.identity = Some(kind);
            column.not_null = true;
        });
        Ok(())
    }

    fn generate(&mut self, table: Id, number: u16, it: &said::Generated) -> Done {
        let (expression, uses) = self.expression(&it.value, Some(table))?;
        if super::constraint::has_subquery(&it.value) {
            return Err(failure(UNSUPPORTED, "cannot use subquery in column generation expression"));
        }
        if expression.volatility.varies() {
            return Err(failure("42P17", "generation expression is not immutable"));
        }
        let kind = if it.stored { Generated::Stored } else { Generated::Virtual };
        self.change_column(table, number, |column| {
            column.default = Some(expression.into());
            column.generated = Some(kind);
        });
        self.depend_generated(table, number, uses);
        Ok(())
    }

    /// Before PostgreSQL 15 a generated column went with the columns that it is computed from.
    pub(super) fn depend_generated(&mut self, table: Id, number: u16, uses: Vec<(Id, Part)>) {
        let by = (table, Part::Default(number));
        let own = if self.postgres < 15 { Link::Auto } else { Link::Normal };
        for on in uses {
            let link = if on.0 == table { own } else { Link::Normal };
            self.catalog.link(Edge { on, by, link });
        }
    }

    /// Sets a default, or takes it away. A plain NULL is none, where nothing has to be done to it.
    pub(super) fn set_default(&mut self, table: Id, number: u16, value: Option<&Expr>) -> Done {
        self.catalog.drop_default(table, number);
        let Some(value) = value else { return Ok(()) };
        let column = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
        let Some(data_type) = column.map(|it| it.data_type.clone()) else { return Ok(()) };
        if self.is_no_default(value, &data_type) {
            return Ok(());
        }
        let mut seen = Vec::new();
        crate::statement::Walk::walk(value, &mut |mention| {
            if let crate::statement::Mention::Column(it) = mention {
                seen.push(it.clone());
            }
        });
        if !seen.is_empty() {
            return Err(failure(UNSUPPORTED, "cannot use column reference in DEFAULT expression"));
        }
        if super::constraint::has_subquery(value) {
            return Err(failure(UNSUPPORTED, "cannot use subquery in DEFAULT expression"));
        }
        self.may_use_label(value, &data_type)?;
        let (expression, uses) = self.expression(value, None)?;
        self.change_column(table, number, |column| column.default = Some(expression.into()));
        self.depend((table, Part::Default(number)), uses, Link::Normal);
        Ok(())
    }

    /// NULL needs no default, unless it is brought to a length or to a domain.
    fn is_no_default(&self, value: &Expr, data_type: &DataType) -> bool {
        let domain = match data_type.name {
            TypeName::Object(id) => {
                let own = self.catalog.get(id).and_then(|it| it.data_type());
                own.is_some_and(|it| matches!(it.kind, TypeKind::Domain { .. }))
            }
            _ => false,
        };
        let null = match value {
            Expr::Cast { value, to } => {
                value.is_null() && self.resolve_type(to).is_ok_and(|it| it == *data_type)
            }
            value => value.is_null(),
        };
        null && !domain && data_type.modifier.is_none()
    }
}

/// An identity is a whole number.
pub(super) fn can_count(data_type: &DataType) -> Done {
    match data_type.name {
        TypeName::Builtin(it) if !data_type.array && matches!(it.name(), "int2" | "int4" | "int8") => Ok(()),
        TypeName::Unknown(_) => Ok(()),
        _ => Err(failure("22023", "identity column type must be smallint, integer, or bigint")),
    }
}
