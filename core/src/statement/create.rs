//! What is created: tables with their columns and constraints, indexes, types, and everything else.

use super::read::{Scene, idents, name_of, strings};
use super::{
    At, Column, Constraint, ConstraintKind, CreateIndex, CreateOther, CreateTable, CreateType, Ident, Kind,
    Name,
};
use crate::finding::Span;
use lockgate_grammar::tree::{self as pb, node::Node};

pub fn table(it: &pb::CreateStmt, scene: &Scene) -> Option<Kind> {
    let range = it.relation.as_ref()?;
    let mut created = CreateTable {
        table: scene.table(range),
        if_not_exists: it.if_not_exists,
        temporary: range.relpersistence == "t",
        columns: Vec::new(),
        constraints: Vec::new(),
        open: !it.inh_relations.is_empty() || it.of_typename.is_some() || it.partbound.is_some(),
        partitioned: it.partspec.is_some(),
    };
    for element in &it.table_elts {
        match &element.node {
            Some(Node::ColumnDef(definition)) => {
                let (column, constraints) = column(definition, scene);
                created.columns.push(column);
                created.constraints.extend(constraints);
            }
            Some(Node::Constraint(it)) => created.constraints.extend(constraint(it, None, scene)),
            Some(Node::TableLikeClause(_)) => created.open = true,
            _ => {}
        }
    }
    Some(Kind::CreateTable(created))
}

pub fn table_as(it: &pb::CreateTableAsStmt, scene: &Scene) -> Option<Kind> {
    let range = it.into.as_ref()?.rel.as_ref()?;
    if it.objtype() == pb::ObjectType::ObjectMatview {
        let name = scene.table_or_nothing(Some(range));
        return Some(named("materialized view", it.if_not_exists, "IF NOT EXISTS", name));
    }
    Some(filled_by_query(range, it.if_not_exists, scene))
}

pub fn select_into(it: &pb::SelectStmt, scene: &Scene) -> Option<Kind> {
    Some(filled_by_query(it.into_clause.as_ref()?.rel.as_ref()?, false, scene))
}

fn filled_by_query(range: &pb::RangeVar, if_not_exists: bool, scene: &Scene) -> Kind {
    Kind::CreateTable(CreateTable {
        table: scene.table(range),
        if_not_exists,
        temporary: range.relpersistence == "t",
        columns: Vec::new(),
        constraints: Vec::new(),
        open: true,
        partitioned: false,
    })
}

