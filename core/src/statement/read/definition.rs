//! Types, domains, sequences, schemas, extensions, publications, and what is known by name only.

use super::object::object;
use super::scene::{Scene, idents, name, options, parameters, plain, role, some, string, strings, whole};
use super::table::persistence;
use crate::statement::{
    AddEnumValue, AlterExtension, AlterPublication, AlterSequence, At, CreateDomain, CreateExtension,
    CreateOther, CreatePublication, CreateSchema, CreateSequence, CreateSubscription, CreateType, EnumPlace,
    ExtensionChange, Ident, ImportChoice, ImportForeignSchema, Kind, Name, Object, Persistence,
    PublicationAction, PublicationMember, RenameEnumValue, SequenceOption, SequenceOptions, TypeKind,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

impl Scene<'_> {
    pub fn create_enum(&self, it: pb::CreateEnumStmt) -> Option<Kind> {
        let labels = strings(it.vals()).map(str::to_owned).collect();
        Some(self.new_type(name(it.type_name())?, TypeKind::Enum(labels)))
    }

    fn new_type(&self, name: Name, kind: TypeKind) -> Kind {
        Kind::CreateType(CreateType { name: self.named(name), kind })
    }

    pub fn create_composite(&self, it: pb::CompositeTypeStmt) -> Option<Kind> {
        let kind = TypeKind::Composite(self.attributes(it.coldeflist()));
        Some(Kind::CreateType(CreateType { name: self.table(it.typevar()?), kind }))
    }

    pub fn create_range(&self, it: pb::CreateRangeStmt) -> Option<Kind> {
        let type_of = |word: &str| {
            options(it.params()).find(|option| option.defname() == word).and_then(pb::DefElem::arg)
        };
        let names = |node| match node {
            Node::TypeName(it) => name(it.names()),
            Node::List(it) => name(it.items()),
            _ => None,
        };
        let kind = TypeKind::Range {
            subtype: match type_of("subtype") {
                Some(Node::TypeName(it)) => self.data_type(it),
                _ => None,
            },
            multirange: type_of("multirange_type_name").and_then(names),
            parameters: parameters(it.params()),
        };
        Some(self.new_type(name(it.type_name())?, kind))
    }

    pub fn alter_enum(&self, it: pb::AlterEnumStmt) -> Option<Kind> {
        let name = self.named(name(it.type_name())?);
        if !it.old_val().is_empty() {
            let (from, to) = (it.old_val().to_owned(), it.new_val().to_owned());
            return Some(Kind::RenameEnumValue(RenameEnumValue { name, from, to }));
        }
        let neighbor = it.new_val_neighbor().to_owned();
        let place = match (neighbor.is_empty(), it.new_val_is_after()) {
            (true, _) => None,
            (_, true) => Some(EnumPlace::After(neighbor)),
            (_, false) => Some(EnumPlace::Before(neighbor)),
        };
        let if_not_exists = it.skip_if_new_val_exists();
        Some(Kind::AddEnumValue(AddEnumValue { name, value: it.new_val().to_owned(), place, if_not_exists }))
    }

    pub fn create_domain(&self, it: pb::CreateDomainStmt) -> Option<Kind> {
        let mut domain = CreateDomain {
            name: self.named(name(it.domainname())?),
            data_type: self.data_type(it.type_name()?)?,
            collation: it.coll_clause().and_then(|clause| name(clause.collname())),
            not_null: false,
            default: None,
            constraints: Vec::new(),
        };
        for node in it.constraints() {
            let Node::Constraint(it) = node else { continue };
            match it.contype() {
                pb::ConstrType::ConstrDefault => domain.default = Some(self.maybe(it.raw_expr())),
                kind => {
                    domain.not_null |= kind == pb::ConstrType::ConstrNotnull;
                    domain.constraints.extend(self.constraint(it, Some(&Ident::folded("value"))));
                }
            }
        }
        Some(Kind::CreateDomain(Box::new(domain)))
    }

    pub fn create_sequence(&self, it: pb::CreateSeqStmt) -> Option<Kind> {
        let range = it.sequence()?;
        Some(Kind::CreateSequence(Box::new(CreateSequence {
            name: self.table(range),
            if_not_exists: it.if_not_exists(),
            temporary: persistence(range) == Persistence::Temporary,
            unlogged: persistence(range) == Persistence::Unlogged,
            options: self.sequence_options(it.options()),
        })))
    }

    pub fn alter_sequence(&self, it: pb::AlterSeqStmt) -> Option<Kind> {
        Some(Kind::AlterSequence(Box::new(AlterSequence {
            name: self.table(it.sequence()?),
            if_exists: it.missing_ok(),
            options: self.sequence_options(it.options()),
        })))
    }

    pub fn sequence_options(&self, nodes: Nodes) -> SequenceOptions {
        options(nodes).filter_map(|option| self.sequence_option(option)).collect()
    }

    fn sequence_option(&self, it: pb::DefElem) -> Option<SequenceOption> {
        let number = || whole(it.arg());
        Some(match it.defname() {
            "as" => match it.arg()? {
                Node::TypeName(name) => SequenceOption::As(self.data_type(name)?),
                _ => return None,
            },
            "increment" => SequenceOption::Increment(number()?),
            "minvalue" => SequenceOption::Minimum(number()),
            "maxvalue" => SequenceOption::Maximum(number()),
            "start" => SequenceOption::Start(number()?),
            "restart" => SequenceOption::Restart(number()),
            "cache" => SequenceOption::Cache(number()?),
            "cycle" => SequenceOption::Cycle(super::scene::is_on(it)),
            "owned_by" => SequenceOption::OwnedBy(owner(it)?),
            "sequence_name" => match it.arg()? {
                Node::List(list) => SequenceOption::Name(name(list.items())?),
                _ => return None,
            },
            "logged" => SequenceOption::Logged(true),
            "unlogged" => SequenceOption::Logged(false),
            _ => return None,
        })
    }

    /// `SET GENERATED …` and the options of the sequence.
    pub fn identity_changes(&self, nodes: Nodes) -> (Option<bool>, SequenceOptions) {
        let generated = options(nodes).find(|option| option.defname() == "generated");
        let always = generated.and_then(|option| whole(option.arg())).map(|letter| letter == i64::from(b'a'));
        (always, self.sequence_options(nodes))
    }

    pub fn create_schema(&self, it: pb::CreateSchemaStmt) -> Kind {
        let owner = it.authrole().map(role);
        // Without a name it has that of its owner.
        let name = match (it.schemaname(), it.authrole()) {
            ("", Some(owner)) => owner.rolename(),
            (name, _) => name,
        };
        Kind::CreateSchema(CreateSchema { name: self.bare(name), if_not_exists: it.if_not_exists(), owner })
    }

    pub fn create_extension(&self, it: pb::CreateExtensionStmt) -> Kind {
        let option = |word: &str| options(it.options()).find(|option| option.defname() == word);
        let text = |word: &str| option(word).and_then(pb::DefElem::arg).and_then(plain);
        Kind::CreateExtension(CreateExtension {
            name: self.bare(it.extname()),
            if_not_exists: it.if_not_exists(),
            schema: text("schema").map(Ident::folded),
            version: text("new_version"),
            cascade: option("cascade").is_some(),
        })
    }

    pub fn alter_extension(&self, it: pb::AlterExtensionStmt) -> Kind {
        let version = options(it.options()).next().and_then(pb::DefElem::arg).and_then(plain);
        let change = ExtensionChange::Update(version);
        Kind::AlterExtension(AlterExtension { name: self.bare(it.extname()), change })
    }

    pub fn alter_extension_contents(&self, it: pb::AlterExtensionContentsStmt) -> Option<Kind> {
        let (member, _) = self.object_ref(it.objtype(), it.object()?, 4)?;
        // PostgreSQL says +1 for ADD and -1 for DROP.
        let change =
            if it.action() > 0 { ExtensionChange::Add(member) } else { ExtensionChange::Drop(member) };
        Some(Kind::AlterExtension(AlterExtension { name: self.bare(it.extname()), change }))
    }

    pub fn create_publication(&self, it: pb::CreatePublicationStmt) -> Kind {
        Kind::CreatePublication(CreatePublication {
            name: self.bare(it.pubname()),
            all_tables: it.for_all_tables(),
            members: self.members(it.pubobjects()),
            parameters: parameters(it.options()),
        })
    }

    pub fn alter_publication(&self, it: pb::AlterPublicationStmt) -> Kind {
        let members = self.members(it.pubobjects());
        let action = match it.action() {
            _ if !it.options().is_empty() => PublicationAction::Parameters(parameters(it.options())),
            pb::AlterPublicationAction::ApDropObjects => PublicationAction::Drop(members),
            pb::AlterPublicationAction::ApSetObjects => PublicationAction::Set(members),
            _ => PublicationAction::Add(members),
        };
        Kind::AlterPublication(AlterPublication { name: self.bare(it.pubname()), action })
    }

    fn members(&self, nodes: Nodes) -> Vec<PublicationMember> {
        let members = nodes.filter_map(|node| {
            let Node::PublicationObjSpec(it) = node else { return None };
            let Some(table) = it.pubtable() else { return Some(PublicationMember::Schema(some(it.name()))) };
            let range = table.relation()?;
            Some(PublicationMember::Table {
                table: self.table(range),
                only: !range.inh(),
                columns: idents(table.columns()),
                filter: table.where_clause().map(|node| self.expr(node)),
            })
        });
        members.collect()
    }

    pub fn create_subscription(&self, it: pb::CreateSubscriptionStmt) -> Kind {
        Kind::CreateSubscription(CreateSubscription {
            name: self.bare(it.subname()),
            publications: idents(it.publication()),
            parameters: parameters(it.options()),
        })
    }

    pub fn import_foreign_schema(&self, it: pb::ImportForeignSchemaStmt) -> Kind {
        use pb::ImportForeignSchemaType as T;
        let tables =
            || super::scene::ranges(it.table_list()).map(|range| Ident::folded(range.relname())).collect();
        Kind::ImportForeignSchema(ImportForeignSchema {
            server: Ident::folded(it.server_name()),
            remote: Ident::folded(it.remote_schema()),
            into: Ident::folded(it.local_schema()),
            choice: match it.list_type() {
                T::FdwImportSchemaLimitTo => ImportChoice::Only(tables()),
                T::FdwImportSchemaExcept => ImportChoice::Except(tables()),
                _ => ImportChoice::All,
            },
        })
    }

    /// CREATE AGGREGATE, OPERATOR, TYPE (base and shell), COLLATION, TEXT SEARCH …
    pub fn define(&self, it: pb::DefineStmt) -> Option<Kind> {
        let name = name(it.defnames())?;
        Some(match it.kind() {
            pb::ObjectType::ObjectAggregate => self.create_aggregate(it, name),
            pb::ObjectType::ObjectType if it.definition().is_empty() => self.new_type(name, TypeKind::Shell),
            pb::ObjectType::ObjectType => self.new_type(name, TypeKind::Base(parameters(it.definition()))),
            kind => {
                let sides =
                    options(it.definition()).filter_map(|option| match (option.defname(), option.arg()?) {
                        ("leftarg" | "rightarg", Node::TypeName(name)) => self.data_type(name),
                        _ => None,
                    });
                let sides: Vec<_> = sides.collect();
                Kind::CreateOther(Box::new(CreateOther {
                    if_not_exists: it.if_not_exists(),
                    or_replace: it.replace(),
                    arguments: (!sides.is_empty()).then_some(sides),
                    parameters: parameters(it.definition()),
                    ..other(object(kind), Some(self.named(name)))
                }))
            }
        })
    }

    /// Everything else that is created; `None` for what is not.
    pub fn create_other(&self, node: Node) -> Option<Kind> {
        let bare = |object, word: &str| other(object, some(word).map(|name| self.bare_name(name)));
        let listed = |object, nodes| Some(other(object, Some(self.named(name(nodes)?))));
        let on = |word: &str| some(word).map(|name| Name { schema: None, name });
        let created = match node {
            Node::CreateRoleStmt(it) => {
                CreateOther { parameters: parameters(it.options()), ..bare(Object::Role, it.role()) }
            }
            Node::CreatedbStmt(it) => bare(Object::Database, it.dbname()),
            Node::CreateTableSpaceStmt(it) => bare(Object::Tablespace, it.tablespacename()),
            Node::CreateFdwStmt(it) => bare(Object::ForeignDataWrapper, it.fdwname()),
            Node::CreateForeignServerStmt(it) => CreateOther {
                if_not_exists: it.if_not_exists(),
                on: on(it.fdwname()),
                ..bare(Object::Server, it.servername())
            },
            Node::CreateUserMappingStmt(it) => CreateOther {
                if_not_exists: it.if_not_exists(),
                on: on(it.servername()),
                ..other(Object::UserMapping, None)
            },
            Node::CreateAmStmt(it) => bare(Object::AccessMethod, it.amname()),
            Node::CreatePLangStmt(it) => {
                CreateOther { or_replace: it.replace(), ..bare(Object::Language, it.plname()) }
            }
            Node::CreateConversionStmt(it) => listed(Object::Conversion, it.conversion_name())?,
            Node::CreateTransformStmt(it) => CreateOther {
                or_replace: it.replace(),
                arguments: Some(it.type_name().and_then(|name| self.data_type(name)).into_iter().collect()),
                on: on(it.lang()),
                ..other(Object::Transform, None)
            },
            Node::CreateOpClassStmt(it) => {
                CreateOther { on: on(it.amname()), ..listed(Object::OperatorClass, it.opclassname())? }
            }
            Node::CreateOpFamilyStmt(it) => {
                CreateOther { on: on(it.amname()), ..listed(Object::OperatorFamily, it.opfamilyname())? }
            }
            _ => return None,
        };
        Some(Kind::CreateOther(Box::new(created)))
    }

    pub fn bare_name(&self, name: Ident) -> At<Name> {
        self.named(Name { schema: None, name })
    }
}

fn other(object: Object, name: Option<At<Name>>) -> CreateOther {
    CreateOther {
        object,
        if_not_exists: false,
        or_replace: false,
        name,
        arguments: None,
        on: None,
        parameters: Vec::new(),
    }
}

/// `OWNED BY s.t.c`, `OWNED BY NONE`
fn owner(it: pb::DefElem) -> Option<Option<(Name, Ident)>> {
    let Node::List(list) = it.arg()? else { return None };
    let mut parts: Vec<&str> = list.items().filter_map(string).collect();
    let column = Ident::folded(parts.pop()?);
    Some(Name::of_parts(&parts).map(|table| (table, column)))
}
