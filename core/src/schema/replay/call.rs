//! Functions that change the schema, called: `SELECT partition_for('orders')`.

use crate::schema::Schema;
use crate::schema::catalog::Function;
use crate::schema::failure::Done;
use crate::statement::{self as said, Call, Statement, Unread};
use std::rc::Rc;

/// Bodies inside bodies that are followed.
const DEEPEST: usize = 8;
/// How many bytes of functions are read because they are called.
const MOST: usize = 1 << 23;

/// The bodies that are run, and those that were read because they are called.
#[derive(Debug, Clone, Copy, Default)]
pub struct Calls {
    depth: usize,
    read: usize,
}

impl Calls {
    /// Whether a name may be that of a variable.
    pub fn in_body(&self) -> bool {
        self.depth > 0
    }
}

impl Schema {
    pub(super) fn run_body(&mut self, statements: &[Statement]) -> Done {
        self.calls.depth += 1;
        let done = self.run_inner(statements);
        self.calls.depth -= 1;
        done
    }

    /// Runs what the function does. Of one that could not be read whole an error proves nothing.
    pub(super) fn call(&mut self, call: &Call) -> Done {
        let Some(definition) = self.definition(call) else { return Ok(()) };
        self.calls.read += definition.len();
        if self.calls.depth == DEEPEST || self.calls.read > MOST {
            let why = format!("This calls {}, which was not followed so deep.", call.function.value.name);
            self.unread.push(Unread { span: self.origin.span, why });
            return Ok(());
        }
        let (statements, found) = said::called(&definition, call, self.origin.span, self.postgres);
        let before = self.unread.len();
        for Unread { why, .. } in found.unread {
            let why = format!("In {}, which is called here: {why}", call.function.value.name);
            self.unread.push(Unread { span: self.origin.span, why });
        }
        let mark = self.catalog.mark();
        let mut done = self.run_body(&statements);
        if self.unread.len() > before && done.is_err() {
            self.catalog.rewind(mark);
            done = Ok(());
        }
        done
    }

    /// The text of the one function that takes so many arguments, where it may change the schema.
    fn definition(&self, call: &Call) -> Option<Rc<str>> {
        let given = call.arguments.len();
        let fits = |it: &Function| {
            let inputs = it.arguments.iter().filter(|it| it.mode.is_input());
            let needed = inputs.clone().filter(|it| !it.default).count();
            (needed..=inputs.count()).contains(&given)
        };
        let named = self.functions_named(&call.function.value);
        let mut fitting =
            named.iter().filter_map(|id| self.catalog.get(*id)?.function()).filter(|it| fits(it));
        let first = fitting.next()?;
        if fitting.next().is_some() { None } else { first.definition.clone() }
    }
}
