//! Constraints of tables, columns and domains.

use super::scene::{Scene, idents, name, name_of, parameters, some};
use super::table::included;
use crate::finding::Span;
use crate::statement::{
    Constraint, ConstraintKind, Exclusion, Ident, KeyIndex, Mention, Reference, ReferenceAction, Walk,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

impl Scene<'_> {
    /// A constraint of a table, or of one column where it stands behind that column.
    pub fn constraint(&self, it: pb::Constraint, column: Option<&Ident>) -> Option<Constraint> {
        use pb::ConstrType as T;
        let kind = self.constraint_kind(it, column)?;
        // The grammar fills it for these two only.
        let enforceable = matches!(it.contype(), T::ConstrCheck | T::ConstrForeign);
        Some(Constraint {
            name: some(it.conname()),
            kind,
            span: self.constraint_span(it),
            on_column: column.is_some(),
            not_valid: it.skip_validation(),
            deferrable: it.deferrable(),
            initially_deferred: it.initdeferred(),
            no_inherit: it.is_no_inherit(),
            not_enforced: enforceable && !it.is_enforced(),
        })
    }

    fn constraint_kind(&self, it: pb::Constraint, column: Option<&Ident>) -> Option<ConstraintKind> {
        use pb::ConstrType as T;
        let own = |keys: Nodes| match column {
            Some(column) => vec![column.clone()],
            None => idents(keys),
        };
        let using = || some(it.indexname());
        Some(match it.contype() {
            T::ConstrPrimary => {
                ConstraintKind::PrimaryKey { columns: own(it.keys()), using: using(), index: key_index(it) }
            }
            T::ConstrUnique => {
                ConstraintKind::Unique { columns: own(it.keys()), using: using(), index: key_index(it) }
            }
            T::ConstrForeign => ConstraintKind::ForeignKey {
                columns: own(it.fk_attrs()),
                target: name_of(it.pktable()?),
                target_columns: idents(it.pk_attrs()),
                rest: self.reference(it)?,
            },
            T::ConstrCheck => self.check(it),
            T::ConstrExclusion => ConstraintKind::Exclusion(Box::new(self.exclusion(it))),
            T::ConstrNotnull => ConstraintKind::NotNull {
                column: match column {
                    Some(column) => column.clone(),
                    None => idents(it.keys()).into_iter().next()?,
                },
            },
            _ => return None,
        })
    }

    fn check(&self, it: pb::Constraint) -> ConstraintKind {
        let condition = self.maybe(it.raw_expr());
        let mut columns: Vec<Ident> = Vec::new();
        condition.walk(&mut |mention| {
            if let Mention::Column(column) = mention
                && let Some(name) = column.column()
                && !columns.contains(name)
            {
                columns.push(name.clone());
            }
        });
        ConstraintKind::Check { columns, condition }
    }

    fn exclusion(&self, it: pb::Constraint) -> Exclusion {
        let elements = it.exclusions().filter_map(|node| {
            let Node::List(pair) = node else { return None };
            let mut pair = pair.items();
            let (Some(Node::IndexElem(element)), Some(Node::List(operator))) = (pair.next(), pair.next())
            else {
                return None;
            };
            Some((self.index_element(element), name(operator.items())?))
        });
        Exclusion {
            method: some(it.access_method()).unwrap_or_else(|| Ident::folded("gist")),
            elements: elements.collect(),
            filter: it.where_clause().map(|node| self.expr(node)),
            index: key_index(it),
        }
    }

    fn reference(&self, it: pb::Constraint) -> Option<Reference> {
        Some(Reference {
            target: self.table(it.pktable()?).span,
            on_update: action(it.fk_upd_action()),
            on_delete: action(it.fk_del_action()),
            delete_columns: idents(it.fk_del_set_cols()),
            match_full: it.fk_matchtype() == "f",
            period: it.fk_with_period(),
        })
    }

    /// The words that say it: `FOREIGN KEY (a, b)`, `REFERENCES t (id)`, `PRIMARY KEY`, `NOT NULL`.
    fn constraint_span(&self, it: pb::Constraint) -> Span {
        let tokens = &self.tokens;
        let first = self.token(it.location());
        let start = if tokens.is(first, "constraint") { first + 2 } else { first };
        if tokens.is(start, "references") {
            let name_end = tokens.dotted_end(start + 1);
            let end = if tokens.text(name_end + 1) == "(" { tokens.closing(name_end) } else { name_end };
            return tokens.between(start, end);
        }
        if tokens.is(start, "foreign") {
            return tokens.between(start, tokens.closing(start));
        }
        let two = tokens.is(start + 1, "key") || tokens.is(start + 1, "null");
        tokens.between(start, if two { start + 1 } else { start })
    }
}

fn key_index(it: pb::Constraint) -> KeyIndex {
    KeyIndex {
        include: included(it.including()),
        nulls_not_distinct: it.nulls_not_distinct(),
        without_overlaps: it.without_overlaps(),
        parameters: parameters(it.options()),
        tablespace: some(it.indexspace()),
    }
}

fn action(letter: &str) -> ReferenceAction {
    match letter {
        "r" => ReferenceAction::Restrict,
        "c" => ReferenceAction::Cascade,
        "n" => ReferenceAction::SetNull,
        "d" => ReferenceAction::SetDefault,
        _ => ReferenceAction::NoAction,
    }
}

impl Constraint {
    /// The columns of a primary key: it makes them NOT NULL.
    pub(super) fn key_columns(&self) -> &[Ident] {
        match &self.kind {
            ConstraintKind::PrimaryKey { columns, .. } => columns,
            _ => &[],
        }
    }

    /// Behind a column, attributes of a constraint are nodes of their own.
    pub(super) fn set(&mut self, attribute: pb::ConstrType) {
        use pb::ConstrType as T;
        match attribute {
            T::ConstrAttrDeferrable => self.deferrable = true,
            T::ConstrAttrNotDeferrable => self.deferrable = false,
            T::ConstrAttrDeferred => (self.deferrable, self.initially_deferred) = (true, true),
            T::ConstrAttrImmediate => self.initially_deferred = false,
            T::ConstrAttrEnforced => self.not_enforced = false,
            T::ConstrAttrNotEnforced => (self.not_enforced, self.not_valid) = (true, true),
            _ => {}
        }
    }
}
