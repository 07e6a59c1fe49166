//! What goes with what: DROP … RESTRICT and CASCADE, by the dependencies.

use super::{Body, Catalog, Edge, Generated, Id, Link, Part, RelationKind, Space, Targets};
use crate::schema::failure::{DEPENDENT, Done, failure};

type Target = (Id, Part);

impl Catalog {
    /// Drops objects, columns or defaults, and what goes with them. `2BP01` where something holds on to them and
    /// CASCADE is not said, or where one of them is a part of something that stays.
    pub fn drop(&mut self, targets: &[Target], cascade: bool) -> Done {
        let mut doomed = Doomed { catalog: self, all: Targets::default(), held: Vec::new() };
        for target in targets {
            doomed.take(*target);
        }
        doomed.part_of_more(targets)?;
        while let Some((on, by)) = doomed.held.pop() {
            if doomed.has(by) {
                continue;
            }
            if !cascade {
                let what = doomed.catalog.described(doomed.origin(on, targets));
                return Err(failure(
                    DEPENDENT,
                    format!("cannot drop {what} because other objects depend on it"),
                ));
            }
            doomed.take(by);
        }
        for target in doomed.all.list() {
            self.erase(target);
        }
        Ok(())
    }

    /// These and what goes without asking; with `cascade` all that depends on them, however firmly.
    pub fn with_dependents(&self, targets: &[Target], cascade: bool) -> Targets {
        let mut doomed = Doomed { catalog: self, all: Targets::default(), held: Vec::new() };
        targets.iter().for_each(|target| doomed.take(*target));
        while let Some((_, by)) = doomed.held.pop().filter(|_| cascade) {
            doomed.take(by);
        }
        doomed.all
    }

    fn erase(&mut self, (id, part): Target) {
        match part {
            Part::Whole => self.remove(id),
            Part::Column(number) => {
                for edge in self.needs(id) {
                    if edge.by.1 == part || edge.by.1 == Part::Default(number) {
                        self.unlink(edge);
                    }
                }
                self.change(id, |object| {
                    if let Body::Relation(it) = &mut object.body {
                        it.columns.retain(|it| it.number != number);
                    }
                });
            }
            Part::Default(number) => self.drop_default(id, number),
        }
    }

    /// Takes a column's default away, with what it depends on.
    pub fn drop_default(&mut self, id: Id, number: u16) {
        for edge in self.needs(id) {
            if edge.by.1 == Part::Default(number) {
                self.unlink(edge);
            }
        }
        self.change(id, |object| {
            if let Some(column) = object.relation_mut().and_then(|it| it.numbered_mut(number)) {
                (column.default, column.generated) = (None, None);
            }
        });
    }

    /// `table t`, `column c of table t`: as PostgreSQL's messages describe it.
    pub fn described(&self, (id, part): Target) -> String {
        let Some(object) = self.get(id) else { return String::new() };
        let name = &object.name;
        let of = |kind: &str| {
            let below = object.below.map(|it| self.described((it, Part::Whole))).unwrap_or_default();
            format!("{kind} {name} on {below}")
        };
        let whole = match &object.body {
            Body::Schema => format!("schema {name}"),
            Body::Relation(it) => format!("{} {name}", relation_words(it.kind)),
            Body::Index(_) => format!("index {name}"),
            Body::Sequence(_) => format!("sequence {name}"),
            Body::Type(_) => format!("type {name}"),
            Body::Function(it) => {
                let inputs: Vec<String> = it.inputs().map(|it| it.format_bare(self, 18)).collect();
                format!("function {name}({})", inputs.join(","))
            }
            Body::Constraint(_) => of("constraint"),
            Body::Trigger(_) => of("trigger"),
            Body::Policy => of("policy"),
            Body::Rule => of("rule"),
            Body::Extension => format!("extension {name}"),
            Body::Publication(_) => format!("publication {name}"),
            Body::Statistics => format!("statistics object {name}"),
            Body::Role => format!("role {name}"),
            Body::Other(kind) => format!("{kind} {name}"),
        };
        let column = |number| {
            let column = object.relation().and_then(|it| it.numbered(number));
            column.map_or("?", |it| it.name.as_str())
        };
        match part {
            Part::Whole => whole,
            Part::Column(number) => format!("column {} of {whole}", column(number)),
            Part::Default(number) => format!("default value for column {} of {whole}", column(number)),
        }
    }
}

