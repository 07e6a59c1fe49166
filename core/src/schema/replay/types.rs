//! Types: enums, domains, composite types, ranges.

use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Column, Constraint, ConstraintKind, Id, Part, Persistence, Relation, RelationKind, Space, Type,
    TypeKind,
};
use crate::schema::failure::{DUPLICATE_OBJECT, Done, UNDEFINED_OBJECT, exists, failure, written};
use crate::statement::{
    self as said, AddEnumValue, AlterDomain, CreateDomain, CreateType, DomainAction, EnumPlace, Ident, Name,
    RenameEnumValue,
};
use std::rc::Rc;

impl Schema {
    fn room_for_type(&mut self, name: &Name) -> Done<Id> {
        let schema = self.creation_schema(name)?;
        match self.catalog.find(Space::Type, Some(schema), &name.name) {
            Some(known) if !self.is_shell(known) => Err(exists(DUPLICATE_OBJECT, "type", &name.name)),
            _ => Ok(schema),
        }
    }

    fn is_shell(&self, id: Id) -> bool {
        self.catalog.get(id).and_then(|it| it.data_type()).is_some_and(|it| it.kind == TypeKind::Shell)
    }

    pub(super) fn create_type(&mut self, it: &CreateType) -> Done {
        let name = &it.name.value;
        let schema = self.room_for_type(name)?;
        let kind = match &it.kind {
            said::TypeKind::Enum(labels) => {
                if let Some(twice) = labels.iter().enumerate().find(|(at, it)| labels[..*at].contains(it)) {
                    return Err(failure(
                        DUPLICATE_OBJECT,
                        format!("enum label \"{}\" used more than once", twice.1),
                    ));
                }
                TypeKind::Enum(labels.iter().map(|it| it.as_str().into()).collect())
            }
            said::TypeKind::Composite(attributes) => {
                self.room_for(name, Persistence::Permanent, false)?;
                let mut relation = Relation::new(RelationKind::Composite);
                for attribute in attributes {
                    let data_type = self.resolve_type(&attribute.data_type)?;
                    relation.push(Column::new(attribute.name.clone(), data_type));
                }
                return self.add_relation(&name.name, schema, relation).map(|_| ());
            }
            said::TypeKind::Range { subtype, .. } => {
                let Some(subtype) = subtype else {
                    return Err(failure("42601", "type attribute \"subtype\" is required"));
                };
                TypeKind::Range { subtype: self.resolve_type(subtype)?, multirange: None }
            }
            said::TypeKind::Base(_) => TypeKind::Base,
            said::TypeKind::Shell => TypeKind::Shell,
        };
        let id = self.put_type(&name.name, schema, kind);
        if let said::TypeKind::Range { multirange, .. } = &it.kind
            && self.postgres >= 14
        {
            self.multirange(id, schema, &name.name, multirange.as_ref());
        }
        Ok(())
    }

    fn put_type(&mut self, name: &Ident, schema: Id, kind: TypeKind) -> Id {
        let over = match &kind {
            TypeKind::Domain { base, .. } => Some(base.clone()),
            TypeKind::Range { subtype, .. } => Some(subtype.clone()),
            _ => None,
        };
        let shell = self.catalog.find(Space::Type, Some(schema), name).filter(|id| self.is_shell(*id));
        let object = self.born(name.clone(), Some(schema), Body::Type(Type { kind }));
        let id = match shell {
            // Functions may speak of it already.
            Some(id) => {
                self.catalog.change(id, |it| it.body = object.body);
                id
            }
            None => self.catalog.add(object),
        };
        if let Some(over) = over {
            self.hold_type((id, Part::Whole), &over);
        }
        id
    }

    /// PostgreSQL makes a multirange type beside each range type.
    fn multirange(&mut self, range: Id, schema: Id, name: &Ident, given: Option<&Name>) {
        let chosen = match (given, name.as_str().split_once("range")) {
            (Some(given), _) => given.name.clone(),
            (None, Some((head, tail))) => Ident::folded(format!("{head}multirange{tail}")),
            (None, None) => Ident::folded(format!("{name}_multirange")),
        };
        let id = self.put_type(&chosen, schema, TypeKind::Multirange);
        self.depend((id, Part::Whole), [(range, Part::Whole)], crate::schema::catalog::Link::Internal);
        self.change_type_kind(range, |kind| {
            if let TypeKind::Range { multirange, .. } = kind {
                *multirange = Some(id);
            }
        });
    }

    fn change_type_kind(&mut self, id: Id, change: impl FnOnce(&mut TypeKind)) {
        self.catalog.change(id, |object| {
            if let Body::Type(it) = &mut object.body {
                change(&mut it.kind);
            }
        });
    }

    /// The labels of an enum; `None` where the type is not known.
    fn labels(&self, name: &Name) -> Done<Option<(Id, Vec<std::rc::Rc<str>>)>> {
        let Some(id) = self.lookup(Space::Type, name) else {
            let failure = self.no_type(name);
            return if self.overlooks(&failure) { Ok(None) } else { Err(failure) };
        };
        match self.catalog.get(id).and_then(|it| it.data_type()).map(|it| &it.kind) {
            Some(TypeKind::Enum(labels)) => Ok(Some((id, labels.clone()))),
            _ => Err(failure("42809", format!("\"{}\" is not an enum", written(name)))),
        }
    }

