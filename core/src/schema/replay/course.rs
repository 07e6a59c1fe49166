//! Which statements of a body run: the answers to its questions, and the blocks that failed.

use crate::schema::Schema;
use crate::schema::catalog::Mark;
use crate::statement::Condition;

#[derive(Default)]
pub struct Course {
    /// by question, whether what it asks for was there
    answers: Vec<(usize, bool)>,
    /// by block, how the catalog was when it began
    begun: Vec<(usize, Mark)>,
    failed: Vec<(usize, &'static str)>,
}

impl Course {
    /// Whether a statement runs, which comes behind those that were asked for so far.
    pub fn comes_to(&mut self, schema: &Schema, condition: &Condition) -> bool {
        let failed = &self.failed;
        if condition.blocks.iter().any(|it| failed.iter().any(|(block, _)| *block == it.number))
            || !condition
                .handlers
                .iter()
                .all(|it| failed.iter().any(|(block, with)| it.handles(*block, with)))
        {
            return false;
        }
        for block in &condition.blocks {
            if !self.begun.iter().any(|(number, _)| *number == block.number) {
                self.begun.push((block.number, schema.catalog.mark()));
            }
        }
        condition.guards.iter().all(|it| {
            let known = self.answers.iter().find(|(question, _)| *question == it.question);
            let there = known.map_or_else(|| schema.is_there(it), |(_, there)| *there);
            if known.is_none() {
                self.answers.push((it.question, there));
            }
            there == it.exists
        })
    }

    /// Undoes the block that catches the error of a statement. Whether there is one.
    pub fn catch(&mut self, schema: &mut Schema, condition: &Condition, sqlstate: &'static str) -> bool {
        let Some(block) = condition.blocks.iter().rev().find(|it| it.catches(sqlstate)) else { return false };
        if let Some((_, mark)) = self.begun.iter().find(|(number, _)| *number == block.number) {
            schema.catalog.rewind(*mark);
        }
        self.failed.push((block.number, sqlstate));
        true
    }
}
