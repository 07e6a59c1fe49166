//! What is known behind the migrations that were judged, and what is left of each.

use super::held::Held;
use super::read::Room;
use super::sums::Changes;
use crate::allow::Allows;
use crate::digest::Hasher;
use crate::finding::{Finding, Unread};
use crate::plan::Plan;
use crate::report::Migration;
use crate::schema::{Doubt, Doubts, FullName, Moment, Schema};
use crate::verdict::StatementLine;

/// What the migrations so far have come to.
#[derive(Default)]
pub struct Known {
    pub schema: Schema,
    /// what statements speak of that may do more than can be seen
    pub unseen: Doubt,
    /// what the transaction holds that goes on from migration to migration
    pub held: Held,
    /// the number of the first new migration, and the schema before it
    pub base: Option<(usize, Schema)>,
    /// of the content
    pub hasher: Hasher,
    pub past: Vec<Past>,
    /// Somebody wants to go back.
    pub kept: bool,
}

/// A migration that was judged. Its statements are gone: all together take more room than their files.
pub struct Past {
    pub listed: Migration,
    pub findings: Vec<Finding>,
    pub unread: Vec<Unread>,
    pub lines: Vec<StatementLine>,
    pub plan: Plan,
    pub changes: Changes,
    /// the tables whose card it may have changed
    pub touched: Vec<FullName>,
    pub allows: Allows,
    /// Its text is its file's.
    pub plain: bool,
    /// the files that it reads by `\i`
    pub included: Vec<String>,
    /// The paths at which it looked for them, and for those of what takes it back.
    pub asked: Vec<String>,
    /// Only where somebody wants to go back.
    pub before: Option<Before>,
}

/// What was known before a migration.
pub struct Before {
    moment: Moment,
    unseen: Doubts,
    held: Held,
    hasher: Hasher,
}

impl Known {
    /// Nothing yet: `start` is what the first migration finds.
    pub fn new(room: &Room, mut start: Schema, kept: bool) -> Known {
        start.postgres = room.settings.postgres;
        start.catalog.forget_births();
        let mut known = Known { schema: start, kept, ..Known::default() };
        if let Some(at) = room.folder.settings {
            room.request.files[at].hash(&mut known.hasher);
        }
        known
    }

    pub fn before(&mut self) -> Option<Before> {
        let (hasher, held) = (self.hasher.clone(), self.held.clone());
        self.kept.then(|| Before { moment: self.schema.hold(), unseen: self.unseen.so_far(), held, hasher })
    }

    /// Before a migration is judged: the first new one finds the base.
    pub fn find_base(&mut self, number: usize, new: bool) {
        // What was new here may be something else by now.
        self.base.take_if(|(first, _)| *first == number && !new);
        if new && self.base.is_none() {
            let mut schema = self.schema.clone();
            schema.catalog.settle();
            self.base = Some((number, schema));
        }
    }

    /// Goes back to the moment before a migration.
    pub fn go_back(&mut self, number: usize) {
        let before = self.past.get_mut(number).and_then(|it| it.before.take());
        self.past.truncate(number);
        self.base.take_if(|(first, _)| *first > number);
        if let Some(before) = before {
            self.schema.go_back(before.moment);
            self.unseen.go_back(before.unseen);
            (self.held, self.hasher) = (before.held, before.hasher);
        }
    }
}
