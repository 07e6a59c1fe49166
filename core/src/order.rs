//! One sort for everything that the engine sorts, and one tree for all that it finds by name. The standard library's
//! are compiled anew for every type, which costs the wasm engine some kilobytes each time.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::collections::BTreeMap;

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
        self.all(name).last().map(|(_, at)| *at)
    }

    /// Every place of a name, the first one first.
    pub fn all(&self, name: &str) -> &[(&'a str, usize)] {
        let from = self.0.partition_point(|(it, _)| *it < name);
        let rest = &self.0[from..];
        &rest[..rest.partition_point(|(it, _)| *it == name)]
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The names with their places, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, usize)> + '_ {
        self.0.iter().copied()
    }
}

/// Values by their names.
#[derive(Debug, Clone)]
pub struct ByName<V> {
    places: BTreeMap<String, usize>,
    /// `None` was taken away.
    values: Vec<Option<V>>,
}

impl<V> Default for ByName<V> {
    fn default() -> ByName<V> {
        ByName { places: BTreeMap::new(), values: Vec::new() }
    }
}

impl<V> ByName<V> {
    pub fn insert(&mut self, name: &str, value: V) -> Option<V> {
        self.slot(name).replace(value)
    }

    pub fn remove(&mut self, name: &str) {
        if let Some(at) = self.places.get(name) {
            self.values[*at] = None;
        }
    }

    pub fn retain(&mut self, keep: &dyn Fn(&V) -> bool) {
        for value in &mut self.values {
            *value = value.take().filter(keep);
        }
    }

    pub fn get(&self, name: &str) -> Option<&V> {
        self.values[*self.places.get(name)?].as_ref()
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        self.values[*self.places.get(name)?].as_mut()
    }

    pub fn get_or_insert(&mut self, name: &str, value: V) -> &mut V {
        self.slot(name).get_or_insert(value)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// By name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.places.iter().filter_map(|(name, at)| Some((name.as_str(), self.values[*at].as_ref()?)))
    }

    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    fn slot(&mut self, name: &str) -> &mut Option<V> {
        let at = place(&mut self.places, name, self.values.len());
        if at == self.values.len() {
            self.values.push(None);
        }
        &mut self.values[at]
    }
}

impl<V: PartialEq> PartialEq for ByName<V> {
    fn eq(&self, other: &ByName<V>) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<V: Eq> Eq for ByName<V> {}

impl<V: Serialize> Serialize for ByName<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// Where a name stands; `new` where it stood nowhere.
#[inline(never)]
fn place(places: &mut BTreeMap<String, usize>, name: &str, new: usize) -> usize {
    if let Some(at) = places.get(name) {
        return *at;
    }
    places.insert(name.to_owned(), new);
    new
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
        assert_eq!(places.all("b"), [("b", 0), ("b", 2)]);
        assert_eq!(distinct(vec![3, 1, 3, 2, 1]), [1, 2, 3]);
    }

    #[test]
    fn names_that_went_can_come_again() {
        let mut names = ByName::default();
        assert_eq!([names.insert("b", 1), names.insert("a", 2), names.insert("b", 3)], [None, None, Some(1)]);
        assert_eq!(names.iter().collect::<Vec<_>>(), [("a", &2), ("b", &3)]);
        names.remove("b");
        names.remove("c");
        assert_eq!(names.iter().collect::<Vec<_>>(), [("a", &2)]);
        assert_eq!(
            (names.has("b"), *names.get_or_insert("b", 4), *names.get_or_insert("a", 4)),
            (false, 4, 2)
        );
    }
}
