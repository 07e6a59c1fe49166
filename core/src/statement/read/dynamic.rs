//! SQL that a body puts together: what can be computed from constants is.

use crate::statement::{Constant, Expr, OperatorKind, Step};

/// What is known of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    One(String),
    Many(Vec<String>),
}

impl Value {
    /// in bytes
    fn size(&self) -> usize {
        match self {
            Value::One(text) => text.len(),
            Value::Many(list) => list.iter().map(|it| it.len() + size_of::<String>()).sum(),
        }
    }
}

/// The longest text that is put together, and the most that is known of all variables together, in bytes.
const LONGEST: usize = 1 << 16;
const MOST: usize = 1 << 18;
/// PostgreSQL's own limit.
const MOST_ARGUMENTS: usize = 100;

/// The variables of a body that have a known value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variables {
    /// by name; `r.name` for the field of a record
    known: Vec<(String, Value)>,
    /// the names of those whose value is never known
    pub never: Vec<String>,
}

impl Variables {
    pub fn set(&mut self, name: &str, value: Option<Value>) {
        let below = |known: &str, name: &str| known.strip_prefix(name).is_some_and(|it| it.starts_with('.'));
        self.known.retain(|(known, _)| known != name && !below(known, name));
        let size: usize = self.known.iter().map(|(_, it)| it.size()).sum();
        let never = self.never.iter().any(|it| it == name || below(name, it));
        let value = value.filter(|it| !never && size + it.size() <= MOST);
        self.known.extend(value.map(|value| (name.to_owned(), value)));
    }

