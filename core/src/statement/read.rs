//! From the words of one statement to a [`Statement`].

use super::tokens::Tokens;
use super::{
    AddEnumValue, At, Body, Condition, ConflictTarget, Delete, Do, Drop, Ident, Insert, Kind, Name, Object,
    ObjectRef, OnConflict, Other, Query, Rename, Renamed, Select, Set, SetTo, Statement, Transaction,
    TransactionRole, Truncate, Update, With, alter, create, do_body,
};
use crate::finding::Span;
use lockgate_grammar::tree::{self as pb, node::Node};

/// Reads the statements of one file for one PostgreSQL version.
pub struct Reader<'a> {
    pub text: &'a str,
    pub postgres: u16,
}

/// Why a statement could not be read, and at which byte of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub at: usize,
    pub message: String,
}

/// What the readers of single statements share: the words, and where the statement begins.
pub(super) struct Scene<'a> {
    pub tokens: Tokens<'a>,
    pub start: usize,
}

impl Scene<'_> {
    /// A byte of the file from the grammar's offset into the statement.
    pub fn byte(&self, location: i32) -> usize {
        self.start + usize::try_from(location).unwrap_or(0)
    }

    pub fn table(&self, range: &pb::RangeVar) -> At<Name> {
        self.tokens.dotted(name_of(range), self.byte(range.location))
    }

    pub fn table_or_nothing(&self, range: Option<&pb::RangeVar>) -> Option<At<Name>> {
        range.map(|range| self.table(range))
    }
}

impl Reader<'_> {
    /// Reads one piece of the file. A piece that holds nothing but comments is `None`.
    pub fn read(&self, span: Span) -> Result<Option<Statement>, SyntaxError> {
        let words = &self.text[span.start..span.end];
        if let Some(at) = words.bytes().position(|byte| byte == 0) {
            let message = "A zero byte stands here; PostgreSQL takes no SQL with one. Remove it.".to_owned();
            return Err(SyntaxError { at: span.start + at, message });
        }
        let tree = lockgate_grammar::parse(words).map_err(|error| SyntaxError {
            at: span.start + error.position.unwrap_or(0).min(words.len()),
            message: shortened(&error.message),
        })?;
        let Some(node) = tree.into_iter().next().and_then(|raw| raw.stmt) else {
            return Ok(None);
        };
        Ok(Some(self.statement(node.node.as_ref(), span)))
    }

    /// A statement of a kind that is not read is `Other`.
    fn statement(&self, node: Option<&Node>, span: Span) -> Statement {
        let scene = Scene { tokens: Tokens::new(self.text, span), start: span.start };
        let kind = node
            .and_then(|node| kind(node, &scene))
            .unwrap_or_else(|| Kind::Other(Other { what: String::new(), objects: Vec::new() }));
        let (kind, inner) = match kind {
            Kind::Do(_) => do_body::read(self, &scene.tokens),
            kind => (kind, Vec::new()),
        };
        let role = node.map_or(TransactionRole::Ordinary, |node| TransactionRole::of(node, self.postgres));
        let title = scene.tokens.title(matches!(kind, Kind::CreateTable(_)));
        Statement { span, title, role, kind, in_do: false, condition: Condition::default(), inner }
    }
}

/// The grammar quotes what it stumbles over, which may be the rest of the file.
fn shortened(message: &str) -> String {
    const LONGEST: usize = 200;
    let mut lines = message.lines();
    let first = lines.next().unwrap_or_default();
    let cut: String = first.chars().take(LONGEST).collect();
    if cut.len() < first.len() || lines.next().is_some() { cut + " …" } else { cut }
}

