//! What the readers of single statements share: the words, and where they stand.

use super::Bench;
use crate::finding::Span;
use crate::statement::tokens::Tokens;
use crate::statement::{
    At, Ident, Modifier, Name, Object, ObjectRef, Parameter, ParameterAction, Role, TypeName,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

pub struct Scene<'a> {
    pub bench: &'a Bench<'a>,
    pub tokens: Tokens<'a>,
    /// the byte of the text from which the grammar's offsets count
    pub start: usize,
}

/// A name that may be missing: the tree has no `None` for strings.
pub fn some(name: &str) -> Option<Ident> {
    (!name.is_empty()).then(|| Ident::folded(name))
}

pub fn strings<'t>(nodes: Nodes<'t>) -> impl Iterator<Item = &'t str> {
    nodes.filter_map(string)
}

pub fn string(node: Node<'_>) -> Option<&str> {
    match node {
        Node::String(it) => Some(it.sval()),
        _ => None,
    }
}

pub fn idents(nodes: Nodes) -> Vec<Ident> {
    strings(nodes).map(Ident::folded).collect()
}

pub fn name(nodes: Nodes) -> Option<Name> {
    Name::of_parts(&strings(nodes).collect::<Vec<_>>())
}

pub fn name_of(range: pb::RangeVar) -> Name {
    Name { schema: some(range.schemaname()), name: Ident::folded(range.relname()) }
}

/// A constant as it is written, without quotes.
pub fn plain(node: Node) -> Option<String> {
    Some(match node {
        Node::String(it) => it.sval().to_owned(),
        Node::Integer(it) => it.ival().to_string(),
        Node::Float(it) => it.fval().to_owned(),
        Node::Boolean(it) => it.boolval().to_string(),
        Node::AConst(it) => plain(it.val()?)?,
        Node::TypeCast(it) => plain(it.arg()?)?,
        Node::TypeName(it) => name(it.names())?.to_string(),
        Node::List(it) => it.items().filter_map(plain).collect::<Vec<_>>().join("."),
        _ => return None,
    })
}

pub fn whole(node: Option<Node>) -> Option<i64> {
    match node? {
        Node::Integer(it) => Some(i64::from(it.ival())),
        Node::Float(it) => it.fval().parse().ok(),
        _ => None,
    }
}

/// `on`, `true`, `1`, or nothing at all.
pub fn is_on(option: pb::DefElem) -> bool {
    let value = option.arg().and_then(plain).unwrap_or_default();
    !matches!(value.to_ascii_lowercase().as_str(), "false" | "off" | "0" | "no")
}

pub fn options<'t>(nodes: Nodes<'t>) -> impl Iterator<Item = pb::DefElem<'t>> {
    nodes.filter_map(|node| match node {
        Node::DefElem(it) => Some(it),
        _ => None,
    })
}

pub fn parameters(nodes: Nodes) -> Vec<Parameter> {
    options(nodes).map(parameter).collect()
}

pub fn parameter(it: pb::DefElem) -> Parameter {
    use pb::DefElemAction as A;
    Parameter {
        namespace: some(it.defnamespace()),
        name: Ident::folded(it.defname()),
        value: it.arg().and_then(plain),
        action: match it.defaction() {
            A::DefelemAdd => ParameterAction::Add,
            A::DefelemSet => ParameterAction::Set,
            A::DefelemDrop => ParameterAction::Drop,
            _ => ParameterAction::Plain,
        },
    }
}

pub fn role(it: pb::RoleSpec) -> Role {
    use pb::RoleSpecType as T;
    match it.roletype() {
        T::RolespecCurrentRole => Role::CurrentRole,
        T::RolespecCurrentUser => Role::CurrentUser,
        T::RolespecSessionUser => Role::SessionUser,
        T::RolespecPublic => Role::Public,
        _ => Role::Named(Ident::folded(it.rolename())),
    }
}

pub fn roles(nodes: Nodes) -> Vec<Role> {
    let specs = nodes.filter_map(|node| match node {
        Node::RoleSpec(it) => Some(role(it)),
        _ => None,
    });
    specs.collect()
}

pub fn cascades(behavior: pb::DropBehavior) -> bool {
    behavior == pb::DropBehavior::DropCascade
}

