use super::*;
use crate::statement::Ident;

fn ident(name: &str) -> Ident {
    Ident::folded(name)
}

/// A schema `app` with a table `t (id bigint not null, kind mood)` and an index on it.
fn sample() -> (Catalog, Id, Id) {
    let mut catalog = Catalog::default();
    let schema = catalog.add(Object::new(ident("app"), None, Body::Schema));
    let kind = TypeKind::Enum(vec!["sad".into(), "it's ok".into()]);
    let mood = catalog.add(Object::new(ident("Mood"), Some(schema), Body::Type(Type { kind })));
    let mut table = Relation::new(RelationKind::Table);
    table.push(Column { not_null: true, ..Column::new(ident("id"), Builtin::INT8.into()) });
    table.push(Column::new(ident("kind"), DataType::object(mood)));
    let table = catalog.add(Object::new(ident("t"), Some(schema), Body::Relation(table)));
    catalog.link(Edge { on: (mood, Part::Whole), by: (table, Part::Column(2)), link: Link::Normal });
    (catalog, schema, table)
}

#[test]
fn facts_are_printed_in_order() {
    let (catalog, ..) = sample();
    let expected = [
        "column app.t.id bigint not null",
        "column app.t.kind app.\"Mood\"",
        "enum app.\"Mood\" ('sad', 'it''s ok')",
        "schema app",
        "table app.t",
    ];
    assert_eq!(facts(&catalog, 15), expected);
}

#[test]
fn a_mark_can_be_gone_back_to() {
    let (mut catalog, schema, table) = sample();
    let before = facts(&catalog, 15);
    let mark = catalog.mark();
    catalog.change(table, |it| it.name = ident("u"));
    catalog.change(schema, |it| it.name = ident("other"));
    assert_eq!(catalog.find(Space::Relation, Some(schema), &ident("t")), None);
    assert_eq!(catalog.find(Space::Relation, Some(schema), &ident("u")), Some(table));
    catalog.remove(table);
    assert_eq!(catalog.needs(table), []);
    catalog.rewind(mark);
    assert_eq!(facts(&catalog, 15), before);
    assert_eq!(catalog.find(Space::Relation, Some(schema), &ident("t")), Some(table));
    assert_eq!(catalog.needs(table).len(), 1);
}
