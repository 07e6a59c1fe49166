//! What a field can be: how it is read, and what it is where it is absent.

use super::wire::{Message, Nodes as List, RawStmts as Statements};
use super::{Fields, Node as AnyNode};

/// A type of field.
pub trait Kind {
    type Out<'a>;
    fn read(message: Message<'_>, tag: u32) -> Self::Out<'_>;
    fn seen(message: Message<'_>, tag: u32) -> Seen<'_>;
}

/// The value of any field, for those who look at all of them.
pub enum Seen<'a> {
    Text(&'a str),
    Number(i64),
    Bool(bool),
    Node(Option<AnyNode<'a>>),
    Nodes(List<'a>),
    Statements(Statements<'a>),
    View(Option<Box<dyn Fields<'a> + 'a>>),
}

pub use super::marks::*;
pub use core::primitive::{bool, i32, i64, str, u32};

/// A node of any kind, or none.
pub enum Node {}
/// A list of nodes.
pub enum Nodes {}
/// A list of statements.
pub enum RawStmts {}

impl Kind for str {
    type Out<'a> = &'a str;

    fn read(message: Message<'_>, tag: u32) -> &'_ str {
        std::str::from_utf8(message.bytes(tag).unwrap_or_default()).unwrap_or_default()
    }

    fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
        Seen::Text(Self::read(message, tag))
    }
}

impl Kind for bool {
    type Out<'a> = bool;

    fn read(message: Message<'_>, tag: u32) -> bool {
        message.number(tag) != 0
    }

    fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
        Seen::Bool(Self::read(message, tag))
    }
}

/// Numbers keep the bits that their type has room for: a negative one comes with 64.
macro_rules! numbers {
    ($($number:ident)*) => {$(
        impl Kind for $number {
            type Out<'a> = $number;

            fn read(message: Message<'_>, tag: u32) -> $number {
                message.number(tag) as $number
            }

            fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
                Seen::Number(Self::read(message, tag) as i64)
            }
        }
    )*};
}

numbers!(i32 u32 i64);

impl Kind for Node {
    type Out<'a> = Option<AnyNode<'a>>;

    fn read(message: Message<'_>, tag: u32) -> Option<AnyNode<'_>> {
        message.bytes(tag).map(|bytes| AnyNode::of(Message(bytes)))
    }

    fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
        Seen::Node(Self::read(message, tag))
    }
}

impl Kind for Nodes {
    type Out<'a> = List<'a>;

    fn read(message: Message<'_>, tag: u32) -> List<'_> {
        List::of(message, tag)
    }

    fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
        Seen::Nodes(Self::read(message, tag))
    }
}

impl Kind for RawStmts {
    type Out<'a> = Statements<'a>;

    fn read(message: Message<'_>, tag: u32) -> Statements<'_> {
        Statements::of(message, tag)
    }

    fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
        Seen::Statements(Self::read(message, tag))
    }
}

/// Enumerations are those of `pg_query`; a value that they do not know is their first, `Undefined`.
macro_rules! enumerations {
    ($($name:ident)*) => {$(
        pub use pg_query::protobuf::$name;

        impl Kind for $name {
            type Out<'a> = $name;

            fn read(message: Message<'_>, tag: u32) -> $name {
                $name::try_from(message.number(tag) as i32).unwrap_or_default()
            }

            fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
                Seen::Number(Self::read(message, tag) as i64)
            }
        }
    )*};
}

enumerations! {
    AExprKind AlterPublicationAction AlterSubscriptionType AlterTsConfigType AlterTableType
    BoolExprType BoolTestType CteMaterialize CmdType CoercionContext CoercionForm ConstrType
    DefElemAction DiscardMode DropBehavior FetchDirection FunctionParameterMode GrantTargetType
    GroupingSetKind ImportForeignSchemaType JoinType JsonBehaviorType JsonEncoding JsonExprOp
    JsonFormatType JsonQuotes JsonTableColumnType JsonValueType JsonWrapper LimitOption
    LockClauseStrength LockWaitPolicy MergeMatchKind MinMaxOp NullTestType ObjectType OnCommitAction
    OnConflictAction OverridingKind PartitionRangeDatumKind PartitionStrategy PublicationObjSpecType
    ReindexObjectType ReturningOptionKind RoleSpecType RoleStmtType SqlValueFunctionOp SetOperation
    SortByDir SortByNulls SubLinkType TransactionStmtKind VariableSetKind ViewCheckOption XmlExprOp
    XmlOptionType
}
