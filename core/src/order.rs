//! One sort for everything that the engine sorts. The standard library's is compiled anew for every type, which
//! costs the wasm engine some kilobytes each time.

use std::cmp::Ordering;

/// Stable, as the standard library's.
pub fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| items[at].take()).collect()
}

/// Where the items stand, in their order; what is equal stays as it was.
#[inline(never)]
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_keep_their_order() {
        let items: Vec<(usize, usize)> = (0..100).map(|at| (at * 7 % 10, at)).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|it| it.0);
        assert_eq!(sorted(items, |a, b| a.0.cmp(&b.0)), expected);
    }
}
