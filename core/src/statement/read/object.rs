//! What every kind of object shares: DROP, RENAME, SET SCHEMA, OWNER, COMMENT, GRANT.

use super::scene::{Scene, cascades, idents, name, name_of, role, roles, some, string, strings};
use crate::statement::{
    AlterObject, At, Change, Comment, Drop, Grant, GrantTarget, Ident, Kind, Name, Object, ObjectRef,
    Privilege, Rename, Renamed,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes, ObjectType as T};

pub fn object(it: T) -> Object {
    match it {
        T::ObjectAccessMethod => Object::AccessMethod,
        T::ObjectAggregate => Object::Aggregate,
        T::ObjectCast => Object::Cast,
        T::ObjectCollation => Object::Collation,
        T::ObjectColumn | T::ObjectAttribute => Object::Column,
        T::ObjectTabconstraint => Object::Constraint,
        T::ObjectConversion => Object::Conversion,
        T::ObjectDatabase => Object::Database,
        T::ObjectDomain => Object::Domain,
        T::ObjectDomconstraint => Object::DomainConstraint,
        T::ObjectEventTrigger => Object::EventTrigger,
        T::ObjectExtension => Object::Extension,
        T::ObjectFdw => Object::ForeignDataWrapper,
        T::ObjectForeignServer => Object::Server,
        T::ObjectForeignTable => Object::ForeignTable,
        T::ObjectFunction => Object::Function,
        T::ObjectIndex => Object::Index,
        T::ObjectLanguage => Object::Language,
        T::ObjectLargeobject => Object::LargeObject,
        T::ObjectMatview => Object::MaterializedView,
        T::ObjectOpclass => Object::OperatorClass,
        T::ObjectOperator => Object::Operator,
        T::ObjectOpfamily => Object::OperatorFamily,
        T::ObjectParameterAcl => Object::Parameter,
        T::ObjectPolicy => Object::Policy,
        T::ObjectProcedure => Object::Procedure,
        T::ObjectPublication => Object::Publication,
        T::ObjectRole => Object::Role,
        T::ObjectRoutine => Object::Routine,
        T::ObjectRule => Object::Rule,
        T::ObjectSchema => Object::Schema,
        T::ObjectSequence => Object::Sequence,
        T::ObjectSubscription => Object::Subscription,
        T::ObjectStatisticExt => Object::Statistics,
        T::ObjectTable => Object::Table,
        T::ObjectTablespace => Object::Tablespace,
        T::ObjectTransform => Object::Transform,
        T::ObjectTrigger => Object::Trigger,
        T::ObjectTsconfiguration => Object::TextSearchConfiguration,
        T::ObjectTsdictionary => Object::TextSearchDictionary,
        T::ObjectTsparser => Object::TextSearchParser,
        T::ObjectTstemplate => Object::TextSearchTemplate,
        T::ObjectType => Object::Type,
        T::ObjectUserMapping => Object::UserMapping,
        T::ObjectView => Object::View,
        _ => Object::Other,
    }
}

/// What the grammar says of an object, in whichever of its shapes.
struct Parts<'t> {
    names: Vec<&'t str>,
    types: Vec<pb::TypeName<'t>>,
}

