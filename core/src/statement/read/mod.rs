//! From the words of one statement to a [`Statement`].

mod alter;
mod body;
mod called;
mod constraint;
mod definition;
mod dynamic;
mod expr;
mod function;
mod guard;
mod json;
mod object;
mod plpgsql;
mod query;
mod scene;
mod session;
mod table;

use super::place::Place;
use super::tokens::Tokens;
use super::{Condition, Ident, Kind, Statement, TransactionRole};
use crate::finding::Span;
pub(crate) use called::called;
use lockgate_grammar::tree::Node;
use scene::Scene;
pub(super) use scene::{is_on, options};
use std::ops::Range;

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

impl Reader<'_> {
    /// Reads one piece of the file. A piece that holds nothing but comments is `None`.
    pub fn read(&self, span: Span) -> Result<Option<Statement>, SyntaxError> {
        Bench { text: self.text, postgres: self.postgres, place: Place::File, depth: 0 }.read(span)
    }
}

/// A text that is being read: the file's, or one that stands in it.
struct Bench<'a> {
    text: &'a str,
    postgres: u16,
    place: Place<'a>,
    /// how many bodies are around it
    depth: usize,
}

impl Bench<'_> {
    /// Reads a piece of the text; where an error stands is a byte of the text.
    fn read(&self, span: Span) -> Result<Option<Statement>, SyntaxError> {
        let words = &self.text[span.start..span.end];
        if let Some(at) = words.bytes().position(|byte| byte == 0) {
            let message = "A zero byte stands here; PostgreSQL takes no SQL with one. Remove it.".to_owned();
            return Err(SyntaxError { at: span.start + at, message });
        }
        let tree = lockgate_grammar::parse(words).map_err(|error| SyntaxError {
            at: span.start + error.position.unwrap_or(0).min(words.len()),
            message: shortened(&error.message),
        })?;
        Ok(tree.read(|node| node.map(|node| self.statement(node, span, span.start))))
    }

    /// `start`: where the grammar's offsets count from.
    fn statement(&self, node: Node, span: Span, start: usize) -> Statement {
        let scene = Scene { bench: self, tokens: Tokens::new(self.text, self.place, span), start };
        let mut inner = Vec::new();
        let kind = match node {
            Node::DoStmt(it) => Some(scene.do_block(it, &mut inner)),
            node => scene.kind(node),
        };
        let kind = kind.unwrap_or_else(|| scene.unknown(node));
        if let (Node::CreateSchemaStmt(it), Kind::CreateSchema(schema)) = (node, &kind) {
            inner = scene.schema_elements(it, &schema.name.value);
        }
        Statement {
            span: self.place.span(span),
            title: scene.tokens.title(matches!(kind, Kind::CreateTable(_))),
            role: TransactionRole::of(node, self.postgres),
            kind,
            in_do: false,
            condition: Condition::default(),
            inner,
        }
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

impl Scene<'_> {
    /// A statement inside this one, which stands in these tokens.
    fn inner(&self, node: Node, place: Range<usize>) -> Statement {
        let span = self.tokens.own(place.start, place.end.saturating_sub(1));
        self.bench.statement(node, span, self.start)
    }

    /// The statements of a `CREATE SCHEMA` begin with CREATE or GRANT and are parted by nothing. What they create
    /// belongs to the schema.
    fn schema_elements(
        &self,
        it: lockgate_grammar::tree::CreateSchemaStmt,
        schema: &Ident,
    ) -> Vec<Statement> {
        let starts = self.tokens.starts_of_elements();
        let ends = starts.iter().skip(1).copied().chain([self.tokens.len()]);
        let places: Vec<Range<usize>> =
            starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
        let elements = it.schema_elts().zip(places).map(|(node, place)| {
            let mut element = self.inner(node, place);
            element.kind.qualify(schema);
            element
        });
        elements.collect()
    }

    /// `None` where the tree lacks a part that its grammar promises.
    fn kind(&self, node: Node) -> Option<Kind> {
        Some(match node {
            Node::CreateStmt(it) => Kind::CreateTable(Box::new(self.create_table(it)?)),
            Node::CreateForeignTableStmt(it) => self.create_foreign_table(it)?,
            Node::CreateTableAsStmt(it) => self.create_table_as(it)?,
            Node::SelectStmt(it) => match self.select_into(it) {
                Some(kind) => kind,
                None => Kind::Select(Box::new(self.query(it))),
            },
            Node::DeclareCursorStmt(it) => Kind::Select(Box::new(self.query_of(it.query())?)),
            Node::ViewStmt(it) => self.create_view(it)?,
            Node::IndexStmt(it) => self.create_index(it)?,
            Node::CreateStatsStmt(it) => self.create_statistics(it),
            Node::AlterTableStmt(it) => self.alter_table(it)?,
            Node::InsertStmt(it) => Kind::Insert(Box::new(self.insert(it)?)),
            Node::UpdateStmt(it) => Kind::Update(Box::new(self.update(it)?)),
            Node::DeleteStmt(it) => Kind::Delete(Box::new(self.delete(it)?)),
            Node::MergeStmt(it) => Kind::Merge(Box::new(self.merge(it)?)),
            Node::CopyStmt(it) => self.copy(it)?,
            Node::TruncateStmt(it) => self.truncate(it),
            Node::DropStmt(it) => self.drop_objects(it),
            Node::RenameStmt(it) => self.rename(it)?,
            Node::AlterObjectSchemaStmt(it) => self.set_schema(it)?,
            Node::AlterOwnerStmt(it) => self.set_owner(it)?,
            Node::AlterObjectDependsStmt(it) => self.depends_on(it)?,
            Node::CommentStmt(it) => self.comment(it)?,
            Node::SecLabelStmt(it) => self.label(it)?,
            Node::GrantStmt(it) => self.grant(it),
            Node::GrantRoleStmt(it) => self.grant_role(it),
            Node::AlterDefaultPrivilegesStmt(it) => self.default_privileges(it)?,
            node => return self.definition(node).or_else(|| self.session(node)),
        })
    }

    /// Types, functions and what else is defined.
    fn definition(&self, node: Node) -> Option<Kind> {
        match node {
            Node::CreateEnumStmt(it) => self.create_enum(it),
            Node::CompositeTypeStmt(it) => self.create_composite(it),
            Node::CreateRangeStmt(it) => self.create_range(it),
            Node::AlterEnumStmt(it) => self.alter_enum(it),
            Node::CreateDomainStmt(it) => self.create_domain(it),
            Node::AlterDomainStmt(it) => self.alter_domain(it),
            Node::CreateSeqStmt(it) => self.create_sequence(it),
            Node::AlterSeqStmt(it) => self.alter_sequence(it),
            Node::CreateSchemaStmt(it) => Some(self.create_schema(it)),
            Node::CreateExtensionStmt(it) => Some(self.create_extension(it)),
            Node::AlterExtensionStmt(it) => Some(self.alter_extension(it)),
            Node::AlterExtensionContentsStmt(it) => self.alter_extension_contents(it),
            Node::CreateFunctionStmt(it) => self.create_function(it),
            Node::AlterFunctionStmt(it) => self.alter_function(it),
            Node::CreateCastStmt(it) => self.create_cast(it),
            Node::CreateTrigStmt(it) => self.create_trigger(it),
            Node::CreateEventTrigStmt(it) => self.create_event_trigger(it),
            Node::RuleStmt(it) => self.create_rule(it),
            Node::CreatePolicyStmt(it) => self.create_policy(it),
            Node::AlterPolicyStmt(it) => self.alter_policy(it),
            Node::CreatePublicationStmt(it) => Some(self.create_publication(it)),
            Node::AlterPublicationStmt(it) => Some(self.alter_publication(it)),
            Node::CreateSubscriptionStmt(it) => Some(self.create_subscription(it)),
            Node::ImportForeignSchemaStmt(it) => Some(self.import_foreign_schema(it)),
            Node::DefineStmt(it) => self.define(it),
            node => {
                self.create_other(node).or_else(|| self.drop_other(node)).or_else(|| self.alter_other(node))
            }
        }
    }

    /// What a session does to itself, and maintenance.
    fn session(&self, node: Node) -> Option<Kind> {
        Some(match node {
            Node::VariableSetStmt(it) => Kind::Set(session::set(it)),
            Node::TransactionStmt(it) => Kind::Transaction(session::transaction(it)),
            Node::ConstraintsSetStmt(it) => self.set_constraints(it),
            Node::DiscardStmt(it) => Kind::Discard(session::discard(it)),
            Node::LockStmt(it) => self.lock(it),
            Node::RefreshMatViewStmt(it) => self.refresh(it)?,
            Node::ReindexStmt(it) => self.reindex(it)?,
            Node::ClusterStmt(it) => self.cluster(it),
            Node::VacuumStmt(it) => self.vacuum(it),
            Node::CallStmt(it) => self.call_procedure(it)?,
            Node::ExplainStmt(it) => self.explain(it)?,
            Node::PrepareStmt(it) => self.prepare(it)?,
            Node::ExecuteStmt(it) => Kind::Execute(Ident::folded(it.name())),
            // RETURN of a body of SQL computes one value.
            Node::ReturnStmt(it) => Kind::Select(Box::new(self.returned(it.returnval()))),
            _ => return None,
        })
    }
}

impl Kind {
    /// Puts what it creates into a schema where it names none.
    fn qualify(&mut self, schema: &Ident) {
        let name = match self {
            Kind::CreateTable(it) => &mut it.table,
            Kind::CreateView(it) => &mut it.view,
            Kind::CreateSequence(it) => &mut it.name,
            Kind::CreateIndex(it) => &mut it.table,
            Kind::CreateTrigger(it) => &mut it.table,
            _ => return,
        };
        name.value.schema.get_or_insert_with(|| schema.clone());
    }
}
