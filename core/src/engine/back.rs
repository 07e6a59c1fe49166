//! A migration taken back, to see whether that leaves the schema as it was before.

use super::judge::{Judge, runs_unseen};
use crate::finding::Span;
use crate::order::{ByName, distinct};
use crate::rules::{Back, Check, ReadMigration, Way};
use crate::schema::catalog::Id;
use crate::schema::diff::object;
use crate::schema::{Change, Doubt, Failure, Moment, Origin, Outcome};
use crate::source::Source;
use crate::statement::Statement;

impl Judge<'_> {
    /// Plays what takes the migration back on what it left behind, tells the rules what is not as it was at `before`, and
    /// undoes it. Nothing is told where not all that may have happened is known.
    pub(super) fn back(&mut self, number: usize, back: &ReadMigration, before: &Moment) {
        let Some(source) = &back.source else { return };
        let behind = |gap: &Span| {
            let at = source.position(gap.start);
            back.unread.iter().find(|it| (it.line, it.column) >= at).or(back.unread.first())
        };
        if let Some((gap, unread)) = back.gaps.first().and_then(|gap| Some((gap, behind(gap)?))) {
            return self.tell(number, source, Way::Unread { at: *gap, message: &unread.message });
        }
        let Some(last) = back.statements.last().filter(|_| back.gaps.is_empty()) else { return };
        let after = self.known.schema.hold();
        let made = distinct(self.known.schema.touched_since(before).collect());
        self.known.schema.new_session();
        let mut unseen = Doubt::default();
        let refused = self.go(number, back, source, &mut unseen);
        self.known.schema.new_session();
        let way = match refused {
            Some((statement, failure, certain)) => {
                let known = self.knows(statement, &failure) && failure.names().all(|name| !unseen.says(name));
                known.then_some(Way::Refused { statement, failure, certain })
            }
            None => {
                let changes = self.certain(before, &made, &unseen);
                (!changes.is_empty()).then_some(Way::Leads { last: last.span, changes })
            }
        };
        self.known.schema.go_back(after);
        if let Some(way) = way {
            self.tell(number, source, way);
        }
    }

    /// Goes the way back up to the first statement that a server would refuse, or may refuse: the last tells.
    fn go<'s>(
        &mut self,
        number: usize,
        back: &'s ReadMigration,
        source: &Source,
        unseen: &mut Doubt,
    ) -> Option<(&'s Statement, Box<Failure>, bool)> {
        for statement in &back.statements {
            let origin = Origin { migration: number, span: statement.span };
            let Outcome { fails, strange, .. } = self.known.schema.apply(statement, origin);
            let certain = fails.is_some();
            if let Some(failure) = fails.or(strange) {
                return Some((statement, failure, certain));
            }
            if runs_unseen(statement) {
                unseen.about(source.words(statement.span));
            }
        }
        None
    }

    /// The changes that are certain. What the way back makes may have been there before the files; what was there, or was
    /// made on the way, is known, unless code that can't be followed speaks of it.
    fn certain(&mut self, before: &Moment, made: &[Id], unseen: &Doubt) -> Vec<Change> {
        let mut changes = self.known.schema.changes(before);
        let mut gone = ByName::default();
        for it in changes.iter().filter(|it| !it.added) {
            gone.insert(object(&it.fact), ());
        }
        let replaced = |it: &Change| {
            ["function ", "procedure ", "view "].iter().any(|kind| it.fact.starts_with(kind))
                && self.known.schema.is_partial()
        };
        let seen = |name: &str| {
            ![unseen, &self.known.unseen, &self.known.schema.doubt].iter().any(|it| it.says(name))
        };
        changes.retain(|it| {
            let known = made.binary_search(&it.object).is_ok() || gone.has(object(&it.fact));
            (!it.added || known && !replaced(it)) && names(&it.fact).all(seen)
        });
        changes
    }

    fn tell(&mut self, number: usize, source: &Source, way: Way) {
        let back = Back { text: &source.text, way };
        self.ask(number, |rule, out| {
            if let Check::Back(check) = rule.check {
                check(&back, out);
            }
        });
    }
}

/// The names of a fact's object and of its table.
fn names(fact: &str) -> impl Iterator<Item = &str> {
    let object = object(fact);
    let dot = object.find('.').unwrap_or(object.len());
    let name = object[..dot].rfind(' ').map_or(object, |at| &object[at + 1..]);
    name.split([' ', '.', '(', '"']).filter(|it| *it != "public")
}
