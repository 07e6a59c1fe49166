//! Expressions: their types, how they vary, what they use.

use super::scope::Meaning;
use super::{Analyst, ItemColumn, Scope};
use crate::schema::catalog::{Builtin, DataType, Part, RelationKind, TypeName, Volatility};
use crate::schema::failure::failure;
use crate::statement::{
    ColumnRef, Constant, Expr, Operation, OperatorKind, SqlValue, Step, Subquery, SubqueryKind,
    TypeName as Written,
};

/// What is known of a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inferred {
    /// `unknown` for a literal that has no type yet
    pub data_type: Option<DataType>,
    pub volatility: Volatility,
}

impl Inferred {
    fn of(builtin: Builtin) -> Inferred {
        Inferred { data_type: Some(builtin.into()), volatility: Volatility::Immutable }
    }
}

impl Analyst<'_> {
    pub fn expr(&mut self, it: &Expr, scope: &Scope) -> Inferred {
        match it {
            Expr::Column(it) if it.star => Inferred::default(),
            Expr::Column(it) => Inferred {
                data_type: match self.column(it, scope) {
                    Meaning::Column(column) => column.data_type,
                    Meaning::Row(relation) => relation.map(DataType::object),
                    Meaning::Unknown => None,
                },
                ..Inferred::default()
            },
            Expr::Constant(it) => constant(it),
            Expr::Cast { value, to } => self.cast(value, to, scope),
            Expr::Call(it) => self.call(it, scope),
            Expr::Operator(it) => self.operation(it, scope),
            Expr::And(list) | Expr::Or(list) => self.typed(list, Some(Builtin::BOOL.into()), scope),
            Expr::Not(value) | Expr::Is { value, .. } => {
                self.typed([&**value], Some(Builtin::BOOL.into()), scope)
            }
            Expr::Case { value, whens, otherwise } => {
                let tested = value.as_deref().into_iter().chain(whens.iter().map(|(when, _)| when));
                let tests = self.typed(tested, None, scope);
                let results = whens.iter().map(|(_, then)| then).chain(otherwise.as_deref());
                let result = self.alike(results, scope);
                Inferred { volatility: result.volatility.max(tests.volatility), ..result }
            }
            Expr::Coalesce(list) | Expr::Greatest(list) | Expr::Least(list) => self.alike(list, scope),
            Expr::Array(list) => {
                let items = self.alike(list, scope);
                Inferred { data_type: items.data_type.map(array_of), ..items }
            }
            Expr::Row(list) => self.typed(list, Some(Builtin::RECORD.into()), scope),
            Expr::Part { value, steps } => self.part(value, steps, scope),
            Expr::Collate { value, .. } => self.expr(value, scope),
            Expr::Subquery(it) => self.subquery(it, scope),
            Expr::Value(it) => value(*it),
            Expr::Other { parts, .. } => self.typed(parts, None, scope),
            Expr::Parameter(_) | Expr::Default => Inferred::default(),
        }
    }

    /// Reads values for what they use; the type is given.
    pub fn typed<'e>(
        &mut self,
        list: impl IntoIterator<Item = &'e Expr>,
        data_type: Option<DataType>,
        scope: &Scope,
    ) -> Inferred {
        let volatility = list.into_iter().map(|it| self.expr(it, scope).volatility).max();
        Inferred { data_type, volatility: volatility.unwrap_or_default() }
    }

    /// Values that must have one type.
    fn alike<'e>(&mut self, list: impl IntoIterator<Item = &'e Expr>, scope: &Scope) -> Inferred {
        let mut all: Option<Inferred> = None;
        for expr in list {
            let it = self.expr(expr, scope);
            all = Some(match all {
                None => it,
                Some(before) => Inferred {
                    data_type: self.common(before.data_type, it.data_type),
                    volatility: before.volatility.max(it.volatility),
                },
            });
        }
        all.unwrap_or_default()
    }

    pub fn data_type(&mut self, it: &Written) -> Option<DataType> {
        match self.schema.resolve_type(it) {
            Ok(data_type) => {
                if let TypeName::Object(id) = data_type.name {
                    self.uses.insert((id, Part::Whole));
                }
                Some(data_type)
            }
            Err(failure) => {
                self.fail(failure);
                None
            }
        }
    }

    fn cast(&mut self, value: &Expr, to: &Written, scope: &Scope) -> Inferred {
        let from = self.expr(value, scope);
        let data_type = self.data_type(to);
        if data_type.as_ref().is_some_and(|it| it.is(Builtin::REGCLASS))
            && let Expr::Constant(Constant::Text(text)) = value
        {
            self.names_relation(text);
        }
        // Between timestamps with and without a zone the session's zone decides.
        let zoned = |it: &DataType| it.is(Builtin::TIMESTAMPTZ) || it.is(Builtin::TIMETZ);
        let stable = match (&from.data_type, &data_type) {
            // A literal is read once, when the statement is.
            (Some(a), Some(_)) if a.is(Builtin::UNKNOWN) => false,
            (Some(a), Some(b)) if is_text(a) => is_time(b),
            (Some(a), Some(b)) if is_text(b) => is_time(a),
            (Some(a), Some(b)) => a.name != b.name && (zoned(a) || zoned(b)),
            _ => false,
        };
        if let (Some(a), Some(b)) = (&from.data_type, &data_type) {
            self.can_cast(value, (a, b), scope);
        }
        let least = if stable { Volatility::Stable } else { Volatility::Immutable };
        Inferred { data_type, volatility: from.volatility.max(least) }
    }

    /// Fails where there is no cast, as far as it is sure what the value is.
    fn can_cast(&mut self, value: &Expr, (from, to): (&DataType, &DataType), scope: &Scope) {
        if let Err(failure) = self.schema.may_use_label(value, to) {
            self.fail(failure);
        }
        let sure = match value {
            Expr::Column(it) => self.of_table(it, scope).is_some(),
            value => matches!(value, Expr::Cast { .. } | Expr::Constant(_)),
        };
        if sure && !self.schema.casts(from, to, true) {
            let spelled = |it: &DataType| it.format_bare(&self.schema.catalog, self.schema.postgres);
            let what = format!("cannot cast type {} to {}", spelled(from), spelled(to));
            self.fail(failure("42846", what));
        }
    }

    /// The number of a column that a table has.
    fn of_table(&mut self, it: &ColumnRef, scope: &Scope) -> Option<u16> {
        let Meaning::Column(column) = self.column(it, scope) else { return None };
        let (id, number) = column.source?;
        let table = self.schema.catalog.get(id)?.relation()?.kind == RelationKind::Table;
        table.then_some(number)
    }

    /// The text of a `regclass` holds on to what it names.
    pub fn names_relation(&mut self, text: &str) {
        let found = crate::statement::Name::in_text(text).and_then(|name| self.schema.relation_id(&name));
        self.uses.extend(found.map(|id| (id, Part::Whole)));
    }

    fn operation(&mut self, it: &Operation, scope: &Scope) -> Inferred {
        let left = it.left.as_ref().map(|left| self.expr(left, scope)).unwrap_or_default();
        let right = self.expr(&it.right, scope);
        let volatility = left.volatility.max(right.volatility);
        let data_type = match it.kind {
            OperatorKind::NullIf => left.data_type,
            OperatorKind::Plain => {
                self.beside(it, [&left.data_type, &right.data_type], scope);
                let prefix = it.left.is_none();
                operated(it.operator.name.as_str(), prefix, left.data_type, right.data_type)
            }
            _ => Some(Builtin::BOOL.into()),
        };
        Inferred { data_type, volatility }
    }

    /// What a column stands beside: a number, or a label of its enum.
    fn beside(&mut self, it: &Operation, types: [&Option<DataType>; 2], scope: &Scope) {
        let Some(left) = &it.left else { return };
        let counted = ["+", "-", "=", "<>", "<", ">", "<=", ">="];
        for (value, of) in [(left, types[1]), (&it.right, types[0])] {
            let Some(of) = of else { continue };
            match value {
                Expr::Constant(_) => {
                    if let Err(failure) = self.schema.may_use_label(value, of) {
                        self.fail(failure);
                    }
                }
                Expr::Column(column)
                    if rank(of).is_some() && counted.contains(&it.operator.name.as_str()) =>
                {
                    self.counts(column, scope);
                }
                _ => {}
            }
        }
    }

    /// A column beside a number.
    fn counts(&mut self, it: &ColumnRef, scope: &Scope) {
        let Some(number) = self.of_table(it, scope) else { return };
        self.counts.push(number);
        if let Meaning::Column(ItemColumn { data_type: Some(of), .. }) = self.column(it, scope)
            && let Err(failure) = self.schema.can_count(&of)
        {
            self.fail(failure);
        }
    }

    fn part(&mut self, value: &Expr, steps: &[Step], scope: &Scope) -> Inferred {
        let whole = self.expr(value, scope);
        let mut data_type = whole.data_type;
        for step in steps {
            data_type = match step {
                Step::Field(field) => data_type.and_then(|it| self.field(&it, field)),
                Step::Index(index) => {
                    self.expr(index, scope);
                    data_type.map(|it| DataType { array: false, ..it })
                }
                Step::Slice(from, to) => {
                    self.typed(from.iter().chain(to), None, scope);
                    data_type
                }
                Step::Star => None,
            };
        }
        Inferred { data_type, ..whole }
    }

    fn field(&mut self, of: &DataType, name: &crate::statement::Ident) -> Option<DataType> {
        let TypeName::Object(id) = of.name else { return None };
        let column = self.schema.catalog.get(id)?.relation()?.column(name)?;
        self.uses.insert((id, Part::Column(column.number)));
        Some(column.data_type.clone())
    }

    fn subquery(&mut self, it: &Subquery, scope: &Scope) -> Inferred {
        if let Some(test) = &it.test {
            self.expr(test, scope);
        }
        let outputs = self.query(&it.query, Some(scope));
        let first = outputs.into_iter().next().and_then(|it| it.data_type);
        let data_type = match it.kind {
            SubqueryKind::Scalar => first,
            SubqueryKind::Array => first.map(array_of),
            _ => Some(Builtin::BOOL.into()),
        };
        Inferred { data_type, volatility: Volatility::Stable }
    }

    /// The type that two values are brought to, as for CASE and UNION.
    pub fn common(&self, a: Option<DataType>, b: Option<DataType>) -> Option<DataType> {
        let (a, b) = (a?, b?);
        if a == b || b.is(Builtin::UNKNOWN) {
            return Some(a);
        }
        if a.is(Builtin::UNKNOWN) {
            return Some(b);
        }
        if a.array == b.array && a.name == b.name {
            return Some(a.bare());
        }
        match (rank(&a), rank(&b)) {
            (Some(x), Some(y)) => Some(if x < y { b.bare() } else { a.bare() }),
            _ if b.is(Builtin::TEXT) || b.is(Builtin::TIMESTAMPTZ) => Some(b),
            _ => Some(a.bare()),
        }
    }
}

