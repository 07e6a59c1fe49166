//! Extensions: the types and relations that the usual ones bring. They are there for names to be found, and are no
//! facts of the project.

use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Edge, Id, Link, Object, Part, Relation, RelationKind, Space, Type, TypeKind,
};
use crate::schema::failure::{DUPLICATE_OBJECT, Done, UNDEFINED_OBJECT, exists, failure};
use crate::statement::{self as said, AlterExtension, CreateExtension, ExtensionChange, Ident, Name};

/// Extension, its types, its tables and views.
const MEMBERS: &[(&str, &str, &str)] = &[
    ("citext", "citext", ""),
    ("cube", "cube", ""),
    ("earthdistance", "earth", ""),
    ("hstore", "hstore ghstore", ""),
    ("intarray", "query_int intbig_gkey", ""),
    ("ip4r", "ip4 ip4r ip6 ip6r ipaddress iprange", ""),
    ("isn", "ean13 isbn isbn13 ismn ismn13 issn issn13 upc", ""),
    ("lo", "lo", ""),
    ("ltree", "ltree lquery ltxtquery ltree_gist", ""),
    ("pg_stat_statements", "", "pg_stat_statements pg_stat_statements_info"),
    ("pg_trgm", "gtrgm", ""),
    (
        "postgis",
        "geometry geography box2d box3d box2df box3df gidx spheroid geometry_dump valid_detail",
        "spatial_ref_sys geometry_columns geography_columns",
    ),
    ("seg", "seg", ""),
    ("tablefunc", "tablefunc_crosstab_2 tablefunc_crosstab_3 tablefunc_crosstab_4", ""),
    ("vector", "vector halfvec sparsevec", ""),
];

/// What comes along with CASCADE.
const NEEDS: &[(&str, &str)] =
    &[("earthdistance", "cube"), ("postgis_topology", "postgis"), ("postgis_raster", "postgis")];

/// Extensions that put their comment there, which is all but a few that nobody uses.
fn has_comment(name: &str) -> bool {
    !name.is_empty()
}

impl Schema {
    pub(super) fn create_extension(&mut self, it: &CreateExtension) -> Done {
        let name = &it.name.value;
        if self.catalog.find(Space::Extension, None, name).is_some() {
            return match it.if_not_exists {
                true => Ok(()),
                false => Err(exists(DUPLICATE_OBJECT, "extension", name)),
            };
        }
        let schema = match &it.schema {
            Some(schema) => match self.namespace(schema) {
                Some(id) => id,
                None if self.whole && !it.cascade => {
                    return Err(failure("3F000", format!("schema \"{schema}\" does not exist")));
                }
                None => self.assume_schema(schema),
            },
            None => self.creation_schema(&Name { schema: None, name: name.clone() })?,
        };
        for (of, needed) in NEEDS.iter().filter(|(of, _)| *of == name.as_str()) {
            let needed = Ident::folded(*needed);
            if self.catalog.find(Space::Extension, None, &needed).is_none() {
                if !it.cascade && self.whole {
                    let what = format!("required extension \"{needed}\" is not installed");
                    return Err(failure(UNDEFINED_OBJECT, what));
                }
                debug_assert_eq!(*of, name.as_str());
                self.put_extension(&needed, schema);
            }
        }
        self.put_extension(name, schema);
        Ok(())
    }

    fn put_extension(&mut self, name: &Ident, schema: Id) {
        let comment = has_comment(name.as_str());
        let object = self.born(name.clone(), None, Body::Extension);
        let extension = self.catalog.add(Object { comment, ..object });
        let Some((_, types, relations)) = MEMBERS.iter().find(|(it, ..)| *it == name.as_str()) else {
            return;
        };
        for member in types.split_ascii_whitespace() {
            let body = Body::Type(Type { kind: TypeKind::Base });
            self.put_member(extension, schema, member, body);
        }
        for member in relations.split_ascii_whitespace() {
            let relation = Relation { open: true, ..Relation::new(RelationKind::View) };
            self.put_member(extension, schema, member, Body::Relation(relation));
        }
    }

    fn put_member(&mut self, extension: Id, schema: Id, name: &str, body: Body) {
        let object = self.born(Ident::folded(name), Some(schema), body);
        let id = self.catalog.add(object);
        let on = (extension, Part::Whole);
        self.catalog.link(Edge { on, by: (id, Part::Whole), link: Link::Extension });
    }

    pub(super) fn alter_extension(&mut self, it: &AlterExtension) -> Done {
        let Some(extension) = self.catalog.find(Space::Extension, None, &it.name.value) else {
            let what = format!("extension \"{}\" does not exist", it.name.value);
            return if self.whole { Err(failure(UNDEFINED_OBJECT, what)) } else { Ok(()) };
        };
        let edge =
            |id: Id| Edge { on: (extension, Part::Whole), by: (id, Part::Whole), link: Link::Extension };
        match &it.change {
            ExtensionChange::Update(_) => {}
            ExtensionChange::Add(object) => {
                if let Some(id) = self.find_object(object)? {
                    self.catalog.link(edge(id));
                }
            }
            ExtensionChange::Drop(object) => {
                if let Some(id) = self.find_object(object)? {
                    self.catalog.unlink(edge(id));
                }
            }
        }
        Ok(())
    }

    /// What is known by its name alone.
    pub(super) fn create_other(&mut self, it: &said::CreateOther) -> Done {
        let Some(name) = &it.name else { return Ok(()) };
        if it.object == said::Object::Role {
            return self.create_role(&name.value.name, it.if_not_exists);
        }
        let in_schema = matches!(
            it.object,
            said::Object::Collation
                | said::Object::Conversion
                | said::Object::Operator
                | said::Object::OperatorClass
                | said::Object::OperatorFamily
                | said::Object::TextSearchConfiguration
                | said::Object::TextSearchDictionary
                | said::Object::TextSearchParser
                | said::Object::TextSearchTemplate
        );
        let schema = if in_schema { Some(self.creation_schema(&name.value)?) } else { None };
        let object = self.born(name.value.name.clone(), schema, Body::Other(it.object.words()));
        self.catalog.add(object);
        Ok(())
    }

    /// Of casts only that there are some is known.
    pub(super) fn create_cast(&mut self) -> Done {
        let object = self.born(Ident::folded("cast"), None, Body::Other("cast"));
        self.catalog.add(object);
        Ok(())
    }

    /// `ALTER … OWNER TO`
    pub(super) fn alter_object(&mut self, it: &said::AlterObject) -> Done {
        if let said::Change::Owner(role) = &it.change
            && let Ok(Some(id)) = self.find_object(&it.object)
        {
            self.own(id, role);
        }
        Ok(())
    }

    /// A role that is known cannot be dropped while it owns something.
    pub(super) fn own(&mut self, id: Id, role: &said::Role) {
        for edge in self.catalog.needs(id) {
            if edge.link == Link::Owner {
                self.catalog.unlink(edge);
            }
        }
        let said::Role::Named(name) = role else { return };
        if let Some(role) = self.catalog.find(Space::Role, None, name) {
            let (on, by) = ((role, Part::Whole), (id, Part::Whole));
            self.catalog.link(Edge { on, by, link: Link::Owner });
        }
    }

    fn create_role(&mut self, name: &Ident, if_not_exists: bool) -> Done {
        if self.catalog.find(Space::Role, None, name).is_some() {
            return match if_not_exists {
                true => Ok(()),
                false => Err(exists(DUPLICATE_OBJECT, "role", name)),
            };
        }
        let object = self.born(name.clone(), None, Body::Role);
        self.catalog.add(object);
        Ok(())
    }
}
