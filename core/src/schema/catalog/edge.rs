//! What depends on what, and how firmly.

use super::Id;
use std::collections::BTreeSet;

/// What of an object is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Whole,
    /// the column of this number
    Column(u16),
    /// the default, or the generation expression, of the column of this number
    Default(u16),
}

/// How firmly the one holds on to the other, as in `pg_depend`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// RESTRICT refuses, CASCADE drops.
    Normal,
    /// Goes without asking.
    Auto,
    /// Part of the other's making: it goes with it, and cannot be dropped alone.
    Internal,
    /// A member of an extension.
    Extension,
    /// Inherits from it, or is a partition of it.
    Child,
    /// Owned by a role.
    Owner,
}

/// `by` depends on `on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    pub on: (Id, Part),
    pub by: (Id, Part),
    pub link: Link,
}

pub const LINKS: [Link; 6] =
    [Link::Normal, Link::Auto, Link::Internal, Link::Extension, Link::Child, Link::Owner];

/// Numbers in the order of the parts, in 18 bits.
fn number(it: Part) -> u128 {
    match it {
        Part::Whole => 0,
        Part::Column(number) => 1 << 16 | u128::from(number),
        Part::Default(number) => 2 << 16 | u128::from(number),
    }
}

fn part(number: u128) -> Part {
    match (number >> 16 & 3, number as u16) {
        (0, _) => Part::Whole,
        (1, number) => Part::Column(number),
        (_, number) => Part::Default(number),
    }
}

/// Both ways of an edge stand in one set of numbers, which is small in memory and small as code.
impl Edge {
    /// By what they depend on, then by how firmly, so that the indexes of a table are found without passing all the
    /// foreign keys that point at it.
    pub fn forth(self) -> u128 {
        let on = u128::from(self.on.0.0) << 4 | self.link as u128;
        (on << 18 | number(self.on.1)) << 50 | u128::from(self.by.0.0) << 18 | number(self.by.1)
    }

    pub fn of_forth(it: u128) -> Edge {
        let link = LINKS[(it >> 68 & 7) as usize % LINKS.len()];
        let id = |at: u32| Id((it >> at) as u32);
        Edge { on: (id(72), part(it >> 50)), by: (id(18), part(it)), link }
    }

    /// By what depends.
    pub fn back(self) -> u128 {
        let by = u128::from(self.by.0.0) << 18 | number(self.by.1);
        let on = u128::from(self.on.0.0) << 18 | number(self.on.1);
        1 << 127 | by << 54 | on << 4 | self.link as u128
    }

    pub fn of_back(it: u128) -> Edge {
        let link = LINKS[(it & 7) as usize % LINKS.len()];
        let id = |at: u32| Id((it >> at) as u32);
        Edge { on: (id(22), part(it >> 4)), by: (id(72), part(it >> 54)), link }
    }
}

/// Objects and parts of them, each once and in order. Numbers as well, so that the code of one set does for both.
#[derive(Debug, Default)]
pub struct Targets(BTreeSet<u128>);

impl Targets {
    pub fn of(all: &[(Id, Part)]) -> Targets {
        let mut targets = Targets::default();
        all.iter().for_each(|it| _ = targets.insert(*it));
        targets
    }

    /// Whether it is new.
    pub fn insert(&mut self, (id, part): (Id, Part)) -> bool {
        self.0.insert(u128::from(id.0) << 18 | number(part))
    }

    pub fn extend(&mut self, all: impl IntoIterator<Item = (Id, Part)>) {
        all.into_iter().for_each(|it| _ = self.insert(it));
    }

    pub fn has(&self, (id, part): (Id, Part)) -> bool {
        self.0.contains(&(u128::from(id.0) << 18 | number(part)))
    }

    pub fn list(&self) -> Vec<(Id, Part)> {
        self.0.iter().map(|it| (Id((it >> 18) as u32), part(*it))).collect()
    }
}

/// Before and after every part of an object.
pub const FIRST: Part = Part::Whole;
pub const LAST: Part = Part::Default(u16::MAX);
