//! The arena with its names, its dependencies and its way back.

use super::edge::{Edge, FIRST, LAST, LINKS, Link, Part};
use super::{Body, Object};
use crate::statement::Ident;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// An object of one [`Catalog`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub(super) u32);

/// Which names exclude each other, as the unique indexes of the system catalogs have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    Schema,
    /// tables, views, indexes, sequences: `pg_class`
    Relation,
    /// also the row type of each relation
    Type,
    /// the name is [`Catalog::signature`]'s
    Function,
    /// below a table or a domain
    Constraint,
    /// the same for all tables together, by name and table
    AnyConstraint,
    /// below a table
    Trigger,
    Policy,
    Rule,
    Extension,
    Publication,
    Statistics,
    Role,
    /// operators, casts, collations, languages, …: by their kind and name
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    space: Space,
    below: Option<Id>,
    name: Ident,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Nothing ever had it.
    Free,
    /// What had it was taken away.
    Gone,
    Taken(Id),
}

#[derive(Debug, Clone)]
enum Undo {
    Object(Id, Option<Rc<Object>>),
    Name(Key, Slot),
    Linked(Edge),
    Unlinked(Edge),
}

/// What is found one by one. Of one type, so that what is done with it is compiled without the tree behind it.
pub type Found<'a, T> = Box<dyn Iterator<Item = T> + 'a>;

/// A moment that the catalog can go back to: how much can be undone, and how many objects there had been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(usize, usize);

/// What was undone, the last of it first.
#[derive(Debug)]
pub struct Undone(Vec<Undo>);

#[derive(Debug, Clone, Default)]
pub struct Catalog {
    objects: Vec<Option<Rc<Object>>>,
    /// Nothing is ever removed, which would be much code in the wasm engine: a slot becomes free.
    names: BTreeMap<Key, Slot>,
    /// each edge as [`Edge::forth`] and as [`Edge::back`]
    edges: BTreeSet<u128>,
    undo: Vec<Undo>,
    /// the latest mark
    marked: Cell<usize>,
}

impl Slot {
    fn id(self) -> Option<Id> {
        if let Slot::Taken(id) = self { Some(id) } else { None }
    }
}

impl Catalog {
    /// Adds an object under its name.
    pub fn add(&mut self, object: Object) -> Id {
        let id = Id(self.objects.len() as u32);
        self.objects.push(None);
        self.put(id, Some(object));
        id
    }

    pub fn get(&self, id: Id) -> Option<&Object> {
        self.objects.get(id.0 as usize)?.as_deref()
    }

    /// Every object, oldest first.
    pub fn objects(&self) -> impl Iterator<Item = (Id, &Object)> {
        let known = self.objects.iter().enumerate();
        known.filter_map(|(at, object)| Some((Id(at as u32), object.as_deref()?)))
    }

    /// Changes an object in place. Its name and where it stands may change too.
    pub fn change(&mut self, id: Id, change: impl FnOnce(&mut Object)) {
        let mut change = Some(change);
        self.change_by(id, &mut |object| change.take().into_iter().for_each(|change| change(object)));
    }

    /// Not for each closure again: copying an object is long.
    fn change_by(&mut self, id: Id, change: &mut dyn FnMut(&mut Object)) {
        if let Some(object) = self.get(id) {
            let mut object = object.clone();
            change(&mut object);
            self.put(id, Some(object));
        }
    }

    /// Takes an object out, with its names and with the edges that it depends by. What depends on it stays: see
    /// `drop`.
    pub fn remove(&mut self, id: Id) {
        for edge in self.needs(id) {
            self.unlink(edge);
        }
        self.put(id, None);
    }

    fn put(&mut self, id: Id, object: Option<Object>) {
        let new = object.map(Rc::new);
        let at = id.0 as usize;
        let old = std::mem::replace(&mut self.objects[at], new);
        let keys = |it: &Option<Rc<Object>>| it.as_deref().map(keys).unwrap_or_default();
        let (before, after) = (keys(&old), keys(&self.objects[at]));
        if before != after {
            for key in before {
                if self.names.get(&key) == Some(&Slot::Taken(id)) {
                    self.name(key, Slot::Gone);
                }
            }
            for key in after {
                self.name(key, Slot::Taken(id));
            }
        }
        // One that has been changed since the latest mark is known as it was then.
        let last = self.undo.get(self.marked.get()..).and_then(<[Undo]>::last);
        if !matches!(last, Some(Undo::Object(last, _)) if *last == id) {
            self.undo.push(Undo::Object(id, old));
        }
    }