fn is_text(it: &DataType) -> bool {
    [Builtin::TEXT, Builtin::VARCHAR, Builtin::BPCHAR].iter().any(|text| it.is(*text))
}

/// How these are written depends on the session's settings.
fn is_time(it: &DataType) -> bool {
    let times = [
        Builtin::DATE,
        Builtin::TIME,
        Builtin::TIMETZ,
        Builtin::TIMESTAMP,
        Builtin::TIMESTAMPTZ,
        Builtin::INTERVAL,
    ];
    times.iter().any(|time| it.is(*time))
}

pub fn array_of(it: DataType) -> DataType {
    let it = if it.is(Builtin::UNKNOWN) { Builtin::TEXT.into() } else { it };
    DataType { array: true, ..it }
}

fn constant(it: &Constant) -> Inferred {
    Inferred::of(match it {
        Constant::Null | Constant::Text(_) => Builtin::UNKNOWN,
        Constant::Bool(_) => Builtin::BOOL,
        Constant::Integer(_) => Builtin::INT4,
        Constant::Number(digits) if digits.parse::<i64>().is_ok() => Builtin::INT8,
        Constant::Number(_) => Builtin::NUMERIC,
        Constant::Bits(_) => Builtin::BIT,
    })
}

fn value(it: SqlValue) -> Inferred {
    let data_type = match it {
        SqlValue::CurrentDate => Builtin::DATE,
        SqlValue::CurrentTime(_) => Builtin::TIMETZ,
        SqlValue::CurrentTimestamp(_) => Builtin::TIMESTAMPTZ,
        SqlValue::LocalTime(_) => Builtin::TIME,
        SqlValue::LocalTimestamp(_) => Builtin::TIMESTAMP,
        _ => Builtin::NAME,
    };
    Inferred { volatility: Volatility::Stable, ..Inferred::of(data_type) }
}

