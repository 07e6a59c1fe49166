//! Tables and their columns, views, indexes, statistics.

use super::scene::{Scene, idents, is_on, name, name_of, options, parameters, some, strings};
use crate::statement::{
    At, Bound, Bounds, CheckOption, Column, Constraint, CreateIndex, CreateStatistics, CreateTable,
    CreateView, Expr, FilledBy, Foreign, Generated, Ident, Identity, Including, IndexElement, Indexed, Kind,
    Like, Object, OnCommit, PartitionBy, PartitionKey, PartitionOf, Persistence, Query, Strategy,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

impl Scene<'_> {
    pub fn create_table(&self, it: pb::CreateStmt) -> Option<CreateTable> {
        let mut created = self.plain_table(it.relation()?);
        created.if_not_exists = it.if_not_exists();
        created.inherits = self.tables(it.inh_relations());
        created.partition_by = it.partspec().map(|spec| self.partition_by(spec));
        created.of_type = it.of_typename().and_then(|name| self.data_type(name));
        created.on_commit = on_commit(it.oncommit());
        created.parameters = parameters(it.options());
        created.tablespace = some(it.tablespacename());
        created.access_method = some(it.access_method());
        if let Some(bounds) = it.partbound() {
            let parent = created.inherits.pop()?;
            created.partition_of = Some(PartitionOf { parent, bounds: self.bounds(bounds) });
        }
        self.elements(it.table_elts(), &mut created);
        Some(created)
    }

    fn elements(&self, nodes: Nodes, created: &mut CreateTable) {
        for element in nodes {
            match element {
                Node::ColumnDef(it) => {
                    let (column, constraints) = self.column_and_constraints(it);
                    created.columns.push(column);
                    created.constraints.extend(constraints);
                }
                Node::Constraint(it) => created.constraints.extend(self.constraint(it, None)),
                Node::TableLikeClause(it) => created.like.extend(it.relation().map(|range| Like {
                    table: self.table(range),
                    after_columns: created.columns.len(),
                    after_constraints: created.constraints.len(),
                    including: including(it.options()),
                })),
                _ => {}
            }
        }
        let keys: Vec<&Ident> = created.constraints.iter().flat_map(Constraint::key_columns).collect();
        for column in created.columns.iter_mut().filter(|it| keys.contains(&&it.name.value)) {
            column.not_null = true;
        }
    }

    fn plain_table(&self, range: pb::RangeVar) -> CreateTable {
        CreateTable {
            table: self.table(range),
            if_not_exists: false,
            persistence: persistence(range),
            columns: Vec::new(),
            constraints: Vec::new(),
            like: Vec::new(),
            inherits: Vec::new(),
            partition_of: None,
            partition_by: None,
            of_type: None,
            filled_by: None,
            foreign: None,
            on_commit: OnCommit::PreserveRows,
            parameters: Vec::new(),
            tablespace: None,
            access_method: None,
        }
    }

    pub fn create_foreign_table(&self, it: pb::CreateForeignTableStmt) -> Option<Kind> {
        let mut created = self.create_table(it.base_stmt())?;
        let server = Ident::folded(it.servername());
        created.foreign = Some(Foreign { server, options: parameters(it.options()) });
        Some(Kind::CreateTable(Box::new(created)))
    }

    pub fn create_table_as(&self, it: pb::CreateTableAsStmt) -> Option<Kind> {
        let into = it.into()?;
        let query = self.query_of(it.query());
        if it.objtype() == pb::ObjectType::ObjectMatview {
            return self.materialized_view(into, query?, it.if_not_exists());
        }
        self.filled_table(into, query, it.if_not_exists())
    }

    /// `SELECT … INTO`; the clause stands in the leftmost part of a UNION.
    pub fn select_into(&self, it: pb::SelectStmt) -> Option<Kind> {
        let mut first = it;
        while let Some(left) = first.larg() {
            first = left;
        }
        let into = first.into_clause()?;
        self.filled_table(into, Some(self.query(it)), false)
    }

    fn filled_table(&self, into: pb::IntoClause, query: Option<Query>, if_not_exists: bool) -> Option<Kind> {
        let filled_by = FilledBy { query, columns: idents(into.col_names()), with_data: !into.skip_data() };
        Some(Kind::CreateTable(Box::new(CreateTable {
            if_not_exists,
            filled_by: Some(filled_by),
            on_commit: on_commit(into.on_commit()),
            parameters: parameters(into.options()),
            tablespace: some(into.table_space_name()),
            access_method: some(into.access_method()),
            ..self.plain_table(into.rel()?)
        })))
    }

    fn materialized_view(&self, into: pb::IntoClause, query: Query, if_not_exists: bool) -> Option<Kind> {
        Some(Kind::CreateView(Box::new(CreateView {
            view: self.table(into.rel()?),
            object: Object::MaterializedView,
            or_replace: false,
            if_not_exists,
            temporary: false,
            columns: idents(into.col_names()),
            query,
            check_option: None,
            parameters: parameters(into.options()),
            with_data: !into.skip_data(),
            tablespace: some(into.table_space_name()),
            access_method: some(into.access_method()),
        })))
    }

    pub fn create_view(&self, it: pb::ViewStmt) -> Option<Kind> {
        let range = it.view()?;
        Some(Kind::CreateView(Box::new(CreateView {
            view: self.table(range),
            object: Object::View,
            or_replace: it.replace(),
            if_not_exists: false,
            temporary: persistence(range) == Persistence::Temporary,
            columns: idents(it.aliases()),
            query: self.query_of(it.query())?,
            check_option: match it.with_check_option() {
                pb::ViewCheckOption::LocalCheckOption => Some(CheckOption::Local),
                pb::ViewCheckOption::CascadedCheckOption => Some(CheckOption::Cascaded),
                _ => None,
            },
            parameters: parameters(it.options()),
            with_data: true,
            tablespace: None,
            access_method: None,
        })))
    }

    /// A column, and the constraints that are written behind it.
    pub fn column_and_constraints(&self, it: pb::ColumnDef) -> (Column, Vec<Constraint>) {
        let name = Ident::folded(it.colname());
        let mut column = Column {
            name: At { value: name.clone(), span: self.tokens.span(self.token(it.location())) },
            data_type: it.type_name().and_then(|name| self.data_type(name)),
            not_null: false,
            default: it.raw_default().map(|node| self.expr(node)),
            identity: None,
            generated: None,
            collation: it.coll_clause().and_then(|clause| super::scene::name(clause.collname())),
            storage: some(it.storage_name()),
            compression: some(it.compression()),
            options: parameters(it.fdwoptions()),
        };
        let mut constraints: Vec<Constraint> = Vec::new();
        for node in it.constraints() {
            match node {
                Node::Constraint(it) => self.column_constraint(it, &mut column, &mut constraints),
                Node::CollateClause(it) => column.collation = super::scene::name(it.collname()),
                _ => {}
            }
        }
        let keyed = constraints.iter().any(|it| !it.key_columns().is_empty());
        column.not_null |= column.is_serial() || column.identity.is_some() || keyed;
        (column, constraints)
    }

    fn column_constraint(&self, it: pb::Constraint, column: &mut Column, constraints: &mut Vec<Constraint>) {
        use pb::ConstrType as T;
        let value = || self.maybe(it.raw_expr());
        match it.contype() {
            T::ConstrDefault => column.default = Some(value()),
            T::ConstrIdentity => column.identity = Some(self.identity(it)),
            T::ConstrGenerated => {
                column.generated = Some(Generated { value: value(), stored: it.generated_kind() != "v" });
            }
            T::ConstrNotnull => {
                column.not_null = true;
                constraints.extend(self.constraint(it, Some(&column.name.value)));
            }
            T::ConstrCheck | T::ConstrPrimary | T::ConstrUnique | T::ConstrForeign | T::ConstrExclusion => {
                constraints.extend(self.constraint(it, Some(&column.name.value)));
            }
            attribute => {
                if let Some(last) = constraints.last_mut() {
                    last.set(attribute);
                }
            }
        }
    }

    pub fn identity(&self, it: pb::Constraint) -> Identity {
        Identity { always: it.generated_when() == "a", sequence: self.sequence_options(it.options()) }
    }

    fn partition_by(&self, it: pb::PartitionSpec) -> PartitionBy {
        let keys = it.part_params().filter_map(|node| match node {
            Node::PartitionElem(key) => Some(PartitionKey {
                value: match key.expr() {
                    Some(node) => self.expr(node),
                    None => self.column_at(key.name(), key.location()),
                },
                collation: name(key.collation()),
                operator_class: name(key.opclass()),
            }),
            _ => None,
        });
        PartitionBy {
            keys: keys.collect(),
            strategy: match it.strategy() {
                pb::PartitionStrategy::List => Strategy::List,
                pb::PartitionStrategy::Hash => Strategy::Hash,
                _ => Strategy::Range,
            },
        }
    }

    fn column_at(&self, name: &str, location: i32) -> Expr {
        let span = self.tokens.span(self.token(location));
        Expr::Column(crate::statement::ColumnRef { names: vec![Ident::folded(name)], star: false, span })
    }

    pub fn bounds(&self, it: pb::PartitionBoundSpec) -> Bounds {
        let datums = |nodes: Nodes| -> Vec<Bound> { nodes.map(|node| self.bound(node)).collect() };
        match it.strategy() {
            _ if it.is_default() => Bounds::Default,
            "h" => Bounds::Hash { modulus: it.modulus(), remainder: it.remainder() },
            "l" => Bounds::In(self.exprs(it.listdatums())),
            _ => Bounds::FromTo(datums(it.lowerdatums()), datums(it.upperdatums())),
        }
    }

    /// `MINVALUE` comes as a column's name.
    fn bound(&self, node: Node) -> Bound {
        match self.expr(node) {
            Expr::Column(it) if it.names.len() == 1 && it.names[0].as_str() == "minvalue" => Bound::Minimum,
            Expr::Column(it) if it.names.len() == 1 && it.names[0].as_str() == "maxvalue" => Bound::Maximum,
            value => Bound::Value(value),
        }
    }

    pub fn create_index(&self, it: pb::IndexStmt) -> Option<Kind> {
        let range = it.relation()?;
        Some(Kind::CreateIndex(Box::new(CreateIndex {
            name: some(it.idxname()),
            table: self.table(range),
            only: !range.inh(),
            method: some(it.access_method()).unwrap_or_else(|| Ident::folded("btree")),
            elements: self.index_elements(it.index_params()),
            include: included(it.index_including_params()),
            filter: it.where_clause().map(|node| self.expr(node)),
            unique: it.unique(),
            nulls_not_distinct: it.nulls_not_distinct(),
            concurrently: it.concurrent(),
            if_not_exists: it.if_not_exists(),
            parameters: parameters(it.options()),
            tablespace: some(it.table_space()),
            keyword: self.tokens.between(0, if it.unique() { 2 } else { 1 }),
        })))
    }

    pub fn index_elements(&self, nodes: Nodes) -> Vec<IndexElement> {
        let elements = nodes.filter_map(|node| match node {
            Node::IndexElem(it) => Some(self.index_element(it)),
            _ => None,
        });
        elements.collect()
    }

    pub fn index_element(&self, it: pb::IndexElem) -> IndexElement {
        IndexElement {
            value: match it.expr() {
                Some(node) => Indexed::Expression(self.expr(node)),
                None => Indexed::Column(Ident::folded(it.name())),
            },
            collation: name(it.collation()),
            operator_class: name(it.opclass()),
            operator_class_parameters: parameters(it.opclassopts()),
            descending: it.ordering() == pb::SortByDir::SortbyDesc,
            nulls_first: match it.nulls_ordering() {
                pb::SortByNulls::SortbyNullsFirst => Some(true),
                pb::SortByNulls::SortbyNullsLast => Some(false),
                _ => None,
            },
        }
    }

    pub fn create_statistics(&self, it: pb::CreateStatsStmt) -> Kind {
        let elements = it.exprs().filter_map(|node| match node {
            Node::StatsElem(it) => Some(match it.expr() {
                Some(node) => Indexed::Expression(self.expr(node)),
                None => Indexed::Column(Ident::folded(it.name())),
            }),
            _ => None,
        });
        Kind::CreateStatistics(Box::new(CreateStatistics {
            name: name(it.defnames()).map(|name| self.named(name)),
            if_not_exists: it.if_not_exists(),
            kinds: strings(it.stat_types()).map(Ident::folded).collect(),
            elements: elements.collect(),
            from: self.sources(it.relations()),
        }))
    }

    pub fn refresh(&self, it: pb::RefreshMatViewStmt) -> Option<Kind> {
        let (concurrently, with_data) = (it.concurrent(), !it.skip_data());
        let view = self.table(it.relation()?);
        Some(Kind::Refresh(crate::statement::Refresh { view, concurrently, with_data }))
    }

    pub fn cluster(&self, it: pb::ClusterStmt) -> Kind {
        let table = it.relation().map(|range| self.table(range));
        Kind::Cluster(crate::statement::Cluster { table, index: some(it.indexname()) })
    }

    pub fn vacuum(&self, it: pb::VacuumStmt) -> Kind {
        let tables = it.rels().filter_map(|node| match node {
            Node::VacuumRelation(it) => it.relation().map(|range| self.table(range)),
            _ => None,
        });
        let says = |word: &str| options(it.options()).any(|option| option.defname() == word && is_on(option));
        Kind::Vacuum(crate::statement::Vacuum {
            vacuum: it.is_vacuumcmd(),
            analyze: !it.is_vacuumcmd() || says("analyze"),
            full: says("full"),
            tables: tables.collect(),
            parameters: parameters(it.options()),
        })
    }
}