impl Scene<'_> {
    /// The token at the grammar's offset; the first where the grammar points nowhere.
    pub fn token(&self, location: i32) -> usize {
        match usize::try_from(location) {
            Ok(offset) => self.tokens.at_byte(self.start + offset),
            Err(_) => 0,
        }
    }

    pub fn table(&self, range: pb::RangeVar) -> At<Name> {
        self.dotted(name_of(range), range.location())
    }

    /// A dotted name that begins at the grammar's offset.
    pub fn dotted(&self, name: Name, location: i32) -> At<Name> {
        let first = self.token(location);
        At { value: name, span: self.tokens.between(first, self.tokens.dotted_end(first)) }
    }

    pub fn tables(&self, nodes: Nodes) -> Vec<At<Name>> {
        ranges(nodes).map(|range| self.table(range)).collect()
    }

    /// A name of which the grammar does not say where it stands.
    pub fn named(&self, name: Name) -> At<Name> {
        self.named_from(name, 1).0
    }

    /// The same from token `from` on, and the token behind it.
    pub fn named_from(&self, name: Name, from: usize) -> (At<Name>, usize) {
        match self.tokens.find(&name.name, from, self.tokens.len()) {
            Some(at) => (At { value: name, span: self.dotted_back(at) }, at + 1),
            None => (At { value: name, span: self.tokens.between(from, self.tokens.len()) }, from),
        }
    }

    /// A name of one part that stands somewhere behind the first word.
    pub fn bare(&self, name: &str) -> At<Ident> {
        self.tokens.pointed(&Ident::folded(name), 1, self.tokens.len())
    }

    /// The span of a dotted name whose last part is token `at`.
    fn dotted_back(&self, at: usize) -> Span {
        let mut first = at;
        while first >= 2 && self.tokens.text(first - 1) == "." {
            first -= 2;
        }
        self.tokens.between(first, at)
    }

    pub fn data_type(&self, it: pb::TypeName) -> Option<TypeName> {
        let mut parts: Vec<&str> = strings(it.names()).collect();
        let column = if it.pct_type() { parts.pop() } else { None };
        let name = Name::of_parts(&parts)?;
        let (name, column_of) = match column {
            Some(column) => (Name { schema: None, name: Ident::folded(column) }, Some(name)),
            None => (name, None),
        };
        Some(TypeName {
            name,
            column_of,
            modifiers: it.typmods().filter_map(modifier).collect(),
            dimensions: it.array_bounds().count(),
            set: it.setof(),
            span: self.type_span(it.location()),
        })
    }

    /// From the first word of a type to its last: `timestamp(3) with time zone[]`.
    fn type_span(&self, location: i32) -> Span {
        let first = self.token(location);
        let mut last = self.tokens.dotted_end(first);
        loop {
            let next = last + 1;
            last = match self.tokens.text(next) {
                "(" => self.tokens.closing(next),
                "[" => (next..self.tokens.len()).find(|at| self.tokens.text(*at) == "]").unwrap_or(next),
                "%" => next + 1,
                _ if self.tokens.is(next, "precision") || self.tokens.is(next, "varying") => next,
                _ if self.tokens.is(next + 1, "time") && self.tokens.is(next + 2, "zone") => next + 2,
                _ => return self.tokens.between(first, last),
            };
        }
    }

    pub fn object_types(&self, nodes: Nodes) -> Vec<TypeName> {
        let types = nodes.filter_map(|node| match node {
            Node::TypeName(it) => self.data_type(it),
            _ => None,
        });
        types.collect()
    }

    /// A routine or operator, named with its arguments.
    pub fn routine(&self, it: pb::ObjectWithArgs, object: Object, from: usize) -> Option<ObjectRef> {
        let (name, _) = self.named_from(name(it.objname())?, from);
        let arguments = (!it.args_unspecified()).then(|| self.object_types(it.objargs()));
        Some(ObjectRef { object, name, arguments, on: None })
    }
}

pub fn ranges<'t>(nodes: Nodes<'t>) -> impl Iterator<Item = pb::RangeVar<'t>> {
    nodes.filter_map(|node| match node {
        Node::RangeVar(range) => Some(range),
        _ => None,
    })
}

fn modifier(node: Node) -> Option<Modifier> {
    match node {
        Node::AConst(it) => match it.val() {
            Some(Node::Integer(number)) => Some(Modifier::Number(number.ival())),
            _ => plain(node).map(Modifier::Word),
        },
        Node::ColumnRef(it) => strings(it.fields()).last().map(|word| Modifier::Word(word.to_owned())),
        _ => None,
    }
}
