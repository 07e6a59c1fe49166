//! What a function does when it is called.

use super::body::Found;
use super::dynamic::Variables;
use super::scene::{Scene, options};
use super::{Bench, plpgsql};
use crate::finding::Span;
use crate::statement::place::Place;
use crate::statement::tokens::Tokens;
use crate::statement::{Call, Do, Ident, Statement};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::Node;

/// Reads the function that `definition` creates as a call runs it, with what is known of the arguments. All its
/// statements stand at `span`, where the call does.
pub fn called(definition: &str, call: &Call, span: Span, postgres: u16) -> (Vec<Statement>, Do) {
    let whole = Span { start: 0, end: definition.len() };
    let place = Place::Within(span);
    let bench = Bench { text: definition, postgres, place, depth: 1 };
    let scene = Scene { bench: &bench, tokens: Tokens::new(definition, place, whole), start: 0 };
    let found = lockgate_grammar::parse(definition).ok().map(|tree| {
        tree.read(|node| match node {
            Some(Node::CreateFunctionStmt(it)) => scene.body_called(it, call),
            _ => Found::default(),
        })
    });
    let Found { statements, unread } = found.unwrap_or_default();
    let statements = statements.into_iter().map(|it| Statement { in_do: true, ..it }).collect();
    (statements, Do { language: Ident::folded("plpgsql"), dynamic: !unread.is_empty(), unread })
}

impl Scene<'_> {
    fn body_called(&self, it: pb::CreateFunctionStmt, call: &Call) -> Found {
        let said = self.function_options(it.options());
        let quoted = options(it.options()).find(|option| option.defname() == "as");
        let Some(quoted) = quoted.and_then(|it| self.quoted(it)) else { return Found::default() };
        let language = said.language.as_ref().map_or("", |it| it.value.as_str());
        self.body_statements(language, &quoted, &plpgsql::routine(it), self.arguments_of(it, call))
    }

    /// The arguments by name and by number: what the call gives them, or their defaults.
    fn arguments_of(&self, it: pb::CreateFunctionStmt, call: &Call) -> Variables {
        let (nothing, mut known) = (Variables::default(), Variables::default());
        let inputs = self.function_arguments(it.parameters()).into_iter().filter(|it| it.mode.is_input());
        for (at, argument) in inputs.enumerate() {
            let of_name = |it: &&crate::statement::Argument| it.name.is_some() && it.name == argument.name;
            let at_place = call.arguments.get(at).filter(|it| it.name.is_none());
            let given = at_place.or_else(|| call.arguments.iter().find(of_name)).map(|it| &it.value);
            let value = given.or(argument.default.as_ref()).and_then(|it| nothing.value(it));
            if let Some(name) = argument.name {
                known.set(name.as_str(), value.clone());
            }
            known.set(&format!("${}", at + 1), value);
        }
        known
    }
}
