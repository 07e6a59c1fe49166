//! What is created: tables with their columns and constraints, indexes, types, and everything else.

use super::read::{Scene, idents, name_of, strings};
use super::{
    At, Column, Constraint, ConstraintKind, CreateIndex, CreateOther, CreateTable, CreateType, Exclusion,
    Expr, FilledBy, Generated, Ident, Identity, IndexElement, Indexed, KeyIndex, Kind, Modifier, Name,
    Object, OnCommit, PartitionBy, Persistence, Reference, ReferenceAction, Strategy, TypeKind, TypeName,
};
use crate::finding::Span;
use lockgate_grammar::tree::{self as pb, node::Node};

pub fn table(it: &pb::CreateStmt, scene: &Scene) -> Option<Kind> {
    let range = it.relation.as_ref()?;
    let mut created = CreateTable { if_not_exists: it.if_not_exists, ..plain(range, scene) };
    if !it.inh_relations.is_empty() || it.of_typename.is_some() || it.partbound.is_some() {
        created.filled_by = Some(unknown_columns());
    }
    created.partition_by =
        it.partspec.is_some().then(|| PartitionBy { strategy: Strategy::Range, keys: Vec::new() });
    for element in &it.table_elts {
        match &element.node {
            Some(Node::ColumnDef(definition)) => {
                let (column, constraints) = column(definition, scene);
                created.columns.push(column);
                created.constraints.extend(constraints);
            }
            Some(Node::Constraint(it)) => created.constraints.extend(constraint(it, None, scene)),
            Some(Node::TableLikeClause(_)) => created.filled_by = Some(unknown_columns()),
            _ => {}
        }
    }
    Some(Kind::CreateTable(Box::new(created)))
}

pub fn table_as(it: &pb::CreateTableAsStmt, scene: &Scene) -> Option<Kind> {
    let range = it.into.as_ref()?.rel.as_ref()?;
    if it.objtype() == pb::ObjectType::ObjectMatview {
        let name = scene.table_or_nothing(Some(range));
        return Some(named(Object::MaterializedView, it.if_not_exists, name));
    }
    Some(filled_by_query(range, it.if_not_exists, scene))
}

pub fn select_into(it: &pb::SelectStmt, scene: &Scene) -> Option<Kind> {
    Some(filled_by_query(it.into_clause.as_ref()?.rel.as_ref()?, false, scene))
}

fn filled_by_query(range: &pb::RangeVar, if_not_exists: bool, scene: &Scene) -> Kind {
    Kind::CreateTable(Box::new(CreateTable {
        if_not_exists,
        filled_by: Some(unknown_columns()),
        ..plain(range, scene)
    }))
}

fn plain(range: &pb::RangeVar, scene: &Scene) -> CreateTable {
    CreateTable {
        table: scene.table(range),
        if_not_exists: false,
        persistence: if range.relpersistence == "t" {
            Persistence::Temporary
        } else {
            Persistence::Permanent
        },
        columns: Vec::new(),
        constraints: Vec::new(),
        like: Vec::new(),
        inherits: Vec::new(),
        partition_of: None,
        partition_by: None,
        of_type: None,
        filled_by: None,
        foreign: None,
        on_commit: OnCommit::PreserveRows,
        parameters: Vec::new(),
        tablespace: None,
        access_method: None,
    }
}

fn unknown_columns() -> FilledBy {
    FilledBy { query: None, columns: Vec::new(), with_data: true }
}

/// An expression that is there.
pub fn some_expr() -> Expr {
    Expr::Other { name: "", parts: Vec::new() }
}

/// A column, and the constraints that are written behind it.
pub fn column(it: &pb::ColumnDef, scene: &Scene) -> (Column, Vec<Constraint>) {
    let name = Ident::folded(it.colname.as_str());
    let first = scene.tokens.at_byte(scene.byte(it.location));
    let mut column = Column {
        name: At { value: name.clone(), span: scene.tokens.span(first) },
        data_type: it.type_name.as_ref().and_then(|it| data_type(it, scene)),
        not_null: false,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        storage: None,
        compression: None,
        options: Vec::new(),
    };
    column.not_null = column.is_serial();
    let mut constraints = Vec::new();
    for node in &it.constraints {
        let Some(Node::Constraint(it)) = &node.node else { continue };
        match it.contype() {
            pb::ConstrType::ConstrNotnull => column.not_null = true,
            pb::ConstrType::ConstrDefault => {
                let null = is_null(it.raw_expr.as_deref());
                column.default = Some(if null { Expr::Constant(super::Constant::Null) } else { some_expr() });
            }
            pb::ConstrType::ConstrIdentity => {
                column.identity = Some(Identity { always: false, sequence: Vec::new() });
                column.not_null = true;
            }
            pb::ConstrType::ConstrGenerated => {
                column.generated = Some(Generated { value: some_expr(), stored: true });
            }
            _ => constraints.extend(constraint(it, Some(&name), scene)),
        }
    }
    column.not_null |= constraints.iter().any(|it| matches!(it.kind, ConstraintKind::PrimaryKey { .. }));
    (column, constraints)
}

