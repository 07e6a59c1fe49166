//! What one statement does to the schema, as the server would do it: also which statement it would refuse.

mod alter;
mod alter_column;
mod alter_type;
mod attach;
mod bounds;
mod call;
mod column;
mod comment;
mod constraint;
mod course;
mod drop;
mod extension;
mod function;
mod guard;
pub mod index;
mod inherit;
mod key;
mod like;
mod mend;
mod partition;
mod publication;
mod refusal;
mod rename;
mod rows;
mod select;
mod sequence;
mod table;
mod trigger;
mod types;
mod unique;
mod view;

use super::catalog::{Edge, Expression, Id, Link, Part};
use super::failure::{Done, failure};
use super::infer::{Analyst, Inferred, Item, Scope};
use super::{Origin, Outcome, Schema};
use crate::statement::{Expr, Kind, Statement, TransactionRole};

pub use call::Calls;
use course::Course;

pub use mend::subjects;

impl Schema {
    /// Applies a statement with what stands in its body. One that a server would refuse changes nothing.
    pub fn apply(&mut self, statement: &Statement, origin: Origin) -> Outcome {
        if !self.in_transaction() {
            self.settle();
        }
        let mark = self.catalog.mark();
        self.origin = Origin { span: statement.span, ..origin };
        self.strange = None;
        let fails = self.may_run(statement).and_then(|()| self.run(statement)).err();
        if fails.is_some() {
            self.catalog.rewind(mark);
        }
        let unread = std::mem::take(&mut self.unread);
        Outcome { fails: fails.filter(|it| !self.overlooks(it)), strange: self.strange.take(), unread }
    }

    fn may_run(&self, statement: &Statement) -> Done {
        if statement.role == TransactionRole::OutsideOnly && self.in_transaction() {
            if let Kind::AlterTable(it) = &statement.kind {
                self.fit_to_alter(it)?;
            }
            let plain = |word: &&str| word.bytes().all(|it| it.is_ascii_uppercase());
            let words: Vec<&str> = statement.title.split(' ').take_while(plain).collect();
            let what = format!("{} cannot run inside a transaction block", words.join(" "));
            return Err(failure("25001", what));
        }
        Ok(())
    }

    fn run(&mut self, statement: &Statement) -> Done {
        self.fit(statement)?;
        if let Kind::CreateSchema(it) = &statement.kind {
            return self.create_schema_with(it, &statement.inner);
        }
        self.run_kind(&statement.kind)?;
        self.run_body(&statement.inner)
    }

    fn run_kind(&mut self, kind: &Kind) -> Done {
        match kind {
            Kind::CreateTable(it) => self.create_table(it),
            Kind::AlterTable(it) => self.alter_table(it),
            Kind::CreateView(it) => self.create_view(it),
            Kind::CreateIndex(it) => self.create_index(it),
            Kind::CreateStatistics(it) => self.create_statistics(it),
            Kind::CreateType(it) => self.create_type(it),
            Kind::AddEnumValue(it) => self.add_enum_value(it),
            Kind::RenameEnumValue(it) => self.rename_enum_value(it),
            Kind::CreateDomain(it) => self.create_domain(it),
            Kind::AlterDomain(it) => self.alter_domain(it),
            Kind::CreateSequence(it) => self.create_sequence(it),
            Kind::AlterSequence(it) => self.alter_sequence(it),
            Kind::CreateSchema(it) => self.create_schema_with(it, &[]),
            Kind::CreateExtension(it) => self.create_extension(it),
            Kind::AlterExtension(it) => self.alter_extension(it),
            Kind::CreateFunction(it) => self.create_function(it),
            Kind::CreateAggregate(it) => self.create_aggregate(it),
            Kind::CreateTrigger(it) => self.create_trigger(it),
            Kind::CreateRule(it) => self.create_rule(it),
            Kind::CreatePolicy(it) => self.create_policy(it),
            Kind::AlterPolicy(it) => self.alter_policy(it),
            Kind::CreatePublication(it) => self.create_publication(it),
            Kind::AlterPublication(it) => self.alter_publication(it),
            Kind::CreateOther(it) => self.create_other(it),
            Kind::CreateCast(_) => self.create_cast(),
            Kind::Drop(it) => self.drop_objects(it),
            Kind::Rename(it) => self.rename(it),
            Kind::AlterObject(it) => self.alter_object(it),
            Kind::Comment(it) => self.comment(it),
            Kind::Truncate(it) => self.truncate(it),
            Kind::Refresh(it) => self.refresh(it),
            Kind::Select(it) => {
                self.select(it)?;
                it.calls().into_iter().try_for_each(|it| self.call(it))
            }
            Kind::Call(it) => self.call(&it.call),
            Kind::Do(it) => {
                self.unread.extend_from_slice(&it.unread);
                Ok(())
            }
            Kind::Set(it) => {
                self.set(it);
                Ok(())
            }
            Kind::Discard(it) => {
                self.discard(*it);
                Ok(())
            }
            Kind::Transaction(it) => self.transact(it),
            _ => Ok(()),
        }
    }

    /// The statements of a body. Those that stand under a condition run where it holds, and where it is not
    /// understood.
    pub(super) fn run_inner(&mut self, inner: &[Statement]) -> Done {
        let mut course = Course::default();
        for statement in inner {
            if !course.comes_to(self, &statement.condition) {
                continue;
            }
            let mark = self.catalog.mark();
            if let Err(mut failure) = self.run(statement) {
                if statement.condition.unknown {
                    self.catalog.rewind(mark);
                } else if !course.catch(self, &statement.condition, failure.sqlstate) {
                    failure.at.get_or_insert(statement.span);
                    return Err(failure);
                }
            }
        }
        Ok(())
    }

    /// How the value of an expression varies from row to row.
    pub fn volatility(&self, it: &Expr) -> super::catalog::Volatility {
        Analyst::new(self).expr(it, &Scope::of(Vec::new())).volatility
    }

    /// Links `by` to all that an expression or a query uses.
    fn depend(&mut self, by: (Id, Part), uses: impl IntoIterator<Item = (Id, Part)>, link: Link) {
        for on in uses {
            self.catalog.link(Edge { on, by, link });
        }
    }

    /// An expression over the columns of one table: what is kept of it, and what it uses.
    fn expression(&self, it: &Expr, table: Option<Id>) -> Done<(Expression, Vec<(Id, Part)>)> {
        let mut analyst = Analyst::new(self);
        let object = table.and_then(|id| Some((id, self.catalog.get(id)?)));
        let item = object.and_then(|(id, it)| Some(Item::relation(id, it.name.clone(), it.relation()?)));
        let found = analyst.expr(it, &Scope::of(item.into_iter().collect()));
        if let Some(failure) = analyst.failure.take()
            && !self.overlooks(&failure)
        {
            return Err(failure);
        }
        let uses = analyst.uses.list();
        let columns = uses.iter().filter_map(|use_of| match use_of {
            (id, Part::Column(number)) if Some(*id) == table => Some(*number),
            _ => None,
        });
        let columns = columns.collect();
        let expression = Expression { counts: analyst.counts, ..kept(it, found, columns) };
        Ok((expression, uses))
    }
}

fn kept(it: &Expr, found: Inferred, columns: Vec<u16>) -> Expression {
    Expression {
        data_type: found.data_type,
        volatility: found.volatility,
        columns,
        counts: Vec::new(),
        proves_not_null: Vec::new(),
        null: it.is_null(),
        name: crate::schema::naming::column_name(it).map(crate::statement::Ident::folded),
    }
}