/// Numbers, from the narrowest.
const NUMBERS: [Builtin; 6] =
    [Builtin::INT2, Builtin::INT4, Builtin::INT8, Builtin::NUMERIC, Builtin::FLOAT4, Builtin::FLOAT8];

fn rank(it: &DataType) -> Option<usize> {
    NUMBERS.iter().position(|number| it.is(*number))
}

/// The type of an operator's result; `None` where that is not known.
fn operated(
    operator: &str,
    prefix: bool,
    left: Option<DataType>,
    right: Option<DataType>,
) -> Option<DataType> {
    const COMPARE: &[&str] = &[
        "=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*", "@>",
        "<@", "&&", "?", "?|", "?&", "@@", "@?", "%>", "<%", "^@",
    ];
    if prefix {
        return right;
    }
    if COMPARE.contains(&operator) {
        return Some(Builtin::BOOL.into());
    }
    let (left, right) = (left?, right?);
    match operator {
        "->>" | "#>>" => Some(Builtin::TEXT.into()),
        "&" | "|" | "#" if rank(&left).is_some() => arithmetic(operator, left, right),
        "->" | "#>" | "#-" | "&" | "|" | "#" | "<<" | ">>" => Some(left.bare()),
        "||" => Some(joined(left, right)),
        "<->" | "<#>" | "<=>" => Some(Builtin::FLOAT8.into()),
        "+" | "-" | "*" | "/" | "%" | "^" => arithmetic(operator, left, right),
        _ => None,
    }
}