/// A column, and the constraints that are written behind it.
pub fn column(it: &pb::ColumnDef, scene: &Scene) -> (Column, Vec<Constraint>) {
    let name = Ident::folded(it.colname.as_str());
    let first = scene.tokens.at_byte(scene.byte(it.location));
    let data_type = it.type_name.as_ref().map(data_type).unwrap_or_default();
    let filled = matches!(
        data_type.as_str(),
        "serial" | "bigserial" | "smallserial" | "serial4" | "serial8" | "serial2"
    );
    let mut column = Column {
        name: At { value: name.clone(), span: scene.tokens.span(first) },
        filled,
        not_null: filled,
        default: false,
        data_type,
    };
    let mut constraints = Vec::new();
    for node in &it.constraints {
        let Some(Node::Constraint(it)) = &node.node else { continue };
        match it.contype() {
            pb::ConstrType::ConstrNotnull => column.not_null = true,
            pb::ConstrType::ConstrDefault => column.default = !is_null(it.raw_expr.as_deref()),
            pb::ConstrType::ConstrIdentity => (column.filled, column.not_null) = (true, true),
            pb::ConstrType::ConstrGenerated => column.filled = true,
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
        T::ConstrPrimary => ConstraintKind::PrimaryKey { columns: own(&it.keys), using: using() },
        T::ConstrUnique => ConstraintKind::Unique { columns: own(&it.keys), using: using() },
        T::ConstrForeign => ConstraintKind::ForeignKey {
            columns: own(&it.fk_attrs),
            target: name_of(it.pktable.as_ref()?),
            target_columns: idents(&it.pk_attrs),
        },
        T::ConstrCheck => ConstraintKind::Check { columns: column.cloned().into_iter().collect() },
        T::ConstrExclusion => ConstraintKind::Exclusion,
        _ => return None,
    };
    let name = (!it.conname.is_empty()).then(|| Ident::folded(it.conname.as_str()));
    Some(Constraint { name, kind, span: constraint_span(it, scene), not_valid: it.skip_validation })
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
    let columns = it.index_params.iter().filter_map(|node| match &node.node {
        Some(Node::IndexElem(element)) => {
            Some((!element.name.is_empty()).then(|| Ident::folded(element.name.as_str())))
        }
        _ => None,
    });
    Some(Kind::CreateIndex(CreateIndex {
        name: (!it.idxname.is_empty()).then(|| Ident::folded(it.idxname.as_str())),
        table: scene.table(it.relation.as_ref()?),
        columns: columns.collect(),
        unique: it.unique,
        partial: it.where_clause.is_some(),
        concurrently: it.concurrent,
        if_not_exists: it.if_not_exists,
        keyword: scene.tokens.between(0, if it.unique { 2 } else { 1 }),
    }))
}

pub fn enumeration(it: &pb::CreateEnumStmt, scene: &Scene) -> Option<Kind> {
    let name = pointed(Name::of_parts(&strings(&it.type_name))?, scene);
    Some(Kind::CreateType(CreateType { name, labels: Some(strings(&it.vals)) }))
}

fn pointed(name: Name, scene: &Scene) -> At<Name> {
    let span = scene.tokens.pointed(&name.name, 1, scene.tokens.len()).span;
    At { value: name, span }
}

fn named(what: &'static str, repeatable: bool, remedy: &'static str, name: Option<At<Name>>) -> Kind {
    Kind::CreateOther(CreateOther { what, repeatable, remedy, name })
}

/// Everything else that is created; `None` for what is not.
pub fn other(node: &Node, scene: &Scene) -> Option<Kind> {
    const EXISTS: &str = "IF NOT EXISTS";
    const REPLACE: &str = "OR REPLACE";
    let of = |name: &str| (!name.is_empty()).then(|| pointed(bare(name), scene));
    let list = |nodes: &[pb::Node]| Name::of_parts(&strings(nodes)).map(|name| pointed(name, scene));
    Some(match node {
        Node::CompositeTypeStmt(it) => {
            Kind::CreateType(CreateType { name: scene.table(it.typevar.as_ref()?), labels: None })
        }
        Node::CreateRangeStmt(it) => {
            Kind::CreateType(CreateType { name: list(&it.type_name)?, labels: None })
        }
        Node::ViewStmt(it) => named("view", it.replace, REPLACE, scene.table_or_nothing(it.view.as_ref())),
        Node::CreateSeqStmt(it) => {
            named("sequence", it.if_not_exists, EXISTS, scene.table_or_nothing(it.sequence.as_ref()))
        }
        Node::CreateSchemaStmt(it) => named("schema", it.if_not_exists, EXISTS, of(&it.schemaname)),
        Node::CreateExtensionStmt(it) => named("extension", it.if_not_exists, EXISTS, of(&it.extname)),
        Node::CreateFunctionStmt(it) => named(
            if it.is_procedure { "procedure" } else { "function" },
            it.replace,
            REPLACE,
            list(&it.funcname),
        ),
        Node::CreateTrigStmt(it) => named("trigger", it.replace, REPLACE, of(&it.trigname)),
        Node::RuleStmt(it) => named("rule", it.replace, REPLACE, of(&it.rulename)),
        Node::CreatePolicyStmt(it) => named("policy", false, "", of(&it.policy_name)),
        Node::CreateDomainStmt(it) => named("domain", false, "", list(&it.domainname)),
        Node::CreateRoleStmt(it) => named("role", false, "", of(&it.role)),
        Node::CreateStatsStmt(it) => named("statistics object", it.if_not_exists, EXISTS, list(&it.defnames)),
        Node::CreatePublicationStmt(it) => named("publication", false, "", of(&it.pubname)),
        _ => return None,
    })
}

fn bare(name: &str) -> Name {
    Name { schema: None, name: Ident::folded(name) }
}

/// A type as people write it. Names that the grammar adds for `pg_catalog` are taken back.
pub fn data_type(it: &pb::TypeName) -> String {
    let mut names = strings(&it.names);
    if names.len() > 1 && names[0] == "pg_catalog" {
        names.remove(0);
        let common = common_name(&names[0]);
        names = vec![common.to_owned()];
    }
    let mut text = names.join(".");
    let modifiers: Vec<String> = it.typmods.iter().filter_map(modifier).collect();
    if !modifiers.is_empty() && text != "interval" {
        text = format!("{text}({})", modifiers.join(","));
    }
    text + &"[]".repeat(it.array_bounds.len())
}

fn common_name(name: &str) -> &str {
    match name {
        "int2" => "smallint",
        "int4" => "integer",
        "int8" => "bigint",
        "float4" => "real",
        "float8" => "double precision",
        "bool" => "boolean",
        "varchar" => "character varying",
        "bpchar" => "character",
        "timestamptz" => "timestamp with time zone",
        "timestamp" => "timestamp without time zone",
        "timetz" => "time with time zone",
        "time" => "time without time zone",
        "varbit" => "bit varying",
        other => other,
    }
}

fn modifier(node: &pb::Node) -> Option<String> {
    match &node.node {
        Some(Node::AConst(it)) => match &it.val {
            Some(pb::a_const::Val::Ival(number)) => Some(number.ival.to_string()),
            _ => None,
        },
        _ => None,
    }
}