    pub(super) fn add_enum_value(&mut self, it: &AddEnumValue) -> Done {
        let Some((id, mut labels)) = self.labels(&it.name.value)? else { return Ok(()) };
        if labels.iter().any(|label| **label == *it.value) {
            return match it.if_not_exists {
                true => Ok(()),
                false => {
                    Err(failure(DUPLICATE_OBJECT, format!("enum label \"{}\" already exists", it.value)))
                }
            };
        }
        let find = |label: &String| {
            let found = labels.iter().position(|it| **it == **label);
            found.ok_or_else(|| failure("22023", format!("\"{label}\" is not an existing enum label")))
        };
        let at = match &it.place {
            None => labels.len(),
            Some(EnumPlace::Before(label)) => find(label)?,
            Some(EnumPlace::After(label)) => find(label)? + 1,
        };
        labels.insert(at, it.value.as_str().into());
        self.freshen(id, &it.value);
        self.change_type_kind(id, |kind| *kind = TypeKind::Enum(labels));
        Ok(())
    }

    pub(super) fn rename_enum_value(&mut self, it: &RenameEnumValue) -> Done {
        let Some((id, mut labels)) = self.labels(&it.name.value)? else { return Ok(()) };
        if labels.iter().any(|label| **label == *it.to) {
            return Err(failure(DUPLICATE_OBJECT, format!("enum label \"{}\" already exists", it.to)));
        }
        let Some(at) = labels.iter().position(|label| **label == *it.from) else {
            return Err(failure("22023", format!("\"{}\" is not an existing enum label", it.from)));
        };
        labels[at] = it.to.as_str().into();
        self.change_type_kind(id, |kind| *kind = TypeKind::Enum(labels));
        Ok(())
    }

    pub(super) fn create_domain(&mut self, it: &CreateDomain) -> Done {
        let name = &it.name.value;
        let schema = self.room_for_type(name)?;
        let base = self.resolve_type(&it.data_type)?;
        let default = it.default.as_ref().is_some_and(|it| !it.is_null());
        let kind = TypeKind::Domain { base, not_null: it.not_null, default };
        let id = self.put_type(&name.name, schema, kind);
        if let Some(default) = &it.default {
            let (_, uses) = self.expression(default, None)?;
            self.depend((id, Part::Whole), uses, crate::schema::catalog::Link::Normal);
        }
        for constraint in &it.constraints {
            self.constrain_domain(id, constraint)?;
        }
        Ok(())
    }

    fn constrain_domain(&mut self, domain: Id, it: &said::Constraint) -> Done {
        let said::ConstraintKind::Check { condition, .. } = &it.kind else {
            self.change_type_kind(domain, |kind| {
                if let TypeKind::Domain { not_null, .. } = kind {
                    *not_null = true;
                }
            });
            return Ok(());
        };
        let (domain_name, schema) = self.placed(domain);
        let name = match &it.name {
            Some(name) if self.catalog.find(Space::Constraint, Some(domain), name).is_some() => {
                let what = format!("constraint \"{name}\" for domain \"{domain_name}\" already exists");
                return Err(failure(DUPLICATE_OBJECT, what));
            }
            Some(name) => name.clone(),
            None => self.catalog.choose_constraint(schema, (domain_name.as_str(), "", "check"), &[]),
        };
        let uses = self.domain_uses(condition);
        let kind = ConstraintKind::Check(Rc::default());
        let constraint = Constraint { ..super::constraint::plain(kind, Vec::new(), it) };
        self.put_constraint(domain, name, constraint, it.span, uses);
        Ok(())
    }

    /// `VALUE` is a column to the grammar, so only functions and types are looked for.
    fn domain_uses(&self, condition: &said::Expr) -> Vec<(Id, Part)> {
        let mut found = Vec::new();
        said::Walk::walk(condition, &mut |mention| match mention {
            said::Mention::Function(call) => {
                let known = self.functions_named(&call.function.value);
                found.extend(known.first().map(|id| (*id, Part::Whole)));
            }
            said::Mention::Type(it) => {
                let known = self.lookup(Space::Type, &it.name);
                found.extend(known.map(|id| (id, Part::Whole)));
            }
            _ => {}
        });
        found
    }

    pub(super) fn alter_domain(&mut self, it: &AlterDomain) -> Done {
        let name = &it.domain.value;
        let Some(id) = self.lookup(Space::Type, name) else {
            let failure = self.no_type(name);
            return if self.overlooks(&failure) { Ok(()) } else { Err(failure) };
        };
        let set = |schema: &mut Schema, value: bool| {
            schema.change_type_kind(id, |kind| {
                if let TypeKind::Domain { not_null, .. } = kind {
                    *not_null = value;
                }
            });
        };
        match &it.action {
            DomainAction::SetNotNull => set(self, true),
            DomainAction::DropNotNull => set(self, false),
            DomainAction::SetDefault(value) => {
                let given = value.as_ref().is_some_and(|it| !it.is_null());
                self.change_type_kind(id, |kind| {
                    if let TypeKind::Domain { default, .. } = kind {
                        *default = given;
                    }
                });
            }
            DomainAction::AddConstraint(constraint) => self.constrain_domain(id, constraint)?,
            DomainAction::DropConstraint { name: constraint, if_exists, cascade } => {
                match self.catalog.find(Space::Constraint, Some(id), constraint) {
                    Some(found) => self.catalog.drop(&[(found, Part::Whole)], *cascade)?,
                    None if *if_exists => {}
                    None => return Err(self.no_domain_constraint(name, constraint)),
                }
            }
            DomainAction::ValidateConstraint(constraint) => {
                match self.catalog.find(Space::Constraint, Some(id), constraint) {
                    Some(found) => self.change_constraint(found, |it| it.valid = true),
                    None => return Err(self.no_domain_constraint(name, constraint)),
                }
            }
        }
        Ok(())
    }

    fn no_domain_constraint(&self, domain: &Name, name: &Ident) -> Box<crate::schema::Failure> {
        failure(
            UNDEFINED_OBJECT,
            format!("constraint \"{name}\" of domain \"{}\" does not exist", written(domain)),
        )
    }
}