fn joined(left: DataType, right: DataType) -> DataType {
    let keeps = |it: &DataType| {
        it.array || it.is(Builtin::JSONB) || it.is(Builtin::TSVECTOR) || it.is(Builtin::BYTEA)
    };
    match (keeps(&left), keeps(&right)) {
        (true, _) => left.bare(),
        (_, true) => right.bare(),
        _ => Builtin::TEXT.into(),
    }
}

fn arithmetic(operator: &str, left: DataType, right: DataType) -> Option<DataType> {
    let is_time = |it: &DataType| {
        [Builtin::TIMESTAMP, Builtin::TIMESTAMPTZ, Builtin::TIME, Builtin::TIMETZ].iter().any(|b| it.is(*b))
    };
    if left.is(Builtin::UNKNOWN) || right.is(Builtin::UNKNOWN) {
        let known = if left.is(Builtin::UNKNOWN) { right } else { left };
        return Some(known.bare());
    }
    if let (Some(a), Some(b)) = (rank(&left), rank(&right)) {
        let wide = if a >= 4 || b >= 4 { if a == b { a } else { 5 } } else { a.max(b) };
        let power = operator == "^" && wide != 3;
        return Some(if power { Builtin::FLOAT8.into() } else { NUMBERS[wide].into() });
    }
    let result = match (operator, left.is(Builtin::DATE), right.is(Builtin::DATE)) {
        ("-", true, true) => Builtin::INT4.into(),
        ("+" | "-", true, _) if right.is(Builtin::INTERVAL) => Builtin::TIMESTAMP.into(),
        ("+" | "-", true, _) => Builtin::DATE.into(),
        ("-", _, _) if is_time(&left) && is_time(&right) => Builtin::INTERVAL.into(),
        _ if is_time(&right) => right.bare(),
        _ if left.is(Builtin::INTERVAL) || right.is(Builtin::INTERVAL) && rank(&left).is_some() => {
            Builtin::INTERVAL.into()
        }
        _ => left.bare(),
    };
    Some(result)
}
