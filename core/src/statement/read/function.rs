//! Functions, triggers, rules, policies.

use super::body::Found;
use super::dynamic::Variables;
use super::object::object;
use super::scene::{Scene, idents, is_on, name, options, parameter, roles, some, string};
use crate::statement::{
    AlterFunction, AlterPolicy, ArgumentMode, At, CreateAggregate, CreateCast, CreateEventTrigger,
    CreateFunction, CreatePolicy, CreateRule, CreateTrigger, Events, FunctionArgument, FunctionBody,
    FunctionOptions, Ident, Kind, Name, Object, RuleEvent, Statement, Timing, Volatility,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

impl Scene<'_> {
    pub fn create_function(&self, it: pb::CreateFunctionStmt) -> Option<Kind> {
        let options = self.function_options(it.options());
        let body = self.function_body(it, &options);
        let returns = it.return_type().and_then(|name| self.data_type(name));
        let changes = |it: &Statement| match &it.kind {
            Kind::Insert(_) | Kind::Update(_) | Kind::Delete(_) | Kind::Merge(_) | Kind::Set(_) => false,
            Kind::Select(query) => !query.calls().is_empty(),
            _ => true,
        };
        let fires = returns.as_ref().is_some_and(|it| it.name.name.as_str().ends_with("trigger"));
        let follows = !body.atomic && (!body.unread.is_empty() || body.statements.iter().any(changes));
        let definition = (follows && !fires).then(|| self.tokens.all().into());
        Some(Kind::CreateFunction(Box::new(CreateFunction {
            name: self.named(name(it.funcname())?),
            procedure: it.is_procedure(),
            or_replace: it.replace(),
            arguments: self.function_arguments(it.parameters()),
            returns,
            options,
            body,
            definition,
        })))
    }

    pub fn function_arguments(&self, nodes: Nodes) -> Vec<FunctionArgument> {
        use pb::FunctionParameterMode as M;
        let arguments = nodes.filter_map(|node| {
            let Node::FunctionParameter(it) = node else { return None };
            Some(FunctionArgument {
                name: some(it.name()),
                mode: match it.mode() {
                    M::FuncParamOut => ArgumentMode::Out,
                    M::FuncParamInout => ArgumentMode::InOut,
                    M::FuncParamVariadic => ArgumentMode::Variadic,
                    M::FuncParamTable => ArgumentMode::Table,
                    _ => ArgumentMode::In,
                },
                data_type: self.data_type(it.arg_type()?)?,
                default: it.defexpr().map(|node| self.expr(node)),
            })
        });
        arguments.collect()
    }

    pub fn function_options(&self, nodes: Nodes) -> FunctionOptions {
        let mut found = FunctionOptions::default();
        for option in options(nodes) {
            let word = || option.arg().and_then(string).map(str::to_ascii_lowercase);
            match option.defname() {
                "as" => {}
                "language" => {
                    found.language = option.arg().and_then(string).map(|name| self.language(name, option))
                }
                "volatility" => {
                    found.volatility = match word().as_deref() {
                        Some("immutable") => Some(Volatility::Immutable),
                        Some("stable") => Some(Volatility::Stable),
                        _ => Some(Volatility::Volatile),
                    }
                }
                "strict" => found.strict = Some(is_on(option)),
                "security" => found.security_definer = Some(is_on(option)),
                "leakproof" => found.leakproof = Some(is_on(option)),
                "window" => found.window = true,
                "parallel" => found.parallel = word().map(Ident::folded),
                "set" => {
                    if let Some(Node::VariableSetStmt(set)) = option.arg() {
                        found.settings.push(super::session::set(set));
                    }
                }
                _ => found.rest.push(parameter(option)),
            }
        }
        found
    }

    /// The word behind LANGUAGE, which may stand in quotes of any kind.
    fn language(&self, name: &str, option: pb::DefElem) -> At<Ident> {
        let span = self.tokens.span(self.token(option.location()) + 1);
        At { value: Ident::folded(name.to_ascii_lowercase()), span }
    }

    fn function_body(&self, it: pb::CreateFunctionStmt, said: &FunctionOptions) -> FunctionBody {
        if let Some(body) = it.sql_body() {
            let statements = self.atomic_body(body);
            return FunctionBody { text: None, statements, unread: Vec::new(), atomic: true };
        }
        let Some(quoted) = options(it.options()).find(|option| option.defname() == "as") else {
            return FunctionBody::default();
        };
        let Some(quoted) = self.quoted(quoted) else { return FunctionBody::default() };
        let language = said.language.as_ref().map_or("", |it| it.value.as_str());
        let routine = super::plpgsql::routine(it);
        let Found { statements, unread } =
            self.body_statements(language, &quoted, &routine, Variables::default());
        FunctionBody { text: Some(quoted.text), statements, unread, atomic: false }
    }

    /// `BEGIN ATOMIC … END`, `RETURN …`
    fn atomic_body(&self, node: Node) -> Vec<Statement> {
        let atomic = (0..self.tokens.len()).find(|at| self.tokens.is(*at, "atomic"));
        let (Node::List(lists), Some(atomic)) = (node, atomic) else {
            let at = (0..self.tokens.len()).rfind(|at| self.tokens.is(*at, "return")).unwrap_or(0);
            return vec![self.inner(node, at..self.tokens.len())];
        };
        // The grammar wraps the list in a list.
        let statements = lists.items().flat_map(|list| match list {
            Node::List(list) => list.items().collect(),
            node => vec![node],
        });
        let places = self.tokens.split(atomic + 1..self.tokens.len(), ";");
        statements.zip(places).map(|(node, place)| self.inner(node, place)).collect()
    }

    pub fn alter_function(&self, it: pb::AlterFunctionStmt) -> Option<Kind> {
        let function = self.routine(it.func()?, object(it.objtype()), 2)?;
        let options = self.function_options(it.actions());
        Some(Kind::AlterFunction(Box::new(AlterFunction { function, options })))
    }

    /// The arguments come as a list of two: the parameters, and how many are direct ones.
    pub fn create_aggregate(&self, it: pb::DefineStmt, name: Name) -> Kind {
        let arguments = match it.args().next() {
            Some(Node::List(list)) => self.function_arguments(list.items()),
            _ => Vec::new(),
        };
        Kind::CreateAggregate(Box::new(CreateAggregate {
            name: self.named(name),
            or_replace: it.replace(),
            arguments,
            parameters: super::scene::parameters(it.definition()),
        }))
    }

    pub fn create_cast(&self, it: pb::CreateCastStmt) -> Option<Kind> {
        Some(Kind::CreateCast(Box::new(CreateCast {
            from: self.data_type(it.sourcetype()?)?,
            to: self.data_type(it.targettype()?)?,
            function: it.func().and_then(|function| self.routine(function, Object::Function, 2)),
        })))
    }

    pub fn create_trigger(&self, it: pb::CreateTrigStmt) -> Option<Kind> {
        let on = self.token(it.relation()?.location());
        let transitions = it.transition_rels().filter_map(|node| match node {
            Node::TriggerTransition(it) => some(it.name()),
            _ => None,
        });
        Some(Kind::CreateTrigger(Box::new(CreateTrigger {
            name: self.bare(it.trigname()),
            table: self.table(it.relation()?),
            or_replace: it.replace(),
            constraint: it.isconstraint(),
            timing: timing(it.timing()),
            events: events(it.events()),
            columns: idents(it.columns()),
            for_each_row: it.row(),
            condition: it.when_clause().map(|node| self.expr(node)),
            function: self.named_from(name(it.funcname())?, on + 1).0,
            from: it.constrrel().map(|range| self.table(range)),
            deferrable: it.deferrable(),
            initially_deferred: it.initdeferred(),
            transition_tables: transitions.collect(),
        })))
    }

    pub fn create_event_trigger(&self, it: pb::CreateEventTrigStmt) -> Option<Kind> {
        Some(Kind::CreateEventTrigger(CreateEventTrigger {
            name: self.bare(it.trigname()),
            event: Ident::folded(it.eventname()),
            function: name(it.funcname())?,
        }))
    }

    pub fn create_rule(&self, it: pb::RuleStmt) -> Option<Kind> {
        let tokens = &self.tokens;
        let action = (0..tokens.len()).find(|at| tokens.is(*at, "do")).map_or(0, |at| at + 1);
        let also = tokens.is(action, "also") || tokens.is(action, "instead");
        let action = if also { action + 1 } else { action };
        let place = match tokens.text(action) {
            "(" => action + 1..tokens.closing(action),
            _ => action..tokens.len(),
        };
        let places = tokens.split(place, ";");
        Some(Kind::CreateRule(Box::new(CreateRule {
            name: self.bare(it.rulename()),
            table: self.table(it.relation()?),
            or_replace: it.replace(),
            event: match it.event() {
                pb::CmdType::CmdInsert => RuleEvent::Insert,
                pb::CmdType::CmdUpdate => RuleEvent::Update,
                pb::CmdType::CmdDelete => RuleEvent::Delete,
                _ => RuleEvent::Select,
            },
            instead: it.instead(),
            condition: it.where_clause().map(|node| self.expr(node)),
            actions: it.actions().zip(places).map(|(node, place)| self.inner(node, place)).collect(),
        })))
    }

    pub fn create_policy(&self, it: pb::CreatePolicyStmt) -> Option<Kind> {
        Some(Kind::CreatePolicy(Box::new(CreatePolicy {
            name: self.bare(it.policy_name()),
            table: self.table(it.table()?),
            permissive: it.permissive(),
            command: Ident::folded(it.cmd_name()),
            roles: roles(it.roles()),
            using: it.qual().map(|node| self.expr(node)),
            check: it.with_check().map(|node| self.expr(node)),
        })))
    }

    pub fn alter_policy(&self, it: pb::AlterPolicyStmt) -> Option<Kind> {
        Some(Kind::AlterPolicy(Box::new(AlterPolicy {
            name: self.bare(it.policy_name()),
            table: self.table(it.table()?),
            roles: roles(it.roles()),
            using: it.qual().map(|node| self.expr(node)),
            check: it.with_check().map(|node| self.expr(node)),
        })))
    }
}

/// The bits of PostgreSQL's `TRIGGER_TYPE_…`.
fn timing(bits: i32) -> Timing {
    match bits {
        2 => Timing::Before,
        64 => Timing::InsteadOf,
        _ => Timing::After,
    }
}

fn events(bits: i32) -> Events {
    Events { insert: bits & 4 != 0, delete: bits & 8 != 0, update: bits & 16 != 0, truncate: bits & 32 != 0 }
}
