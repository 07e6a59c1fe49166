//! What is refused of a query, and what it does besides reading: `SELECT set_config('search_path', …)`.

use crate::schema::Schema;
use crate::schema::failure::Done;
use crate::schema::infer::Analyst;
use crate::statement::{Body, Constant, Expr, Query};

impl Schema {
    pub(super) fn select(&mut self, it: &Query) -> Done {
        let mut analyst = Analyst::new(self);
        analyst.query(it, None);
        // Names that are not found may be a function's own.
        if let Some(failure) = analyst.failure.filter(|it| !it.missing) {
            return Err(failure);
        }
        let Body::Select(select) = &it.body else { return Ok(()) };
        for target in &select.targets {
            let Expr::Call(call) = &target.value else { continue };
            let arguments: Vec<&Expr> = call.arguments.iter().map(|it| &it.value).collect();
            if let ("set_config", [name, value, local]) =
                (call.function.value.name.as_str(), arguments.as_slice())
                && let (Some(name), Some(value)) = (name.text(), value.text())
            {
                self.set_config(name, value, **local == Expr::Constant(Constant::Bool(true)));
            }
        }
        Ok(())
    }
}