    fn name(&mut self, key: Key, now: Slot) {
        let old = self.names.insert(key.clone(), now).unwrap_or(Slot::Free);
        self.undo.push(Undo::Name(key, old));
    }

    fn slot(&self, space: Space, below: Option<Id>, name: &Ident) -> Slot {
        self.names.get(&Key { space, below, name: name.clone() }).copied().unwrap_or(Slot::Free)
    }

    /// The object of this name below its schema, or below its table.
    pub fn find(&self, space: Space, below: Option<Id>, name: &Ident) -> Option<Id> {
        self.slot(space, below, name).id()
    }

    /// Whether an object had this name, and none has it now.
    pub fn had(&self, space: Space, below: Option<Id>, name: &Ident) -> bool {
        self.slot(space, below, name) == Slot::Gone
    }

    /// Everything of one kind of name below a schema or table, by name.
    pub fn named(&self, space: Space, below: Option<Id>) -> Found<'_, Id> {
        let of_kind = self.starting(space, below, "").take_while(move |(key, _)| key.below == below);
        Box::new(of_kind.filter_map(|(_, slot)| slot.id()))
    }

    /// Every object of one kind of name, by where it stands and by name.
    pub fn all(&self, space: Space) -> Found<'_, Id> {
        Box::new(self.starting(space, None, "").filter_map(|(_, slot)| slot.id()))
    }

    /// Functions of this name in a schema, one for each list of argument types.
    pub fn overloads(&self, schema: Id, name: &Ident) -> Vec<Id> {
        let start = format!("{name}(");
        let found = self.starting(Space::Function, Some(schema), &start);
        let found =
            found.take_while(|(key, _)| key.below == Some(schema) && key.name.as_str().starts_with(&start));
        found.filter_map(|(_, slot)| slot.id()).collect()
    }

    /// Whether any table or domain of a schema has a constraint of this name.
    pub fn constraint_named(&self, schema: Id, name: &Ident) -> bool {
        let start = format!("{name}\0");
        let found = self.starting(Space::AnyConstraint, None, &start);
        let mut same = found.take_while(|(key, _)| key.name.as_str().starts_with(&start));
        same.any(|(_, slot)| {
            let table = slot.id().and_then(|id| self.get(self.get(id)?.below?));
            table.is_some_and(|it| it.below == Some(schema))
        })
    }

    /// The names of a kind from one on, in order.
    fn starting(
        &self,
        space: Space,
        below: Option<Id>,
        name: &str,
    ) -> impl Iterator<Item = (&Key, &Slot)> + '_ {
        let from = Key { space, below, name: Ident::folded(name) };
        self.names.range(from..).take_while(move |(key, _)| key.space == space)
    }

    pub fn link(&mut self, edge: Edge) {
        if edge.on != edge.by && self.insert(edge) {
            self.undo.push(Undo::Linked(edge));
        }
    }

    pub fn unlink(&mut self, edge: Edge) {
        if self.take(edge) {
            self.undo.push(Undo::Unlinked(edge));
        }
    }

    fn insert(&mut self, edge: Edge) -> bool {
        self.edges.insert(edge.back());
        self.edges.insert(edge.forth())
    }

    fn take(&mut self, edge: Edge) -> bool {
        self.edges.remove(&edge.back());
        self.edges.remove(&edge.forth())
    }

    /// What depends on an object or on one of its parts.
    pub fn dependents(&self, id: Id) -> Found<'_, Edge> {
        let from = Edge { on: (id, FIRST), by: (Id(0), FIRST), link: Link::Normal };
        let to = Edge { on: (id, LAST), by: (Id(u32::MAX), LAST), link: Link::Owner };
        Box::new(self.edges.range(from.forth()..=to.forth()).map(|it| Edge::of_forth(*it)))
    }

    /// What depends in this way on one part of an object, and on no other.
    pub fn linked(&self, on: (Id, Part), link: Link) -> Found<'_, Edge> {
        let from = Edge { on, by: (Id(0), FIRST), link };
        let to = Edge { by: (Id(u32::MAX), LAST), ..from };
        Box::new(self.edges.range(from.forth()..=to.forth()).map(|it| Edge::of_forth(*it)))
    }

    /// What depends on one part of an object, and on no other.
    pub fn dependents_of(&self, on: (Id, Part)) -> impl Iterator<Item = Edge> + '_ {
        LINKS.into_iter().flat_map(move |link| self.linked(on, link))
    }

    /// What an object or one of its parts depends on.
    pub fn needs(&self, id: Id) -> Vec<Edge> {
        let from = Edge { by: (id, FIRST), on: (Id(0), FIRST), link: Link::Normal };
        let to = Edge { by: (id, LAST), on: (Id(u32::MAX), LAST), link: Link::Owner };
        self.edges.range(from.back()..=to.back()).map(|it| Edge::of_back(*it)).collect()
    }

    pub fn mark(&self) -> Mark {
        self.marked.set(self.undo.len().max(self.marked.get()));
        Mark(self.undo.len(), self.objects.len())
    }

    /// Whether an object came after the mark.
    pub fn is_newer(&self, id: Id, mark: Mark) -> bool {
        id.0 as usize >= mark.1
    }

    /// Undoes everything since the mark, and tells how to do it again.
    pub fn rewind(&mut self, mark: Mark) -> Undone {
        let mut undone = Vec::new();
        while self.undo.len() > mark.0
            && let Some(step) = self.undo.pop()
        {
            undone.push(self.turn(step));
        }
        Undone(undone)
    }

    /// As it was at the mark: what came since may be given the same ids again.
    pub fn go_back(&mut self, mark: Mark) {
        self.rewind(mark);
        self.objects.truncate(mark.1);
        self.marked.set(mark.0);
    }

    /// Does again what was undone. Nothing else may have happened in between.
    pub fn redo(&mut self, Undone(mut steps): Undone) {
        while let Some(step) = steps.pop() {
            let undo = self.turn(step);
            self.undo.push(undo);
        }
    }

    /// Takes a step; gives the step that takes it back.
    fn turn(&mut self, step: Undo) -> Undo {
        match step {
            Undo::Object(id, old) => {
                Undo::Object(id, std::mem::replace(&mut self.objects[id.0 as usize], old))
            }
            Undo::Name(key, old) => {
                let now = self.names.insert(key.clone(), old).unwrap_or(Slot::Free);
                Undo::Name(key, now)
            }
            Undo::Linked(edge) => {
                self.take(edge);
                Undo::Unlinked(edge)
            }
            Undo::Unlinked(edge) => {
                self.insert(edge);
                Undo::Linked(edge)
            }
        }
    }

    /// The objects that changed between two marks, as often as they did.
    pub fn touched(&self, from: Mark, to: Mark) -> impl Iterator<Item = Id> + '_ {
        let steps = self.undo.get(from.0..to.0).unwrap_or_default().iter();
        steps.filter_map(|step| if let Undo::Object(id, _) = step { Some(*id) } else { None })
    }

    /// Whatever is there now was there before the files that follow.
    pub fn forget_births(&mut self) {
        let born: Vec<Id> = self.objects().filter(|(_, it)| it.born.is_some()).map(|(id, _)| id).collect();
        born.into_iter().for_each(|id| self.change(id, |it| it.born = None));
        self.settle();
    }

    /// Forgets how to go back. No earlier [`Mark`] may be used after this.
    pub fn settle(&mut self) {
        (self.undo, self.marked) = Default::default();
    }
}

