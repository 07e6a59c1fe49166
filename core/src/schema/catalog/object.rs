//! What every object has, and those kinds that are no relation.

use super::{Constraint, DataType, Id, Index, Relation, Sequence};
use crate::schema::Origin;
use crate::statement::{ArgumentMode, Ident, ReferenceAction};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    pub name: Ident,
    /// Its schema; for constraints, triggers, policies and rules their table or domain. `None` for what stands in no
    /// schema: schemas, extensions, publications, roles.
    pub below: Option<Id>,
    /// The statement that created it. `None` for what was there before: read from a server, or taken for granted.
    pub born: Option<Origin>,
    /// There is a COMMENT on it.
    pub comment: bool,
    /// A statement speaks of it, and no statement that was read created it. Nothing more is known of it.
    pub assumed: bool,
    pub body: Body,
}

impl Object {
    pub fn new(name: Ident, below: Option<Id>, body: Body) -> Object {
        Object { name, below, born: None, comment: false, assumed: false, body }
    }

    pub fn relation(&self) -> Option<&Relation> {
        if let Body::Relation(it) = &self.body { Some(it) } else { None }
    }

    pub fn relation_mut(&mut self) -> Option<&mut Relation> {
        if let Body::Relation(it) = &mut self.body { Some(it) } else { None }
    }

    pub fn index(&self) -> Option<&Index> {
        if let Body::Index(it) = &self.body { Some(it) } else { None }
    }

    pub fn sequence(&self) -> Option<&Sequence> {
        if let Body::Sequence(it) = &self.body { Some(it) } else { None }
    }

    pub fn constraint(&self) -> Option<&Constraint> {
        if let Body::Constraint(it) = &self.body { Some(it) } else { None }
    }

    pub fn data_type(&self) -> Option<&Type> {
        if let Body::Type(it) = &self.body { Some(it) } else { None }
    }

    pub fn function(&self) -> Option<&Function> {
        if let Body::Function(it) = &self.body { Some(it) } else { None }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Schema,
    /// table, view, materialized view, foreign table, composite type
    Relation(Relation),
    Index(Index),
    Sequence(Sequence),
    /// a type that is no relation's row
    Type(Type),
    Function(Function),
    Constraint(Constraint),
    Trigger(Trigger),
    Policy,
    /// a rule that somebody wrote; what makes a view a view is none
    Rule,
    Extension,
    Publication(Publication),
    /// on the relation that it depends on by an `Auto` edge
    Statistics,
    Role,
    /// what no line of the facts is about, by its kind in the words of DROP: `operator`, `collation`, `cast`
    Other(&'static str),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    pub kind: TypeKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// its labels in order
    Enum(Vec<Rc<str>>),
    /// its CHECKs are constraints below it
    Domain {
        base: DataType,
        not_null: bool,
        default: bool,
    },
    Range {
        subtype: DataType,
        multirange: Option<Id>,
    },
    /// depends on its range by an `Internal` edge
    Multirange,
    /// written in C, or brought by an extension
    Base,
    /// `CREATE TYPE t` alone
    Shell,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    pub kind: FunctionKind,
    /// all of them, OUT and TABLE too
    pub arguments: Vec<Argument>,
    /// `None` for procedures
    pub returns: Option<DataType>,
    pub returns_set: bool,
    pub language: Ident,
    pub volatility: super::Volatility,
    /// the statement that made it, where a call may change the schema
    pub definition: Option<Rc<str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    Function,
    Procedure,
    Aggregate,
    Window,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    pub mode: ArgumentMode,
    pub name: Option<Ident>,
    pub data_type: DataType,
    pub default: bool,
}

impl Function {
    /// The types that it is called with.
    pub fn inputs(&self) -> impl Iterator<Item = &DataType> {
        let inputs = self.arguments.iter();
        inputs
            .filter(|it| !matches!(it.mode, ArgumentMode::Out | ArgumentMode::Table))
            .map(|it| &it.data_type)
    }

    /// What tells overloads apart: the name with the types that it is called with, by id and without modifiers.
    pub fn signature(&self, name: &Ident) -> Ident {
        let inputs: Vec<String> = self.inputs().map(DataType::key).collect();
        Ident::folded(format!("{name}({})", inputs.join(",")))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// What it calls; `None` where that is not known.
    pub function: Option<Id>,
    /// FOR EACH ROW
    pub row: bool,
    /// `CREATE CONSTRAINT TRIGGER`
    pub constraint: bool,
    /// On a partition: the trigger of the partitioned table that it came with.
    pub parent: Option<Id>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Publication {
    pub all_tables: bool,
    pub tables: Vec<Id>,
    pub schemas: Vec<Id>,
}

/// Where a foreign key points, and what follows from a change there.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignKey {
    pub target: Id,
    /// numbers of columns of the target
    pub target_columns: Vec<u16>,
    pub on_update: ReferenceAction,
    pub on_delete: ReferenceAction,
    /// the index that the target is found by
    pub index: Option<Id>,
}
