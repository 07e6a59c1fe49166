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

/// In order, and each only once.
pub fn distinct<T: Ord>(items: Vec<T>) -> Vec<T> {
    let mut items = sorted(items, T::cmp);
    items.dedup();
    items
}

/// Where each name stands in a list.
pub struct Places<'a>(Vec<(&'a str, usize)>);

impl<'a> Places<'a> {
    pub fn of(names: &mut dyn Iterator<Item = &'a str>) -> Places<'a> {
        let names: Vec<&str> = names.collect();
        let order = order(names.len(), &|a, b| names[a].cmp(names[b]));
        Places(order.into_iter().map(|at| (names[at], at)).collect())
    }

    /// Of equal names the last one's place.
    pub fn get(&self, name: &str) -> Option<usize> {
        let behind = self.0.partition_point(|(it, _)| *it <= name);
        let (found, at) = self.0[..behind].last()?;
        (*found == name).then_some(*at)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The names with their places, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, usize)> + '_ {
        self.0.iter().copied()
    }
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

    #[test]
    fn a_name_has_the_last_of_its_places() {
        let places = Places::of(&mut ["b", "a", "b", "c"].into_iter());
        assert_eq!(
            ["a", "b", "c", "", "bb"].map(|it| places.get(it)),
            [Some(1), Some(2), Some(3), None, None]
        );
        assert_eq!(distinct(vec![3, 1, 3, 2, 1]), [1, 2, 3]);
    }
}
