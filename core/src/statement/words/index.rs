//! Indexes and extended statistics.

use super::{At, Expr, Parameter};
use crate::finding::Span;
use crate::statement::{Ident, Name};

#[derive(Debug, Clone)]
pub struct CreateIndex {
    pub name: Option<Ident>,
    pub table: At<Name>,
    /// `ON ONLY table`
    pub only: bool,
    /// `btree` where nothing is said
    pub method: Ident,
    pub elements: Vec<IndexElement>,
    pub include: Vec<Ident>,
    pub filter: Option<Expr>,
    pub unique: bool,
    pub nulls_not_distinct: bool,
    pub concurrently: bool,
    pub if_not_exists: bool,
    pub parameters: Vec<Parameter>,
    pub tablespace: Option<Ident>,
    /// the words `CREATE [UNIQUE] INDEX`
    pub keyword: Span,
}

impl CreateIndex {
    /// The columns in order; `None` is an expression.
    pub fn columns(&self) -> impl Iterator<Item = Option<&Ident>> {
        self.elements.iter().map(IndexElement::column)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct IndexElement {
    pub value: Indexed,
    pub collation: Option<Name>,
    pub operator_class: Option<Name>,
    pub operator_class_parameters: Vec<Parameter>,
    pub descending: bool,
    /// `None` where nothing is said: last, or first where it descends
    pub nulls_first: Option<bool>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Indexed {
    Column(Ident),
    Expression(Expr),
}

impl IndexElement {
    pub fn column(&self) -> Option<&Ident> {
        match &self.value {
            Indexed::Column(column) => Some(column),
            Indexed::Expression(_) => None,
        }
    }
}

/// `CREATE STATISTICS`
#[derive(Debug, Clone)]
pub struct CreateStatistics {
    pub name: Option<At<Name>>,
    pub if_not_exists: bool,
    /// `ndistinct`, `dependencies`, `mcv`; empty is all
    pub kinds: Vec<Ident>,
    pub elements: Vec<Indexed>,
    /// PostgreSQL takes one plain table; the grammar takes more.
    pub from: Vec<super::Source>,
}
