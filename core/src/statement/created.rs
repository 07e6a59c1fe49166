//! What the statements that create something share.

use super::{At, Ident, Kind, Name, Object};

/// Something that a statement creates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    pub object: Object,
    /// `None` where it has no name of its own to point at.
    pub name: Option<At<Name>>,
    /// `OR REPLACE` or `IF NOT EXISTS` stands there.
    pub repeatable: bool,
    /// What would make it repeatable; empty where PostgreSQL has no such words.
    pub remedy: &'static str,
}

const EXISTS: &str = "IF NOT EXISTS";
const REPLACE: &str = "OR REPLACE";

impl Kind {
    /// What it creates. `None` for other statements, and for constraints and columns, which belong to their table.
    pub fn created(&self) -> Option<Created> {
        let of = |object, name: &At<Name>, repeatable, remedy| {
            Some(Created { object, name: Some(name.clone()), repeatable, remedy })
        };
        let bare = |object, name: &At<Ident>, repeatable, remedy| {
            let name = At { value: Name { schema: None, name: name.value.clone() }, span: name.span };
            Some(Created { object, name: Some(name), repeatable, remedy })
        };
        match self {
            Kind::CreateTable(it) => of(Object::Table, &it.table, it.if_not_exists, EXISTS),
            Kind::CreateView(it) if it.object == Object::View => {
                of(it.object, &it.view, it.or_replace, REPLACE)
            }
            Kind::CreateView(it) => of(it.object, &it.view, it.if_not_exists, EXISTS),
            Kind::CreateIndex(it) => {
                let in_schema = |name: &Ident| At {
                    value: Name { schema: it.table.value.schema.clone(), name: name.clone() },
                    span: it.keyword,
                };
                let name = it.name.as_ref().map(in_schema);
                Some(Created { object: Object::Index, name, repeatable: it.if_not_exists, remedy: EXISTS })
            }
            Kind::CreateStatistics(it) => Some(Created {
                object: Object::Statistics,
                name: it.name.clone(),
                repeatable: it.if_not_exists,
                remedy: EXISTS,
            }),
            Kind::CreateType(it) => of(Object::Type, &it.name, false, ""),
            Kind::CreateDomain(it) => of(Object::Domain, &it.name, false, ""),
            Kind::CreateSequence(it) => of(Object::Sequence, &it.name, it.if_not_exists, EXISTS),
            Kind::CreateSchema(it) => bare(Object::Schema, &it.name, it.if_not_exists, EXISTS),
            Kind::CreateExtension(it) => bare(Object::Extension, &it.name, it.if_not_exists, EXISTS),
            Kind::CreateFunction(it) => {
                let object = if it.procedure { Object::Procedure } else { Object::Function };
                of(object, &it.name, it.or_replace, REPLACE)
            }
            Kind::CreateAggregate(it) => of(Object::Aggregate, &it.name, it.or_replace, REPLACE),
            Kind::CreateCast(_) => Some(unnamed(Object::Cast)),
            // A constraint trigger cannot be replaced.
            Kind::CreateTrigger(it) if it.constraint => bare(Object::Trigger, &it.name, false, ""),
            Kind::CreateTrigger(it) => bare(Object::Trigger, &it.name, it.or_replace, REPLACE),
            Kind::CreateEventTrigger(it) => bare(Object::EventTrigger, &it.name, false, ""),
            Kind::CreateRule(it) => bare(Object::Rule, &it.name, it.or_replace, REPLACE),
            Kind::CreatePolicy(it) => bare(Object::Policy, &it.name, false, ""),
            Kind::CreatePublication(it) => bare(Object::Publication, &it.name, false, ""),
            Kind::CreateSubscription(it) => bare(Object::Subscription, &it.name, false, ""),
            Kind::CreateOther(it) => Some(Created {
                object: it.object,
                name: it.name.clone(),
                repeatable: it.if_not_exists || it.or_replace,
                remedy: remedy(it.object),
            }),
            _ => None,
        }
    }
}

fn unnamed(object: Object) -> Created {
    Created { object, name: None, repeatable: false, remedy: "" }
}

fn remedy(object: Object) -> &'static str {
    match object {
        Object::Collation | Object::Server | Object::UserMapping => EXISTS,
        // Until these have words of their own.
        Object::MaterializedView | Object::Sequence | Object::Schema | Object::Extension => EXISTS,
        Object::Statistics => EXISTS,
        Object::View | Object::Function | Object::Procedure | Object::Trigger | Object::Rule => REPLACE,
        Object::Language | Object::Transform => REPLACE,
        _ => "",
    }
}