/// The names under which an object is found. A relation's name is its row type's too.
fn keys(object: &Object) -> Vec<Key> {
    let key = |space| Key { space, below: object.below, name: object.name.clone() };
    let space = match &object.body {
        Body::Schema => Space::Schema,
        Body::Relation(_) => return vec![key(Space::Relation), key(Space::Type)],
        Body::Index(_) | Body::Sequence(_) => Space::Relation,
        Body::Type(_) => Space::Type,
        Body::Function(it) => {
            return vec![Key { name: it.signature(&object.name), ..key(Space::Function) }];
        }
        Body::Constraint(_) => {
            let name = Ident::folded(format!("{}\0{:?}", object.name, object.below));
            return vec![key(Space::Constraint), Key { space: Space::AnyConstraint, below: None, name }];
        }
        Body::Trigger(_) => Space::Trigger,
        Body::Policy => Space::Policy,
        Body::Rule => Space::Rule,
        Body::Extension => Space::Extension,
        Body::Publication(_) => Space::Publication,
        Body::Statistics => Space::Statistics,
        Body::Role => Space::Role,
        Body::Other(kind) => {
            return vec![Key { name: Ident::folded(format!("{kind} {}", object.name)), ..key(Space::Other) }];
        }
    };
    vec![key(space)]
}