/// `DEFAULT NULL` is no default.
fn is_null(expression: Option<&pb::Node>) -> bool {
    matches!(expression.and_then(|it| it.node.as_ref()), Some(Node::AConst(it)) if it.isnull)
}

/// A constraint of a table, or of one column where it stands behind that column.
pub fn constraint(it: &pb::Constraint, column: Option<&Ident>, scene: &Scene) -> Option<Constraint> {
    use pb::ConstrType as T;
    let own = |keys: &[pb::Node]| match column {
        Some(column) => vec![column.clone()],
        None => idents(keys),
    };
    let using = || (!it.indexname.is_empty()).then(|| Ident::folded(it.indexname.as_str()));
    let kind = match it.contype() {
        T::ConstrPrimary => {
            ConstraintKind::PrimaryKey { columns: own(&it.keys), using: using(), index: KeyIndex::default() }
        }
        T::ConstrUnique => {
            ConstraintKind::Unique { columns: own(&it.keys), using: using(), index: KeyIndex::default() }
        }
        T::ConstrForeign => ConstraintKind::ForeignKey {
            columns: own(&it.fk_attrs),
            target: name_of(it.pktable.as_ref()?),
            target_columns: idents(&it.pk_attrs),
            rest: Reference {
                target: scene.table(it.pktable.as_ref()?).span,
                on_update: ReferenceAction::NoAction,
                on_delete: ReferenceAction::NoAction,
                delete_columns: Vec::new(),
                match_full: false,
                period: false,
            },
        },
        T::ConstrCheck => {
            ConstraintKind::Check { columns: column.cloned().into_iter().collect(), condition: some_expr() }
        }
        T::ConstrExclusion => ConstraintKind::Exclusion(Box::new(Exclusion {
            method: Ident::folded("gist"),
            elements: Vec::new(),
            filter: None,
            index: KeyIndex::default(),
        })),
        _ => return None,
    };
    let name = (!it.conname.is_empty()).then(|| Ident::folded(it.conname.as_str()));
    Some(Constraint {
        name,
        kind,
        span: constraint_span(it, scene),
        on_column: column.is_some(),
        not_valid: it.skip_validation,
        deferrable: false,
        initially_deferred: false,
        no_inherit: false,
        not_enforced: false,
    })
}

/// The words that say it: `FOREIGN KEY (a, b)`, `REFERENCES t (id)`, `PRIMARY KEY`.
fn constraint_span(it: &pb::Constraint, scene: &Scene) -> Span {
    let tokens = &scene.tokens;
    let first = tokens.at_byte(scene.byte(it.location));
    let start = if tokens.is(first, "constraint") { first + 2 } else { first };
    if tokens.is(start, "references") {
        let name_end = tokens.dotted_end(start + 1);
        let end = if tokens.text(name_end + 1) == "(" { tokens.closing(name_end) } else { name_end };
        return tokens.between(start, end);
    }
    if tokens.is(start, "foreign") {
        return tokens.between(start, tokens.closing(start));
    }
    tokens.between(start, if tokens.is(start + 1, "key") { start + 1 } else { start })
}