pub fn relation_words(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Table => "table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::Foreign => "foreign table",
        RelationKind::Composite => "type",
    }
}

/// What a DROP takes away.
struct Doomed<'a> {
    catalog: &'a Catalog,
    all: Targets,
    /// what depends on something that goes, and would be left behind
    held: Vec<(Target, Target)>,
}

impl Doomed<'_> {
    fn has(&self, (id, part): Target) -> bool {
        let column = |number| self.all.has((id, Part::Column(number)));
        self.all.has((id, Part::Whole))
            || self.all.has((id, part))
            || matches!(part, Part::Default(number) if column(number))
    }

    /// Takes a thing and all that goes without asking.
    fn take(&mut self, first: Target) {
        let mut todo = vec![first];
        while let Some(target) = todo.pop() {
            if self.has(target) {
                continue;
            }
            self.all.insert(target);
            let id = target.0;
            for edge in self.dependents(target) {
                match edge.link {
                    Link::Auto | Link::Internal | Link::Extension => todo.push(self.grown(edge.by)),
                    Link::Child if self.is_partition(edge.by.0, id) => todo.push(edge.by),
                    Link::Normal | Link::Child => self.held.push((target, self.grown(edge.by))),
                    Link::Owner => {}
                }
            }
        }
    }

    fn is_partition(&self, id: Id, of: Id) -> bool {
        self.catalog.get(id).and_then(|it| it.relation()).is_some_and(|it| it.partition_of == Some(of))
    }

    /// A generated column goes with its expression.
    fn grown(&self, (id, part): Target) -> Target {
        let relation = self.catalog.get(id).and_then(|it| it.relation());
        match part {
            Part::Default(number)
                if relation.and_then(|it| it.numbered(number)).is_some_and(|it| {
                    matches!(it.generated, Some(Generated::Stored | Generated::Virtual))
                }) =>
            {
                (id, Part::Column(number))
            }
            part => (id, part),
        }
    }

    fn dependents(&self, (id, part): Target) -> Vec<Edge> {
        if part != Part::Whole {
            return self.catalog.dependents_of((id, part)).collect();
        }
        let mut edges: Vec<Edge> = self.catalog.dependents(id).collect();
        let below = |space, link| {
            let found = self.catalog.named(space, Some(id));
            found.map(move |by| Edge { on: (id, part), by: (by, Part::Whole), link })
        };
        match self.catalog.get(id).map(|it| &it.body) {
            Some(Body::Schema) => {
                for space in [Space::Relation, Space::Type, Space::Function, Space::Statistics, Space::Other]
                {
                    edges.extend(below(space, Link::Normal));
                }
            }
            Some(Body::Relation(_) | Body::Type(_)) => {
                for space in [Space::Constraint, Space::Trigger, Space::Policy, Space::Rule] {
                    edges.extend(below(space, Link::Auto));
                }
            }
            _ => {}
        }
        edges
    }

    /// The insides of a constraint or of an identity column cannot be dropped alone.
    fn part_of_more(&self, targets: &[Target]) -> Done {
        for target in targets {
            let needs = self.catalog.needs(target.0).into_iter();
            let mut owners = needs.filter(|it| it.link == Link::Internal || it.link == Link::Extension);
            if let Some(owner) = owners.find(|it| it.by.1 == target.1 && !self.has(it.on)) {
                let (what, by) = (self.catalog.described(*target), self.catalog.described(owner.on));
                return Err(failure(DEPENDENT, format!("cannot drop {what} because {by} requires it")));
            }
        }
        Ok(())
    }

    /// PostgreSQL's message names what the statement names.
    fn origin(&self, on: Target, targets: &[Target]) -> Target {
        if targets.len() == 1 { targets[0] } else { on }
    }
}
