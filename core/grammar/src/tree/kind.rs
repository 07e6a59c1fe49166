//! What a field can be: how it stands in PostgreSQL's struct, and how it is shown.

pub use super::memory::Value;
use super::memory::{self, NodeTag};
use super::{Fields, Node as AnyNode, Nodes as List};
use std::ffi::{c_char, c_long};

/// A type of field.
pub trait Kind {
    /// As it stands in the struct.
    type Stored;
    type Out<'a>;

    /// # Safety
    /// The field must stand in a struct that the parser made, which lives as long as it is borrowed.
    unsafe fn read(stored: &Self::Stored) -> Self::Out<'_>;
}

/// The value of any field, for those who look at all of them.
pub enum Seen<'a> {
    Text(&'a str),
    Number(i64),
    Bool(bool),
    Node(Option<AnyNode<'a>>),
    Nodes(List<'a>),
    View(Option<Box<dyn Fields<'a> + 'a>>),
}

pub use super::layouts::*;
pub use core::primitive::{bool, char, i16, i32, str, u32};

/// A number as long as a pointer.
pub enum Long {}
/// A node of any kind, or none.
pub enum Node {}
/// A list of nodes.
pub enum Nodes {}

impl Kind for str {
    type Stored = *const c_char;
    type Out<'a> = &'a str;

    unsafe fn read(stored: &*const c_char) -> &str {
        // SAFETY: as the caller says.
        unsafe { memory::text(*stored) }
    }
}

/// One letter, or none where it is 0.
impl Kind for char {
    type Stored = u8;
    type Out<'a> = &'a str;

    unsafe fn read(stored: &u8) -> &str {
        let letter = std::slice::from_ref(stored);
        if *stored == 0 { "" } else { std::str::from_utf8(letter).unwrap_or_default() }
    }
}

impl Kind for bool {
    type Stored = bool;
    type Out<'a> = bool;

    unsafe fn read(stored: &bool) -> bool {
        *stored
    }
}

macro_rules! numbers {
    ($($name:ident: $stored:ident => $number:ident)*) => {$(
        impl Kind for $name {
            type Stored = $stored;
            type Out<'a> = $number;

            unsafe fn read(stored: &$stored) -> $number {
                $number::from(*stored)
            }
        }
    )*};
}

numbers! { i16: i16 => i32 i32: i32 => i32 u32: u32 => u32 Long: c_long => i64 }

impl Kind for Node {
    type Stored = *const NodeTag;
    type Out<'a> = Option<AnyNode<'a>>;

    unsafe fn read(stored: &*const NodeTag) -> Option<AnyNode<'_>> {
        // SAFETY: as the caller says.
        unsafe { memory::node(*stored) }
    }
}

impl Kind for Nodes {
    type Stored = *const memory::Cells;
    type Out<'a> = List<'a>;

    unsafe fn read(stored: &*const memory::Cells) -> List<'_> {
        // SAFETY: as the caller says.
        unsafe { List::of(*stored) }
    }
}

impl Kind for Value {
    type Stored = Value;
    type Out<'a> = Option<AnyNode<'a>>;

    unsafe fn read(stored: &Value) -> Option<AnyNode<'_>> {
        // SAFETY: as the caller says, and its tag says what it is.
        (stored.tag != 0).then(|| unsafe { AnyNode::of(stored.tag, (&raw const *stored).cast()) })
    }
}

macro_rules! seen {
    ($($value:ty => $name:ident)*) => {$(
        impl<'a> From<$value> for Seen<'a> {
            fn from(value: $value) -> Seen<'a> {
                Seen::$name(value.into())
            }
        }
    )*};
}

seen! {
    &'a str => Text
    bool => Bool
    i32 => Number
    u32 => Number
    i64 => Number
    Option<AnyNode<'a>> => Node
    List<'a> => Nodes
}

/// Enumerations are those of `pg_query`, where 0 is `Undefined`, and so is what they do not know. Before them stands
/// the function that makes their number of PostgreSQL's.
macro_rules! enumerations {
    ($($number:ident: $($name:ident)*;)*) => {$($(
        pub use pg_query::protobuf::$name;

        impl Kind for $name {
            type Stored = i32;
            type Out<'a> = $name;

            unsafe fn read(stored: &i32) -> $name {
                $name::try_from($number(*stored)).unwrap_or_default()
            }
        }

        impl From<$name> for Seen<'_> {
            fn from(value: $name) -> Self {
                Seen::Number(value as i64)
            }
        }
    )*)*};
}

fn from_0(number: i32) -> i32 {
    number.wrapping_add(1)
}

fn strategy(number: i32) -> i32 {
    letter(number, "lrh")
}

fn mode(number: i32) -> i32 {
    letter(number, "iobvtd")
}

/// The place of a letter among those of an enumeration.
fn letter(number: i32, letters: &str) -> i32 {
    letters.bytes().zip(1..).find(|(letter, _)| i32::from(*letter) == number).map_or(0, |(_, place)| place)
}

enumerations! {
    from_0: AExprKind AlterPublicationAction AlterSubscriptionType AlterTsConfigType AlterTableType
        BoolExprType BoolTestType CteMaterialize CmdType CoercionContext CoercionForm ConstrType
        DefElemAction DiscardMode DropBehavior FetchDirection GrantTargetType GroupingSetKind
        ImportForeignSchemaType JoinType JsonBehaviorType JsonEncoding JsonExprOp JsonFormatType JsonQuotes
        JsonTableColumnType JsonValueType JsonWrapper LimitOption LockClauseStrength LockWaitPolicy
        MergeMatchKind MinMaxOp NullTestType ObjectType OnCommitAction OnConflictAction OverridingKind
        PublicationObjSpecType ReindexObjectType ReturningOptionKind RoleSpecType RoleStmtType
        SqlValueFunctionOp SetOperation SortByDir SortByNulls SubLinkType TransactionStmtKind VariableSetKind
        ViewCheckOption XmlExprOp XmlOptionType;
    strategy: PartitionStrategy;
    mode: FunctionParameterMode;
}
