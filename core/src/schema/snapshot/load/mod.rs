//! From plain rows to the catalog's model: first everything that has a name, then what refers to names.

mod names;
mod objects;
mod relations;
mod tables;

use super::Snapshot;
use crate::schema::catalog::Catalog;
use names::Names;

/// The catalog that a snapshot tells of. What a row refers to and no row is, stays unknown.
pub fn load(snapshot: &Snapshot) -> Catalog {
    let mut names = Names::default();
    objects::declare(snapshot, &mut names);
    relations::declare(snapshot, &mut names);
    objects::define(snapshot, &mut names);
    relations::define(snapshot, &mut names);
    tables::define(snapshot, &mut names);
    objects::depend(snapshot, &mut names);
    names.catalog.settle();
    names.catalog
}
