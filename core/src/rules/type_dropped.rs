use super::{Found, Out, Step, lost, with_it};
use crate::schema::catalog::Part;
use crate::statement::{Kind, Object};

rule! {
    /// A type or domain is dropped; with CASCADE every column of that type goes too.
    ///
    /// Without CASCADE the statement fails while a column still has the type (2BP01). With CASCADE PostgreSQL drops
    /// those columns and their values, and takes an ACCESS EXCLUSIVE lock on each of their tables.
    ///
    /// A type that the same file created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP TYPE "ActivityType" CASCADE;
    /// --        ^^^^^^^^^^^^^^ type-dropped
    /// ```
    /// ```sql
    /// DROP DOMAIN IF EXISTS email;
    /// --                    ^^^^^ type-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TYPE "ActivityType" RENAME TO "ActivityTypeUnused";
    /// ```
    /// ## Instead
    /// Move every column to its new type, release that, and drop the type without CASCADE in a later migration:
    /// PostgreSQL then refuses if a column still needs it.
    "type-dropped", Destruction, Error, Statement(check),
    covers ["drop-type", "drop-domain"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Drop(drop) = &step.statement.kind else { return };
    if !matches!(drop.object, Object::Type | Object::Domain) {
        return;
    }
    for object in &drop.objects {
        let name = &object.name;
        let born = step.before.type_named(&name.value).and_then(|it| it.born);
        if born.is_some_and(|it| it.migration == step.migration) {
            continue;
        }
        let known = step.object(object).map(|id| (id, Part::Whole));
        let along = known.map(|it| lost(step.before, &[it], true)).unwrap_or_default();
        let why = match drop.cascade {
            true => ["CASCADE drops every column of this type with its values.", &with_it(&along)].concat(),
            false => "It fails while a column still has the type, and programs that name the type break.".to_owned(),
        };
        out.emit(Found::new(
            name.span,
            format!("This drops the {} `{}`.", drop.object.words(), name.value),
            why,
            "Move the columns away first, release that, then drop it without CASCADE in a later migration.",
        ));
    }
}