pub fn index(it: &pb::IndexStmt, scene: &Scene) -> Option<Kind> {
    let elements = it.index_params.iter().filter_map(|node| match &node.node {
        Some(Node::IndexElem(element)) => Some(IndexElement {
            value: match element.name.as_str() {
                "" => Indexed::Expression(some_expr()),
                name => Indexed::Column(Ident::folded(name)),
            },
            collation: None,
            operator_class: None,
            operator_class_parameters: Vec::new(),
            descending: false,
            nulls_first: None,
        }),
        _ => None,
    });
    Some(Kind::CreateIndex(Box::new(CreateIndex {
        name: (!it.idxname.is_empty()).then(|| Ident::folded(it.idxname.as_str())),
        table: scene.table(it.relation.as_ref()?),
        only: false,
        method: Ident::folded("btree"),
        elements: elements.collect(),
        include: Vec::new(),
        filter: it.where_clause.is_some().then(some_expr),
        unique: it.unique,
        nulls_not_distinct: false,
        concurrently: it.concurrent,
        if_not_exists: it.if_not_exists,
        parameters: Vec::new(),
        tablespace: None,
        keyword: scene.tokens.between(0, if it.unique { 2 } else { 1 }),
    })))
}

pub fn enumeration(it: &pb::CreateEnumStmt, scene: &Scene) -> Option<Kind> {
    let name = pointed(Name::of_parts(&strings(&it.type_name))?, scene);
    Some(Kind::CreateType(CreateType { name, kind: TypeKind::Enum(strings(&it.vals)) }))
}

fn pointed(name: Name, scene: &Scene) -> At<Name> {
    let span = scene.tokens.pointed(&name.name, 1, scene.tokens.len()).span;
    At { value: name, span }
}

fn named(object: Object, repeatable: bool, name: Option<At<Name>>) -> Kind {
    Kind::CreateOther(Box::new(CreateOther {
        object,
        if_not_exists: repeatable,
        or_replace: false,
        name,
        arguments: None,
        on: None,
        parameters: Vec::new(),
    }))
}

/// Everything else that is created; `None` for what is not.
pub fn other(node: &Node, scene: &Scene) -> Option<Kind> {
    let of = |name: &str| (!name.is_empty()).then(|| pointed(bare(name), scene));
    let list = |nodes: &[pb::Node]| Name::of_parts(&strings(nodes)).map(|name| pointed(name, scene));
    let own_type = |name| Kind::CreateType(CreateType { name, kind: TypeKind::Shell });
    Some(match node {
        Node::CompositeTypeStmt(it) => own_type(scene.table(it.typevar.as_ref()?)),
        Node::CreateRangeStmt(it) => own_type(list(&it.type_name)?),
        Node::ViewStmt(it) => named(Object::View, it.replace, scene.table_or_nothing(it.view.as_ref())),
        Node::CreateSeqStmt(it) => {
            named(Object::Sequence, it.if_not_exists, scene.table_or_nothing(it.sequence.as_ref()))
        }
        Node::CreateSchemaStmt(it) => named(Object::Schema, it.if_not_exists, of(&it.schemaname)),
        Node::CreateExtensionStmt(it) => named(Object::Extension, it.if_not_exists, of(&it.extname)),
        Node::CreateFunctionStmt(it) => named(
            if it.is_procedure { Object::Procedure } else { Object::Function },
            it.replace,
            list(&it.funcname),
        ),
        Node::CreateTrigStmt(it) => named(Object::Trigger, it.replace, of(&it.trigname)),
        Node::RuleStmt(it) => named(Object::Rule, it.replace, of(&it.rulename)),
        Node::CreatePolicyStmt(it) => named(Object::Policy, false, of(&it.policy_name)),
        Node::CreateDomainStmt(it) => named(Object::Domain, false, list(&it.domainname)),
        Node::CreateRoleStmt(it) => named(Object::Role, false, of(&it.role)),
        Node::CreateStatsStmt(it) => named(Object::Statistics, it.if_not_exists, list(&it.defnames)),
        Node::CreatePublicationStmt(it) => named(Object::Publication, false, of(&it.pubname)),
        _ => return None,
    })
}

fn bare(name: &str) -> Name {
    Name { schema: None, name: Ident::folded(name) }
}

pub fn data_type(it: &pb::TypeName, scene: &Scene) -> Option<TypeName> {
    Some(TypeName {
        name: Name::of_parts(&strings(&it.names))?,
        column_of: None,
        modifiers: it.typmods.iter().filter_map(modifier).collect(),
        dimensions: it.array_bounds.len(),
        set: false,
        span: scene.tokens.span(0),
    })
}

fn modifier(node: &pb::Node) -> Option<Modifier> {
    match &node.node {
        Some(Node::AConst(it)) => match &it.val {
            Some(pb::a_const::Val::Ival(number)) => Some(Modifier::Number(number.ival)),
            _ => None,
        },
        _ => None,
    }
}
