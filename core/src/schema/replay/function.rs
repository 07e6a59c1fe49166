//! Functions, procedures and aggregates.

use crate::schema::Schema;
use crate::schema::catalog::{
    Argument, ArgumentMode, Body, Builtin, DataType, Function, FunctionKind, Id, Link, Part, Space, TypeName,
    Volatility,
};
use crate::schema::failure::{DUPLICATE_FUNCTION, Done, INVALID_FUNCTION, failure};
use crate::statement::{self as said, CreateAggregate, CreateFunction, FunctionArgument, Ident, Name};

impl Schema {
    pub(super) fn create_function(&mut self, it: &CreateFunction) -> Done {
        let arguments = self.arguments(&it.arguments)?;
        let returns = self.returned(it, &arguments)?;
        let volatility = match it.options.volatility {
            Some(said::Volatility::Immutable) => Volatility::Immutable,
            Some(said::Volatility::Stable) => Volatility::Stable,
            _ => Volatility::Volatile,
        };
        let kind = match () {
            () if it.procedure => FunctionKind::Procedure,
            () if it.options.window => FunctionKind::Window,
            () => FunctionKind::Function,
        };
        let set = it.returns.as_ref().is_some_and(|it| it.set);
        let language = it.options.language.as_ref().map(|it| it.value.clone());
        let function = Function {
            kind,
            arguments,
            returns,
            returns_set: set,
            language: language.unwrap_or_else(|| Ident::folded("sql")),
            volatility,
            definition: it.definition.clone(),
        };
        let mut uses = self.default_uses(&it.arguments);
        if it.body.atomic {
            uses.extend(self.body_uses(&it.body.statements));
        }
        self.put_function(&it.name.value, it.or_replace, function, uses)
    }

    fn arguments(&self, said: &[FunctionArgument]) -> Done<Vec<Argument>> {
        let read = said.iter().map(|it| {
            Ok(Argument {
                mode: it.mode,
                name: it.name.clone(),
                data_type: self.resolve_type(&it.data_type)?.bare(),
                default: it.default.is_some(),
            })
        });
        read.collect()
    }

    /// The type of the result: what is said, or what the OUT arguments make of it.
    fn returned(&self, it: &CreateFunction, arguments: &[Argument]) -> Done<Option<DataType>> {
        let out: Vec<&Argument> = arguments
            .iter()
            .filter(|it| matches!(it.mode, ArgumentMode::Out | ArgumentMode::InOut | ArgumentMode::Table))
            .collect();
        Ok(match (&it.returns, out.as_slice()) {
            _ if it.procedure => None,
            (Some(said), _) => Some(self.resolve_type(said)?.bare()),
            (None, [one]) => Some(one.data_type.clone()),
            (None, []) => Some(Builtin::VOID.into()),
            (None, _) => Some(Builtin::RECORD.into()),
        })
    }

    fn default_uses(&self, said: &[FunctionArgument]) -> Vec<(Id, Part)> {
        let defaults = said.iter().filter_map(|it| it.default.as_ref());
        defaults.filter_map(|it| self.expression(it, None).ok()).flat_map(|(_, uses)| uses).collect()
    }

    /// The relations that statements read or write, with everything else that they mention.
    pub(super) fn body_uses(&self, statements: &[said::Statement]) -> Vec<(Id, Part)> {
        let mut names: Vec<Name> = Vec::new();
        let mut calls: Vec<Name> = Vec::new();
        let mut see = |mention: said::Mention| match mention {
            said::Mention::Relation { name, .. } => names.push(name.value.clone()),
            said::Mention::Function(call) => calls.push(call.function.value.clone()),
            _ => {}
        };
        for statement in statements {
            match &statement.kind {
                said::Kind::Select(it) => said::Walk::walk(&**it, &mut see),
                said::Kind::Insert(it) => said::Walk::walk(&**it, &mut see),
                said::Kind::Update(it) => said::Walk::walk(&**it, &mut see),
                said::Kind::Delete(it) => said::Walk::walk(&**it, &mut see),
                said::Kind::Merge(it) => said::Walk::walk(&**it, &mut see),
                _ => {}
            }
        }
        let relations = names.iter().filter_map(|it| self.relation_id(it));
        let functions = calls.iter().filter_map(|it| self.functions_named(it).first().copied());
        relations.chain(functions).map(|id| (id, Part::Whole)).collect()
    }

