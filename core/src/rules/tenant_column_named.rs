use super::{Found, Out, Step};
use crate::finding::Span;
use crate::statement::{ActionKind, Kind, Name, Renamed};

rule! {
    /// A column or table speaks of tenants where the project calls its owner something else.
    ///
    /// Where every table says `organization_id`, a `tenant_id` is a second word for the same thing: filters that rely on
    /// the one column miss the rows of the other. The rule is asleep until the settings name the column, by themselves
    /// or by the preset `helios`.
    ///
    /// A table may keep the name with a reason: other people's tenants are tenants.
    ///
    /// ## Settings
    /// ```toml
    /// [tenancy]
    /// column = "organization_id"
    /// allow = [{ table = "ms_connections", reason = "Microsoft calls its directories tenants" }]
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE badges (
    ///     id bigint PRIMARY KEY,
    ///     tenant_id bigint NOT NULL
    /// --  ^^^^^^^^^ tenant-column-named
    /// );
    /// ```
    /// ```sql
    /// CREATE TABLE tenants (id bigint PRIMARY KEY);
    /// --           ^^^^^^^ tenant-column-named
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE badges (id bigint PRIMARY KEY, organization_id bigint NOT NULL);
    /// CREATE TABLE ms_connections (id bigint PRIMARY KEY, tenant_id text NOT NULL);
    /// ```
    /// ## Instead
    /// Use the column that the settings name, or put the table into `tenancy.allow` with the reason.
    "tenant-column-named", Tenancy, Error, Statement(check),
    covers ["wrong-tenant-name"]
}

/// The names that say tenant, as a column and as a table.
const COLUMNS: &[&str] = &["tenant_id", "tenantId", "tenantid"];
const TABLES: &[&str] = &["tenants", "tenant"];

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        Kind::CreateTable(it) => {
            table(step, &it.table.value, it.table.span, out);
            for column in &it.columns {
                self::column(step, &it.table.value, column.name.value.as_str(), column.name.span, out);
            }
        }
        Kind::AlterTable(it) => {
            for action in &it.actions {
                if let ActionKind::AddColumn { column, .. } = &action.kind {
                    self::column(step, &it.table.value, column.name.value.as_str(), column.name.span, out);
                }
            }
        }
        Kind::Rename(it) => match &it.what {
            Renamed::Column { table, .. } => self::column(step, table, it.to.value.as_str(), it.to.span, out),
            Renamed::Table(old) => {
                table(step, &Name { schema: old.schema.clone(), name: it.to.value.clone() }, it.to.span, out);
            }
            _ => {}
        },
        _ => {}
    }
}

fn column(step: &Step, table: &Name, name: &str, span: Span, out: &mut Out) {
    if COLUMNS.contains(&name) {
        report(step, table, span, format!("The column is called `{name}`."), out);
    }
}

fn table(step: &Step, table: &Name, span: Span, out: &mut Out) {
    if TABLES.contains(&table.name.as_str()) {
        report(step, table, span, format!("The table is called `{table}`."), out);
    }
}

fn report(step: &Step, table: &Name, span: Span, what: String, out: &mut Out) {
    let Some(tenancy) = &step.settings.tenancy else { return };
    let full = step.full(table);
    let allowed = |name: &str| name == full.to_string() || name == table.name.as_str();
    if tenancy.allow.iter().any(|it| allowed(&it.table)) {
        return;
    }
    let column = &tenancy.column;
    let why = format!("In this project rows belong to somebody by `{column}`; what filters by it misses these rows.");
    let instead = format!("Use `{column}`, or put `{table}` into `tenancy.allow` of lockgate.toml with the reason.");
    out.emit(Found::new(span, what, why, instead).about(full));
}