    pub fn clear(&mut self) {
        self.known.clear();
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.known.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Keeps what is the same after one way and after another.
    pub fn agree(&mut self, other: &Variables) {
        self.known.retain(|(name, value)| other.get(name) == Some(value));
    }

    fn of(&self, expr: &Expr) -> Option<&Value> {
        match expr {
            Expr::Column(column) if !column.star => {
                let names: Vec<&str> = column.names.iter().map(|it| it.as_str()).collect();
                self.get(&names.join("."))
            }
            Expr::Parameter(number) => self.get(&format!("${number}")),
            // `(r).name`
            Expr::Part { value, steps } => match (&**value, steps.as_slice()) {
                (Expr::Column(column), [Step::Field(field)]) => {
                    self.get(&format!("{}.{field}", column.column()?))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Puts the value of a variable in its place.
    pub fn settle(&self, expr: &mut Expr) {
        let text = |it: &String| Expr::Constant(Constant::Text(it.clone()));
        match self.of(expr) {
            Some(Value::One(it)) => *expr = text(it),
            Some(Value::Many(list)) => *expr = Expr::Array(list.iter().map(text).collect()),
            None if matches!(expr, Expr::Constant(_)) => {}
            None => {
                if let Some(it) = self.text(expr) {
                    *expr = text(&it);
                }
            }
        }
    }

    /// The text that an expression is, where that is known.
    pub fn text(&self, expr: &Expr) -> Option<String> {
        self.any_text(expr).filter(|it| it.len() <= LONGEST)
    }

    fn any_text(&self, expr: &Expr) -> Option<String> {
        Some(match expr {
            Expr::Constant(Constant::Text(text) | Constant::Number(text)) => text.clone(),
            Expr::Constant(Constant::Integer(number)) => number.to_string(),
            Expr::Constant(Constant::Bool(value)) => value.to_string(),
            Expr::Cast { value, .. } => self.text(value)?,
            Expr::Coalesce(parts) => self.text(parts.first()?)?,
            Expr::Operator(it) if it.kind == OperatorKind::Plain && it.operator.name.as_str() == "||" => {
                self.text(it.left.as_ref()?)? + &self.text(&it.right)?
            }
            Expr::Operator(it) if it.kind == OperatorKind::Plain => {
                let number = |it: &Expr| self.text(it)?.parse::<i64>().ok();
                let (left, right) = (number(it.left.as_ref()?)?, number(&it.right)?);
                match it.operator.name.as_str() {
                    "+" => left.checked_add(right)?,
                    "-" => left.checked_sub(right)?,
                    "*" => left.checked_mul(right)?,
                    _ => return None,
                }
                .to_string()
            }
            Expr::Call(call) if call.arguments.len() <= MOST_ARGUMENTS => {
                let values = call.arguments.iter().map(|it| self.text(&it.value));
                let values: Vec<Option<String>> = values.collect();
                called(call.function.value.name.as_str(), &values)?
            }
            expr => match self.of(expr)? {
                Value::One(text) => text.clone(),
                Value::Many(_) => return None,
            },
        })
    }

    /// The elements of an array, where they are known.
    pub fn list(&self, expr: &Expr) -> Option<Vec<String>> {
        match expr {
            Expr::Array(elements) => {
                let mut room = LONGEST;
                let text = |element| {
                    let text = self.text(element)?;
                    room = room.checked_sub(text.len() + size_of::<String>())?;
                    Some(text)
                };
                elements.iter().map(text).collect()
            }
            Expr::Cast { value, .. } => self.list(value),
            Expr::Constant(Constant::Text(text)) => array_literal(text),
            Expr::Call(call) if call.function.value.name.as_str() == "string_to_array" => {
                let [text, by] = call.arguments.as_slice() else { return None };
                let (text, by) = (self.text(&text.value)?, self.text(&by.value)?);
                (!by.is_empty()).then(|| text.split(by.as_str()).map(str::to_owned).collect())
            }
            expr => match self.of(expr)? {
                Value::Many(list) => Some(list.clone()),
                Value::One(text) => array_literal(text),
            },
        }
    }

    pub fn value(&self, expr: &Expr) -> Option<Value> {
        match self.text(expr) {
            Some(text) => Some(Value::One(text)),
            None => self.list(expr).map(Value::Many),
        }
    }
}

/// `{a,b}`, without quotes and nesting.
fn array_literal(text: &str) -> Option<Vec<String>> {
    let inside = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    if inside.contains(['"', '{', '\\']) {
        return None;
    }
    let elements = inside.split(',').map(|it| it.trim().to_owned());
    Some(elements.filter(|it| !it.is_empty()).collect())
}

fn called(function: &str, values: &[Option<String>]) -> Option<String> {
    let first = || values.first().cloned().flatten();
    match function {
        "format" => format(&first()?, &values[1..]),
        "quote_ident" => Some(identifier(&first()?)),
        "quote_literal" | "quote_nullable" => Some(literal(&first()?)),
        "text" if values.len() == 1 => first(),
        "concat" => values.iter().cloned().collect(),
        "lower" => first().filter(|it| it.is_ascii()).map(|it| it.to_ascii_lowercase()),
        "upper" => first().filter(|it| it.is_ascii()).map(|it| it.to_ascii_uppercase()),
        "trim" | "btrim" if values.len() == 1 => Some(first()?.trim_matches(' ').to_owned()),
        _ => None,
    }
}

/// PostgreSQL's `format`: `%s`, `%I`, `%L`, `%%`, and `%2$I`. Widths are not read.
fn format(pattern: &str, values: &[Option<String>]) -> Option<String> {
    let mut made = String::new();
    let mut next = 0;
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        made.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some((number, behind)) = rest.split_once('$')
            && let Ok(number) = number.parse::<usize>()
        {
            next = number.checked_sub(1)?;
            rest = behind;
        }
        let kind = rest.chars().next().filter(|_| made.len() <= LONGEST)?;
        rest = &rest[kind.len_utf8()..];
        if kind == '%' {
            made.push('%');
            continue;
        }
        let value = values.get(next)?.as_ref()?;
        next += 1;
        match kind {
            's' => made.push_str(value),
            'I' => made.push_str(&identifier(value)),
            'L' => made.push_str(&literal(value)),
            _ => return None,
        }
    }
    Some(made + rest)
}

/// Quoted in any case: a keyword would need it, and other names mean the same.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if text.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}
