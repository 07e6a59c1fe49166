//! Bounds of partitions: whether they suit how the table is divided, and whether two of them overlap.

use crate::schema::Schema;
use crate::schema::catalog::{Id, Link, Part, Partitioning, Strategy, TypeName};
use crate::schema::failure::{Done, INVALID_OBJECT, INVALID_TABLE, failure};
use crate::statement::{Bound, Bounds, Constant, Expr};
use std::cmp::Ordering;

/// How many other partitions a new one is held against, so that many partitions stay cheap.
const MOST_SIBLINGS: usize = 200;
/// How many pairs of values of two partitions are compared.
const MOST_VALUES: usize = 10_000;

impl Schema {
    /// Whether the bounds are of the table's own kind, and free.
    pub(super) fn may_have_bounds(&self, parent: Id, bounds: &Bounds) -> Done {
        let relation = self.catalog.get(parent).and_then(|it| it.relation());
        let Some(divided) = relation.and_then(|it| it.partitioned.as_ref()) else { return Ok(()) };
        suits(divided, bounds)
    }

    pub(super) fn has_free_bounds(&self, parent: Id, bounds: &Bounds) -> Done {
        if let Bounds::FromTo(from, to) = bounds
            && self.is_counted(parent)
            && matches!(compare(from, to), Some(Ordering::Equal | Ordering::Greater))
        {
            return Err(failure(INVALID_OBJECT, "empty range bound specified for partition"));
        }
        let siblings = self.catalog.linked((parent, Part::Whole), Link::Child).take(MOST_SIBLINGS);
        for sibling in siblings.filter_map(|it| self.catalog.get(it.by.0)) {
            let Some(other) = sibling.relation() else { continue };
            let both_default = matches!(bounds, Bounds::Default) && other.is_default;
            let known = other.bounds.as_deref();
            if both_default || known.is_some_and(|it| self.overlap(parent, bounds, it)) {
                let what = format!("partition would overlap partition \"{}\"", sibling.name);
                return Err(failure(INVALID_OBJECT, what));
            }
        }
        Ok(())
    }

    /// Whether two partitions surely have values in common.
    fn overlap(&self, parent: Id, a: &Bounds, b: &Bounds) -> bool {
        match (a, b) {
            (Bounds::In(a), Bounds::In(b)) => {
                a.len().saturating_mul(b.len()) <= MOST_VALUES
                    && a.iter().any(|a| b.iter().any(|b| is_constant(a, b)))
            }
            (Bounds::FromTo(from, to), Bounds::FromTo(other_from, other_to)) => {
                let before = |a, b| compare(a, b) == Some(Ordering::Less);
                self.is_counted(parent) && before(from, other_to) && before(other_from, to)
            }
            (
                Bounds::Hash { modulus, remainder },
                Bounds::Hash { modulus: other, remainder: other_remainder },
            ) => {
                let least = (*modulus).min(*other).max(1);
                remainder % least == other_remainder % least
            }
            _ => false,
        }
    }

    /// Whether constants of the table's keys stand in the order that they are written in.
    fn is_counted(&self, parent: Id) -> bool {
        const COUNTED: &[&str] = &["date", "int2", "int4", "int8", "numeric", "timestamp", "timestamptz"];
        let Some(relation) = self.catalog.get(parent).and_then(|it| it.relation()) else { return false };
        let keys = relation.partitioned.iter().flat_map(|it| &it.columns);
        keys.into_iter().all(|key| {
            let column = key.and_then(|number| relation.numbered(number));
            column.is_some_and(|it| match it.data_type.name {
                TypeName::Builtin(of) => !it.data_type.array && COUNTED.contains(&of.name()),
                _ => false,
            })
        })
    }
}

/// Whether two expressions are the same constant.
fn is_constant(a: &Expr, b: &Expr) -> bool {
    matches!((a, b), (Expr::Constant(a), Expr::Constant(b)) if a == b)
}

fn suits(divided: &Partitioning, bounds: &Bounds) -> Done {
    let wrong = |what: &str| Err(failure(INVALID_TABLE, what));
    let keys = divided.columns.len();
    match (bounds, divided.strategy) {
        (Bounds::Default, Strategy::Hash) => {
            wrong("a hash-partitioned table may not have a default partition")
        }
        (Bounds::Default, _) | (Bounds::In(_), Strategy::List) => Ok(()),
        (Bounds::FromTo(from, to), Strategy::Range) => match from.len() == keys && to.len() == keys {
            true => Ok(()),
            false => wrong("FROM and TO must specify exactly one value per partitioning column"),
        },
        (Bounds::Hash { modulus, remainder }, Strategy::Hash) => match remainder < modulus {
            true => Ok(()),
            false => wrong("remainder for hash partition must be less than modulus"),
        },
        (_, Strategy::Hash) => wrong("invalid bound specification for a hash partition"),
        (_, Strategy::List) => wrong("invalid bound specification for a list partition"),
        (_, Strategy::Range) => wrong("invalid bound specification for a range partition"),
    }
}

/// Column by column; `None` where it is not known.
fn compare(a: &[Bound], b: &[Bound]) -> Option<Ordering> {
    for (a, b) in a.iter().zip(b) {
        match (a, b) {
            (Bound::Minimum, Bound::Minimum) | (Bound::Maximum, Bound::Maximum) => {
                return Some(Ordering::Equal);
            }
            (Bound::Minimum, _) | (_, Bound::Maximum) => return Some(Ordering::Less),
            (Bound::Maximum, _) | (_, Bound::Minimum) => return Some(Ordering::Greater),
            (Bound::Value(a), Bound::Value(b)) => match place(a)?.cmp(&place(b)?) {
                Ordering::Equal => {}
                order => return Some(order),
            },
        }
    }
    Some(Ordering::Equal)
}

/// Numbers by their value, and days, written as ISO 8601 has them, by their text. The two never meet in one column.
fn place(it: &Expr) -> Option<(i64, &str)> {
    match it {
        Expr::Constant(Constant::Integer(number)) => Some((i64::from(*number), "")),
        Expr::Constant(Constant::Number(digits)) => Some((digits.parse().ok()?, "")),
        Expr::Constant(Constant::Text(text)) => {
            let shaped =
                |(at, it): (usize, u8)| if at == 4 || at == 7 { it == b'-' } else { it.is_ascii_digit() };
            let day = text.len() == 10 && text.bytes().enumerate().all(shaped);
            day.then_some((0, text.as_str()))
        }
        _ => None,
    }
}