fn parts(node: Node<'_>) -> Parts<'_> {
    let names = |nodes| strings(nodes).collect();
    match node {
        Node::List(list) => {
            let types = list.items().filter_map(|node| match node {
                Node::TypeName(it) => Some(it),
                _ => None,
            });
            Parts { names: names(list.items()), types: types.collect() }
        }
        Node::TypeName(it) => Parts { names: names(it.names()), types: Vec::new() },
        Node::RangeVar(it) => {
            let parts = [it.schemaname(), it.relname()];
            Parts { names: parts.into_iter().filter(|it| !it.is_empty()).collect(), types: Vec::new() }
        }
        node => Parts { names: string(node).into_iter().collect(), types: Vec::new() },
    }
}

impl Scene<'_> {
    /// The object that a node names, looked for from token `from` on, and the token behind it.
    pub fn object_ref(&self, kind: T, node: Node, from: usize) -> Option<(ObjectRef, usize)> {
        let object = object(kind);
        if let Node::ObjectWithArgs(it) = node {
            let (name, next) = self.named_from(name(it.objname())?, from);
            let arguments = (!it.args_unspecified()).then(|| self.object_types(it.objargs()));
            return Some((ObjectRef { object, name, arguments, on: None }, next));
        }
        let Parts { mut names, types } = parts(node);
        let (mut on, mut arguments) = (None, None);
        match kind {
            T::ObjectTrigger | T::ObjectPolicy | T::ObjectRule | T::ObjectTabconstraint | T::ObjectColumn => {
                let own = names.pop()?;
                on = Name::of_parts(&names);
                names = vec![own];
            }
            T::ObjectDomconstraint => on = types.first().and_then(|it| super::scene::name(it.names())),
            T::ObjectOpclass | T::ObjectOpfamily if names.len() > 1 => {
                on = Name::of_parts(&[names.remove(0)]);
            }
            T::ObjectCast => arguments = Some(types.iter().filter_map(|it| self.data_type(*it)).collect()),
            T::ObjectTransform => {
                arguments = Some(types.iter().filter_map(|it| self.data_type(*it)).collect());
                on = Name::of_parts(&names);
                names.clear();
            }
            _ => {}
        }
        let Some(name) = Name::of_parts(&names) else {
            let name =
                At { value: Name { schema: None, name: Ident::folded("") }, span: self.tokens.span(from) };
            return Some((ObjectRef { object, name, arguments, on }, from));
        };
        let (name, next) = self.named_from(name, from);
        Some((ObjectRef { object, name, arguments, on }, next))
    }

    pub fn drop_objects(&self, it: pb::DropStmt) -> Kind {
        let mut from = 2;
        let objects = it.objects().filter_map(|node| {
            let (found, next) = self.object_ref(it.remove_type(), node, from)?;
            from = next;
            Some(found)
        });
        Kind::Drop(Drop {
            object: object(it.remove_type()),
            objects: objects.collect(),
            if_exists: it.missing_ok(),
            cascade: cascades(it.behavior()),
            concurrently: it.concurrent(),
        })
    }

    /// DROP of what has a statement of its own in the grammar: roles, databases, tablespaces, …
    pub fn drop_other(&self, node: Node) -> Option<Kind> {
        let one = |name: &str| vec![Ident::folded(name)];
        let (object, names, if_exists, on) = match node {
            Node::DropRoleStmt(it) => {
                let named = it.roles().filter_map(|node| match node {
                    Node::RoleSpec(it) => some(it.rolename()),
                    _ => None,
                });
                (Object::Role, named.collect(), it.missing_ok(), None)
            }
            Node::DropdbStmt(it) => (Object::Database, one(it.dbname()), it.missing_ok(), None),
            Node::DropTableSpaceStmt(it) => {
                (Object::Tablespace, one(it.tablespacename()), it.missing_ok(), None)
            }
            Node::DropSubscriptionStmt(it) => {
                (Object::Subscription, one(it.subname()), it.missing_ok(), None)
            }
            Node::DropUserMappingStmt(it) => {
                let user = it.user().map(|role| Ident::folded(role.rolename()));
                (Object::UserMapping, user.into_iter().collect(), it.missing_ok(), some(it.servername()))
            }
            _ => return None,
        };
        let on = on.map(|name| Name { schema: None, name });
        let objects = names.into_iter().map(|name| ObjectRef {
            object,
            name: self.bare_name(name),
            arguments: None,
            on: on.clone(),
        });
        let objects = objects.collect();
        Some(Kind::Drop(Drop { object, objects, if_exists, cascade: false, concurrently: false }))
    }

    pub fn rename(&self, it: pb::RenameStmt) -> Option<Kind> {
        let relation = it.relation().map(name_of);
        let own = || Ident::folded(it.subname());
        let object_name = || it.object().and_then(|node| Name::of_parts(&parts(node).names));
        let what = match (it.rename_type(), relation) {
            (T::ObjectTable, Some(table)) => Renamed::Table(table),
            (T::ObjectIndex, Some(index)) => Renamed::Index(index),
            (T::ObjectColumn, Some(table)) => Renamed::Column { table, column: own() },
            (T::ObjectTabconstraint, Some(table)) => Renamed::Constraint { table, constraint: own() },
            (T::ObjectAttribute, Some(name)) => Renamed::Attribute { name, attribute: own() },
            (T::ObjectDomconstraint, _) => {
                Renamed::DomainConstraint { domain: object_name()?, constraint: own() }
            }
            (T::ObjectType, _) => Renamed::Type(object_name()?),
            (kind, _) => Renamed::Object(self.renamed(kind, it)?),
        };
        Some(Kind::Rename(Rename { what, to: self.last_word(it.newname()), if_exists: it.missing_ok() }))
    }

    fn renamed(&self, kind: T, it: pb::RenameStmt) -> Option<ObjectRef> {
        let object = object(kind);
        match (it.object(), it.relation(), some(it.subname())) {
            (Some(node), ..) => self.object_ref(kind, node, 2).map(|(found, _)| found),
            (_, on, Some(name)) => {
                let name = self.bare_name(name);
                Some(ObjectRef { object, name, arguments: None, on: on.map(name_of) })
            }
            (_, Some(range), _) => {
                Some(ObjectRef { object, name: self.table(range), arguments: None, on: None })
            }
            _ => None,
        }
    }

    /// The new name is the statement's last word.
    fn last_word(&self, name: &str) -> At<Ident> {
        let last = self.tokens.len().saturating_sub(1);
        let last = if self.tokens.is(last, "cascade") || self.tokens.is(last, "restrict") {
            last.saturating_sub(1)
        } else {
            last
        };
        At { value: Ident::folded(name), span: self.tokens.span(last) }
    }

    /// An object that stands as a relation or as a name.
    fn either(&self, kind: T, relation: Option<pb::RangeVar>, node: Option<Node>) -> Option<ObjectRef> {
        match relation {
            Some(range) => {
                let name = self.table(range);
                Some(ObjectRef { object: object(kind), name, arguments: None, on: None })
            }
            None => self.object_ref(kind, node?, 2).map(|(found, _)| found),
        }
    }

    pub fn set_schema(&self, it: pb::AlterObjectSchemaStmt) -> Option<Kind> {
        let what = Renamed::Schema(self.either(it.object_type(), it.relation(), it.object())?);
        Some(Kind::Rename(Rename { what, to: self.last_word(it.newschema()), if_exists: it.missing_ok() }))
    }

    pub fn set_owner(&self, it: pb::AlterOwnerStmt) -> Option<Kind> {
        let object = self.either(it.object_type(), it.relation(), it.object())?;
        let change = Change::Owner(role(it.newowner()?));
        Some(Kind::AlterObject(Box::new(AlterObject { object, change })))
    }

    pub fn depends_on(&self, it: pb::AlterObjectDependsStmt) -> Option<Kind> {
        let object = match (it.relation(), it.object()) {
            // A trigger has both: its table, and a list with its own name.
            (Some(table), Some(node)) => {
                let (mut found, _) = self.object_ref(it.object_type(), node, 2)?;
                found.on = Some(name_of(table));
                found
            }
            (relation, node) => self.either(it.object_type(), relation, node)?,
        };
        let extension = Ident::folded(it.extname()?.sval());
        let change = Change::DependsOn { extension, no: it.remove() };
        Some(Kind::AlterObject(Box::new(AlterObject { object, change })))
    }

    pub fn comment(&self, it: pb::CommentStmt) -> Option<Kind> {
        let (on, _) = self.object_ref(it.objtype(), it.object()?, 2)?;
        let text = (!it.comment().is_empty()).then(|| it.comment().to_owned());
        Some(Kind::Comment(Box::new(Comment { on, text })))
    }

    pub fn label(&self, it: pb::SecLabelStmt) -> Option<Kind> {
        let (object, _) = self.object_ref(it.objtype(), it.object()?, 2)?;
        Some(Kind::AlterObject(Box::new(AlterObject { object, change: Change::Label })))
    }

    /// What is altered in a way without a word of its own.
    pub fn alter_other(&self, node: Node) -> Option<Kind> {
        let listed = |object, nodes| Some((object, self.named(name(nodes)?)));
        let bare = |object, word: &str| Some((object, self.bare_name(some(word)?)));
        let named_role = |it: Option<pb::RoleSpec>| bare(Object::Role, it?.rolename());
        let (object, name) = match node {
            Node::AlterCollationStmt(it) => listed(Object::Collation, it.collname()),
            Node::AlterOpFamilyStmt(it) => listed(Object::OperatorFamily, it.opfamilyname()),
            Node::AlterStatsStmt(it) => listed(Object::Statistics, it.defnames()),
            Node::AlterTypeStmt(it) => listed(Object::Type, it.type_name()),
            Node::AlterOperatorStmt(it) => listed(Object::Operator, it.opername()?.objname()),
            Node::AlterTSDictionaryStmt(it) => listed(Object::TextSearchDictionary, it.dictname()),
            Node::AlterTSConfigurationStmt(it) => listed(Object::TextSearchConfiguration, it.cfgname()),
            Node::AlterFdwStmt(it) => bare(Object::ForeignDataWrapper, it.fdwname()),
            Node::AlterForeignServerStmt(it) => bare(Object::Server, it.servername()),
            Node::AlterUserMappingStmt(it) => bare(Object::UserMapping, it.user()?.rolename()),
            Node::AlterEventTrigStmt(it) => bare(Object::EventTrigger, it.trigname()),
            Node::AlterRoleStmt(it) => named_role(it.role()),
            Node::AlterRoleSetStmt(it) => named_role(it.role()),
            Node::AlterTableSpaceOptionsStmt(it) => bare(Object::Tablespace, it.tablespacename()),
            Node::AlterSubscriptionStmt(it) => bare(Object::Subscription, it.subname()),
            Node::AlterDatabaseStmt(it) => bare(Object::Database, it.dbname()),
            Node::AlterDatabaseSetStmt(it) => bare(Object::Database, it.dbname()),
            Node::AlterDatabaseRefreshCollStmt(it) => bare(Object::Database, it.dbname()),
            _ => None,
        }?;
        let object = ObjectRef { object, name, arguments: None, on: None };
        Some(Kind::AlterObject(Box::new(AlterObject { object, change: Change::Other })))
    }

    pub fn grant(&self, it: pb::GrantStmt) -> Kind {
        let object = object(it.objtype());
        let target = match it.targtype() {
            pb::GrantTargetType::AclTargetAllInSchema => {
                GrantTarget::AllInSchema { object, schemas: idents(it.objects()) }
            }
            pb::GrantTargetType::AclTargetDefaults => {
                GrantTarget::Defaults { object, schemas: Vec::new(), roles: Vec::new() }
            }
            _ => {
                let mut from = 1;
                let objects = it.objects().filter_map(|node| {
                    let (found, next) = self.object_ref(it.objtype(), node, from)?;
                    from = next;
                    Some(found)
                });
                GrantTarget::Objects(objects.collect())
            }
        };
        Kind::Grant(Box::new(Grant {
            revoke: !it.is_grant(),
            target,
            privileges: privileges(it.privileges()),
            roles: roles(it.grantees()),
            grant_option: it.grant_option(),
            cascade: cascades(it.behavior()),
        }))
    }

    pub fn grant_role(&self, it: pb::GrantRoleStmt) -> Kind {
        Kind::Grant(Box::new(Grant {
            revoke: !it.is_grant(),
            target: GrantTarget::Roles,
            privileges: privileges(it.granted_roles()),
            roles: roles(it.grantee_roles()),
            grant_option: !it.opt().is_empty(),
            cascade: cascades(it.behavior()),
        }))
    }

    pub fn default_privileges(&self, it: pb::AlterDefaultPrivilegesStmt) -> Option<Kind> {
        let Kind::Grant(mut grant) = self.grant(it.action()?) else { return None };
        for option in super::scene::options(it.options()) {
            let Some(Node::List(list)) = option.arg() else { continue };
            if let GrantTarget::Defaults { schemas, roles: of, .. } = &mut grant.target {
                match option.defname() {
                    "schemas" => *schemas = idents(list.items()),
                    _ => *of = roles(list.items()),
                }
            }
        }
        Some(Kind::Grant(grant))
    }
}

fn privileges(nodes: Nodes) -> Vec<Privilege> {
    let privileges = nodes.filter_map(|node| match node {
        Node::AccessPriv(it) => Some(Privilege {
            name: some(it.priv_name()).unwrap_or_else(|| Ident::folded("all")),
            columns: idents(it.cols()),
        }),
        _ => None,
    });
    privileges.collect()
}