pub fn included(nodes: Nodes) -> Vec<Ident> {
    let names = nodes.filter_map(|node| match node {
        Node::IndexElem(it) => some(it.name()),
        Node::String(it) => some(it.sval()),
        _ => None,
    });
    names.collect()
}

pub fn persistence(range: pb::RangeVar) -> Persistence {
    let temporary = |name: crate::statement::Name| name.schema.is_some_and(|it| it.as_str() == "pg_temp");
    match range.relpersistence() {
        "t" => Persistence::Temporary,
        "u" => Persistence::Unlogged,
        _ if temporary(name_of(range)) => Persistence::Temporary,
        _ => Persistence::Permanent,
    }
}

fn on_commit(action: pb::OnCommitAction) -> OnCommit {
    match action {
        pb::OnCommitAction::OncommitDeleteRows => OnCommit::DeleteRows,
        pb::OnCommitAction::OncommitDrop => OnCommit::Drop,
        _ => OnCommit::PreserveRows,
    }
}

/// The bits of PostgreSQL's `TableLikeOption`.
fn including(bits: u32) -> Including {
    let bit = |number: u32| bits & (1 << number) != 0;
    Including {
        comments: bit(0),
        compression: bit(1),
        constraints: bit(2),
        defaults: bit(3),
        generated: bit(4),
        identity: bit(5),
        indexes: bit(6),
        statistics: bit(7),
        storage: bit(8),
    }
}
