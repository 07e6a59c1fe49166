use super::{Found, Out, Step};
use crate::finding::Span;
use crate::script::lexer::{Lexer, TokenKind};
use crate::statement::{ActionKind, Ident, Kind, Name, Renamed};

rule! {
    /// A name speaks of tenants where the project calls the owner of its rows something else.
    ///
    /// It looks at tables, columns, foreign keys, views, policies and the bodies of functions.
    ///
    /// Where every table says `organization_id`, a `tenant_id` is a second word for the same thing: filters that rely on
    /// the one column miss the rows of the other. A policy or a function with the wrong word fails, or lets through what
    /// it should not. The rule is asleep until the settings name the column, by themselves or by the preset `helios`.
    ///
    /// A table may keep the name with a reason: other people's tenants are tenants. What speaks of such a table may say
    /// tenant too. In the name of a table `*` stands for any letters.
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
    /// ```sql
    /// CREATE POLICY own ON badges USING (tenant_id = current_setting('app.tenant')::bigint);
    /// --                                 ^^^^^^^^^ tenant-column-named
    /// ```
    /// ```sql
    /// CREATE TABLE badges (
    ///     id bigint PRIMARY KEY,
    ///     organization_id bigint NOT NULL REFERENCES tenants (id)
    /// --                                             ^^^^^^^ tenant-column-named
    /// );
    /// CREATE INDEX badges_organization_id_idx ON badges (organization_id);
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
pub(super) const COLUMNS: &[&str] = &["tenant_id", "tenantId", "tenantid"];
const TABLES: &[&str] = &["tenants", "tenant"];

fn check(step: &Step, out: &mut Out) {
    if step.settings.tenancy.is_none() {
        return;
    }
    match &step.statement.kind {
        Kind::CreateTable(it) => {
            table(step, &it.table.value, it.table.span, out);
            let before = out.found.len();
            for column in &it.columns {
                self::column(step, &it.table.value, column.name.value.as_str(), column.name.span, out);
            }
            if out.found.len() == before && !is_allowed(step, &it.table.value) {
                key(step, step.statement.span, out);
            }
        }
        Kind::AlterTable(it) if !is_allowed(step, &it.table.value) => {
            for action in &it.actions {
                match &action.kind {
                    ActionKind::AddColumn { column, .. } => {
                        let before = out.found.len();
                        self::column(step, &it.table.value, column.name.value.as_str(), column.name.span, out);
                        if out.found.len() == before {
                            key(step, action.span, out);
                        }
                    }
                    ActionKind::AddConstraint(_) => key(step, action.span, out),
                    _ => {}
                }
            }
        }
        // PostgreSQL does not look into a body when the function is created.
        Kind::CreateFunction(it) => {
            let body = it.body.text.as_ref().map_or(step.statement.span, |it| it.span);
            spoken(step, body, "function", out);
        }
        Kind::CreateView(_) => spoken(step, step.statement.span, "view", out),
        Kind::CreatePolicy(it) if !is_allowed(step, &it.table.value) => {
            spoken(step, step.statement.span, "policy", out);
        }
        Kind::AlterPolicy(it) if !is_allowed(step, &it.table.value) => {
            spoken(step, step.statement.span, "policy", out);
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

/// A foreign key that points at tenants, by a column of any name.
fn key(step: &Step, within: Span, out: &mut Out) {
    let mut words = words(step, within);
    while let Some((name, _)) = words.next() {
        if name.as_str() == "references"
            && let Some((table, span)) = words.next()
        {
            self::table(step, &Name { schema: None, name: table }, span, out);
        }
    }
}

/// What is written in a body or a query, where nothing in it is about an allowed table.
fn spoken(step: &Step, within: Span, kind: &str, out: &mut Out) {
    let Some(tenancy) = &step.settings.tenancy else { return };
    if words(step, within).any(|(name, _)| tenancy.allows(name.as_str())) {
        return;
    }
    let wrong = |name: &str| COLUMNS.contains(&name) || TABLES.contains(&name);
    let found = words(step, within).find(|(name, _)| wrong(name.as_str()));
    let Some((name, span)) = found else { return };
    let why = format!("In this project rows belong to somebody by `{}`; what asks for another name fails or finds nothing.", tenancy.column);
    let instead = format!("Find the owner by `{}`.", tenancy.column);
    out.emit(Found::new(span, format!("This {kind} speaks of `{name}`."), why, instead));
}

/// The names that are written there.
fn words<'a>(step: &'a Step, within: Span) -> impl Iterator<Item = (Ident, Span)> + 'a {
    let is_name = |kind| matches!(kind, TokenKind::Word | TokenKind::Quoted);
    let tokens = Lexer::new(step.text, within.start, within.end).filter(move |it| is_name(it.kind));
    tokens.map(|it| (Ident::read(&step.text[it.span.start..it.span.end]), it.span))
}

fn is_allowed(step: &Step, table: &Name) -> bool {
    let allows = |name: &str| step.settings.tenancy.as_ref().is_some_and(|it| it.allows(name));
    allows(table.name.as_str()) || allows(&step.full(table).to_string())
}

fn report(step: &Step, table: &Name, span: Span, what: String, out: &mut Out) {
    let Some(tenancy) = &step.settings.tenancy else { return };
    let full = step.full(table);
    if is_allowed(step, table) {
        return;
    }
    let column = &tenancy.column;
    let why = format!("In this project rows belong to somebody by `{column}`; what filters by it misses these rows.");
    let instead = format!("Use `{column}`, or put `{table}` into `tenancy.allow` of lockgate.toml with the reason.");
    out.emit(Found::new(span, what, why, instead).about(full));
}