/// `None` where the tree lacks a part that its grammar promises; such a statement is `Other`.
fn kind(node: &Node, scene: &Scene) -> Option<Kind> {
    Some(match node {
        Node::CreateStmt(it) => create::table(it, scene)?,
        Node::CreateTableAsStmt(it) => create::table_as(it, scene)?,
        Node::SelectStmt(it) if it.into_clause.is_some() => create::select_into(it, scene)?,
        Node::IndexStmt(it) => create::index(it, scene)?,
        Node::CreateEnumStmt(it) => create::enumeration(it, scene)?,
        Node::AlterTableStmt(it) => alter::table(it, scene)?,
        Node::DropStmt(it) => dropped(it, scene),
        Node::RenameStmt(it) => renamed(it, scene),
        Node::AlterObjectSchemaStmt(it) => moved(it, scene),
        Node::AlterEnumStmt(it) => added_value(it, scene)?,
        Node::InsertStmt(it) => insert(it, scene)?,
        Node::UpdateStmt(it) => Kind::Update(Box::new(Update {
            with: With::default(),
            table: scene.table(it.relation.as_ref()?),
            only: false,
            alias: None,
            set: Vec::new(),
            from: Vec::new(),
            filter: it.where_clause.is_some().then(create::some_expr),
            returning: Vec::new(),
        })),
        Node::DeleteStmt(it) => Kind::Delete(Box::new(Delete {
            with: With::default(),
            table: scene.table(it.relation.as_ref()?),
            only: false,
            alias: None,
            using: Vec::new(),
            filter: filters(it.where_clause.as_deref()).then(create::some_expr),
            returning: Vec::new(),
        })),
        Node::TruncateStmt(it) => truncated(it, scene),
        Node::VariableSetStmt(it) => Kind::Set(Set {
            name: it.name.clone(),
            to: SetTo::Values(it.args.iter().filter_map(constant).collect()),
            local: it.is_local,
        }),
        Node::DoStmt(_) => {
            Kind::Do(Do { language: Ident::folded("plpgsql"), dynamic: false, unread: Vec::new() })
        }
        Node::TransactionStmt(_) => Kind::Transaction(Transaction::Begin),
        other => create::other(other, scene)?,
    })
}

fn dropped(it: &pb::DropStmt, scene: &Scene) -> Kind {
    use pb::ObjectType as T;
    let object = match it.remove_type() {
        T::ObjectTable => Object::Table,
        T::ObjectIndex => Object::Index,
        T::ObjectType => Object::Type,
        T::ObjectDomain => Object::Domain,
        T::ObjectView => Object::View,
        T::ObjectMatview => Object::MaterializedView,
        T::ObjectSequence => Object::Sequence,
        T::ObjectSchema => Object::Schema,
        T::ObjectTrigger => Object::Trigger,
        T::ObjectPolicy => Object::Policy,
        T::ObjectRule => Object::Rule,
        T::ObjectFunction => Object::Function,
        T::ObjectProcedure => Object::Procedure,
        T::ObjectExtension => Object::Extension,
        T::ObjectPublication => Object::Publication,
        _ => Object::Other,
    };
    let mut from = 2;
    let mut objects = Vec::new();
    for node in &it.objects {
        let Some(name) = Name::of_parts(&parts(node)) else { continue };
        let at = scene.tokens.find(&name.name, from, scene.tokens.len());
        let span = at.map_or_else(|| scene.tokens.span(0), |at| dotted_back(&scene.tokens, at));
        from = at.map_or(from, |at| at + 1);
        objects.push(ObjectRef { object, name: At { value: name, span }, arguments: None, on: None });
    }
    let cascade = it.behavior() == pb::DropBehavior::DropCascade;
    Kind::Drop(Drop { object, objects, if_exists: it.missing_ok, cascade, concurrently: it.concurrent })
}

/// The span of a dotted name whose last part is token `at`.
fn dotted_back(tokens: &Tokens, at: usize) -> Span {
    let mut first = at;
    while first >= 2 && tokens.text(first - 1) == "." {
        first -= 2;
    }
    tokens.between(first, at)
}

fn renamed(it: &pb::RenameStmt, scene: &Scene) -> Kind {
    use pb::ObjectType as T;
    let table = it.relation.as_ref().map(name_of);
    let object = it.object.as_ref().and_then(|node| Name::of_parts(&parts(node)));
    let what = match (it.rename_type(), table, object) {
        (T::ObjectTable, Some(table), _) => Renamed::Table(table),
        (T::ObjectIndex, Some(index), _) => Renamed::Index(index),
        (T::ObjectColumn, Some(table), _) if it.relation_type() == T::ObjectTable => {
            Renamed::Column { table, column: Ident::folded(it.subname.as_str()) }
        }
        (T::ObjectTabconstraint, Some(table), _) => {
            Renamed::Constraint { table, constraint: Ident::folded(it.subname.as_str()) }
        }
        (T::ObjectType, _, Some(name)) => Renamed::Type(name),
        (_, table, object) => Renamed::Object(some_object(table.or(object), scene)),
    };
    Kind::Rename(Rename { what, to: last_word(&it.newname, scene), if_exists: false })
}