    fn put_function(
        &mut self,
        name: &Name,
        or_replace: bool,
        function: Function,
        uses: Vec<(Id, Part)>,
    ) -> Done {
        let schema = self.creation_schema(name)?;
        let known = self.catalog.find(Space::Function, Some(schema), &function.signature(&name.name));
        let types: Vec<DataType> = function
            .arguments
            .iter()
            .map(|it| it.data_type.clone())
            .chain(function.returns.clone())
            .collect();
        let id = match known {
            Some(id) => {
                if !or_replace {
                    let what = format!("function \"{}\" already exists with same argument types", name.name);
                    return Err(failure(DUPLICATE_FUNCTION, what));
                }
                self.can_replace(id, &function)?;
                for edge in self.catalog.needs(id) {
                    if edge.link != Link::Extension {
                        self.catalog.unlink(edge);
                    }
                }
                self.catalog.change(id, |object| object.body = Body::Function(function));
                id
            }
            None => {
                let object = self.born(name.name.clone(), Some(schema), Body::Function(function));
                self.catalog.add(object)
            }
        };
        for data_type in types {
            self.hold_type((id, Part::Whole), &data_type);
        }
        self.depend((id, Part::Whole), uses, Link::Normal);
        Ok(())
    }

    fn can_replace(&self, id: Id, new: &Function) -> Done {
        let Some(old) = self.catalog.get(id).and_then(|it| it.function()) else { return Ok(()) };
        let unsure = |it: &Option<DataType>| matches!(it, Some(DataType { name: TypeName::Unknown(_), .. }));
        if old.kind != new.kind {
            return Err(failure("42809", "cannot change routine kind"));
        }
        let changed = old.returns != new.returns || old.returns_set != new.returns_set;
        if changed && !unsure(&old.returns) && !unsure(&new.returns) {
            return Err(failure(INVALID_FUNCTION, "cannot change return type of existing function"));
        }
        let inputs = |it: &Function| -> Vec<Option<Ident>> {
            let inputs = it.arguments.iter();
            let inputs = inputs.filter(|it| !matches!(it.mode, ArgumentMode::Out | ArgumentMode::Table));
            inputs.map(|it| it.name.clone()).collect()
        };
        for (a, b) in inputs(old).into_iter().zip(inputs(new)) {
            if let Some(a) = a
                && Some(&a) != b.as_ref()
            {
                let what = format!("cannot change name of input parameter \"{a}\"");
                return Err(failure(INVALID_FUNCTION, what));
            }
        }
        let defaults = |it: &Function| it.arguments.iter().filter(|it| it.default).count();
        if defaults(new) < defaults(old) {
            return Err(failure(INVALID_FUNCTION, "cannot remove parameter defaults from existing function"));
        }
        Ok(())
    }

    /// `BASETYPE = int`, as before there were lists of arguments.
    fn old_argument(&self, it: &CreateAggregate) -> Option<Argument> {
        let parameter = it.parameters.iter().find(|it| it.name.as_str() == "basetype")?;
        let name = Name::in_text(parameter.value.as_deref()?)?;
        let builtin = Builtin::spelled(name.name.as_str());
        let own = || self.lookup(Space::Type, &name).map(DataType::object);
        let data_type = builtin.map(DataType::from).or_else(own)?;
        Some(Argument { mode: ArgumentMode::In, name: None, data_type, default: false })
    }

    pub(super) fn create_aggregate(&mut self, it: &CreateAggregate) -> Done {
        let mut arguments = self.arguments(&it.arguments)?;
        arguments.extend(self.old_argument(it));
        let function = Function {
            kind: FunctionKind::Aggregate,
            arguments,
            returns: None,
            returns_set: false,
            language: Ident::folded("internal"),
            volatility: Volatility::Immutable,
            definition: None,
        };
        let parameter = |name: &str| {
            let found = it.parameters.iter().find(|it| it.name.as_str() == name);
            found.and_then(|it| it.value.as_deref())
        };
        let called = parameter("sfunc").into_iter().chain(parameter("finalfunc"));
        let uses = called
            .filter_map(Name::in_text)
            .filter_map(|name| self.functions_named(&name).first().map(|id| (*id, Part::Whole)));
        let uses = uses.collect();
        self.put_function(&it.name.value, it.or_replace, function, uses)
    }
}