fn moved(it: &pb::AlterObjectSchemaStmt, scene: &Scene) -> Kind {
    use pb::ObjectType as T;
    let table = it.relation.as_ref().map(name_of);
    let object = it.object.as_ref().and_then(|node| Name::of_parts(&parts(node)));
    let mut moved = some_object(table.or(object), scene);
    moved.object = match it.object_type() {
        T::ObjectTable => Object::Table,
        T::ObjectType => Object::Type,
        _ => Object::Other,
    };
    let to = last_word(&it.newschema, scene);
    Kind::Rename(Rename { what: Renamed::Schema(moved), to, if_exists: false })
}

fn some_object(name: Option<Name>, scene: &Scene) -> ObjectRef {
    let value = name.unwrap_or(Name { schema: None, name: Ident::folded("") });
    let name = At { value, span: scene.tokens.span(0) };
    ObjectRef { object: Object::Other, name, arguments: None, on: None }
}

/// The new name is the statement's last word.
fn last_word(name: &str, scene: &Scene) -> At<Ident> {
    let last = scene.tokens.len().saturating_sub(1);
    At { value: Ident::folded(name), span: scene.tokens.span(last) }
}

fn added_value(it: &pb::AlterEnumStmt, scene: &Scene) -> Option<Kind> {
    if !it.old_val.is_empty() {
        return None;
    }
    let name = At { value: Name::of_parts(&strings(&it.type_name))?, span: scene.tokens.span(2) };
    let (value, if_not_exists) = (it.new_val.clone(), it.skip_if_new_val_exists);
    Some(Kind::AddEnumValue(AddEnumValue { name, value, place: None, if_not_exists }))
}

fn insert(it: &pb::InsertStmt, scene: &Scene) -> Option<Kind> {
    let select = it.select_stmt.as_ref().and_then(|node| node.node.as_ref());
    let guarded = matches!(select, Some(Node::SelectStmt(select)) if select.where_clause.is_some());
    let select = Select {
        distinct: false,
        targets: Vec::new(),
        from: Vec::new(),
        filter: guarded.then(create::some_expr),
        around: Vec::new(),
        grouped: false,
    };
    let body = Body::Select(Box::new(select));
    Some(Kind::Insert(Box::new(Insert {
        with: With::default(),
        table: scene.table(it.relation.as_ref()?),
        columns: Vec::new(),
        query: Some(Query { with: With::default(), body, around: Vec::new(), row_locks: Vec::new() }),
        on_conflict: it.on_conflict_clause.is_some().then(|| OnConflict::Nothing(ConflictTarget::default())),
        returning: Vec::new(),
    })))
}

/// `WHERE true` keeps nothing back.
fn filters(condition: Option<&pb::Node>) -> bool {
    match condition.map(|it| &it.node) {
        None => false,
        Some(Some(Node::AConst(it))) => !matches!(&it.val, Some(pb::a_const::Val::Boolval(it)) if it.boolval),
        Some(_) => true,
    }
}

fn truncated(it: &pb::TruncateStmt, scene: &Scene) -> Kind {
    let tables = it.relations.iter().filter_map(|node| match &node.node {
        Some(Node::RangeVar(range)) => Some(scene.table(range)),
        _ => None,
    });
    Kind::Truncate(Truncate {
        tables: tables.collect(),
        only: Vec::new(),
        cascade: it.behavior() == pb::DropBehavior::DropCascade,
        restart_identity: false,
    })
}

pub(super) fn name_of(range: &pb::RangeVar) -> Name {
    let schema = (!range.schemaname.is_empty()).then(|| Ident::folded(range.schemaname.as_str()));
    Name { schema, name: Ident::folded(range.relname.as_str()) }
}

/// The parts of a name, in whichever of the grammar's shapes it comes.
pub(super) fn parts(node: &pb::Node) -> Vec<String> {
    match &node.node {
        Some(Node::List(list)) => strings(&list.items),
        Some(Node::TypeName(name)) => strings(&name.names),
        Some(Node::ObjectWithArgs(object)) => strings(&object.objname),
        _ => strings(std::slice::from_ref(node)),
    }
}

pub(super) fn strings(nodes: &[pb::Node]) -> Vec<String> {
    let strings = nodes.iter().filter_map(|node| match &node.node {
        Some(Node::String(it)) => Some(it.sval.clone()),
        _ => None,
    });
    strings.collect()
}

pub(super) fn idents(nodes: &[pb::Node]) -> Vec<Ident> {
    strings(nodes).into_iter().map(Ident::folded).collect()
}

fn constant(node: &pb::Node) -> Option<String> {
    match &node.node {
        Some(Node::AConst(it)) => match &it.val {
            Some(pb::a_const::Val::Sval(text)) => Some(text.sval.clone()),
            _ => None,
        },
        _ => None,
    }
}
