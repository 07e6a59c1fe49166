//! libpg_query's tree, as views over the bytes in which the C library hands it over. Nothing is decoded before it is
//! asked for, nothing is copied, and nothing recurses.
//!
//! Names, types and tags are those of `pg_query.proto`. What only PostgreSQL's analyser makes, after the parser, is
//! left out. `tests/tree.rs` compares every field with what `pg_query` decodes.

/// Views with one method for each field: `name: tag kind`. An absent field is protobuf's default.
macro_rules! views {
    ($($name:ident { $($field:ident: $tag:literal $kind:ident),* })*) => {
        use super::{Fields, kind::{self, Kind, Seen}, wire::Message};

        $(
            #[derive(Clone, Copy)]
            // Some have no field.
            #[allow(dead_code)]
            pub struct $name<'a>(Message<'a>);

            impl<'a> $name<'a> {
                pub(super) fn of(message: Message<'a>) -> $name<'a> {
                    $name(message)
                }

                $(
                    pub fn $field(self) -> <kind::$kind as Kind>::Out<'a> {
                        <kind::$kind as Kind>::read(self.0, $tag)
                    }
                )*
            }

            impl<'a> Fields<'a> for $name<'a> {
                fn each(&self, _see: &mut dyn FnMut(&'static str, Seen<'a>)) {
                    $(_see(stringify!($field), <kind::$kind as Kind>::seen(self.0, $tag));)*
                }
            }
        )*

        /// What names these views in lists of fields. Some stand only where any node may.
        #[allow(dead_code)]
        pub mod marks {
            use super::{Kind, Message, Seen};

            $(
                pub enum $name {}

                impl Kind for $name {
                    type Out<'a> = Option<super::$name<'a>>;

                    fn read(message: Message<'_>, tag: u32) -> Option<super::$name<'_>> {
                        message.bytes(tag).map(|bytes| super::$name::of(Message(bytes)))
                    }

                    fn seen(message: Message<'_>, tag: u32) -> Seen<'_> {
                        Seen::View(Self::read(message, tag).map(|it| Box::new(it) as _))
                    }
                }
            )*
        }
    };
}

mod expressions;
mod kind;
mod nodes;
mod statements;
mod wire;

/// What names the views in lists of fields.
mod marks {
    pub use super::{expressions::marks::*, nodes::marks::*, statements::marks::*};
}

pub use expressions::{
    AArrayExpr, AExpr, AIndices, AIndirection, AStar, Alias, BoolExpr, BooleanTest, CaseExpr, CaseWhen,
    CoalesceExpr, CollateClause, ColumnRef, CurrentOfExpr, FuncCall, GroupingFunc, IntoClause, JoinExpr,
    JsonAggConstructor, JsonArgument, JsonArrayAgg, JsonArrayConstructor, JsonArrayQueryConstructor,
    JsonBehavior, JsonFormat, JsonFuncExpr, JsonIsPredicate, JsonKeyValue, JsonObjectAgg,
    JsonObjectConstructor, JsonOutput, JsonParseExpr, JsonReturning, JsonScalarExpr, JsonSerializeExpr,
    JsonTable, JsonTableColumn, JsonTablePathSpec, JsonValueExpr, MergeSupportFunc, MinMaxExpr,
    MultiAssignRef, NamedArgExpr, NullTest, ParamRef, RangeFunction, RangeSubselect, RangeTableFunc,
    RangeTableFuncCol, RangeTableSample, RangeVar, ResTarget, RowExpr, SQLValueFunction, SetToDefault,
    SortBy, SubLink, TypeCast, WindowDef, XmlExpr,
};
pub use kind::Seen;
pub use nodes::{
    AConst, ATAlterConstraint, AccessPriv, AlterTableCmd, BitString, Boolean, CTECycleClause,
    CTESearchClause, ColumnDef, CommonTableExpr, Constraint, CreateOpClassItem, DefElem, Float,
    FunctionParameter, GroupingSet, IndexElem, InferClause, Integer, List, LockingClause, MergeWhenClause,
    ObjectWithArgs, OnConflictClause, PartitionBoundSpec, PartitionCmd, PartitionElem, PartitionRangeDatum,
    PartitionSpec, PublicationObjSpec, PublicationTable, ReturningClause, ReturningOption, RoleSpec,
    StatsElem, String, TableLikeClause, TriggerTransition, TypeName, VacuumRelation, WithClause,
    XmlSerialize,
};
pub use pg_query::protobuf::{
    AExprKind, AlterPublicationAction, AlterSubscriptionType, AlterTableType, AlterTsConfigType,
    BoolExprType, BoolTestType, CmdType, CoercionContext, CoercionForm, ConstrType, CteMaterialize,
    DefElemAction, DiscardMode, DropBehavior, FetchDirection, FunctionParameterMode, GrantTargetType,
    GroupingSetKind, ImportForeignSchemaType, JoinType, JsonBehaviorType, JsonEncoding, JsonExprOp,
    JsonFormatType, JsonQuotes, JsonTableColumnType, JsonValueType, JsonWrapper, LimitOption,
    LockClauseStrength, LockWaitPolicy, MergeMatchKind, MinMaxOp, NullTestType, ObjectType, OnCommitAction,
    OnConflictAction, OverridingKind, PartitionRangeDatumKind, PartitionStrategy, PublicationObjSpecType,
    ReindexObjectType, ReturningOptionKind, RoleSpecType, RoleStmtType, SetOperation, SortByDir, SortByNulls,
    SqlValueFunctionOp, SubLinkType, TransactionStmtKind, VariableSetKind, ViewCheckOption, XmlExprOp,
    XmlOptionType,
};
pub use statements::{
    AlterCollationStmt, AlterDatabaseRefreshCollStmt, AlterDatabaseSetStmt, AlterDatabaseStmt,
    AlterDefaultPrivilegesStmt, AlterDomainStmt, AlterEnumStmt, AlterEventTrigStmt,
    AlterExtensionContentsStmt, AlterExtensionStmt, AlterFdwStmt, AlterForeignServerStmt, AlterFunctionStmt,
    AlterObjectDependsStmt, AlterObjectSchemaStmt, AlterOpFamilyStmt, AlterOperatorStmt, AlterOwnerStmt,
    AlterPolicyStmt, AlterPublicationStmt, AlterRoleSetStmt, AlterRoleStmt, AlterSeqStmt, AlterStatsStmt,
    AlterSubscriptionStmt, AlterSystemStmt, AlterTSConfigurationStmt, AlterTSDictionaryStmt,
    AlterTableMoveAllStmt, AlterTableSpaceOptionsStmt, AlterTableStmt, AlterTypeStmt, AlterUserMappingStmt,
    CallStmt, CheckPointStmt, ClosePortalStmt, ClusterStmt, CommentStmt, CompositeTypeStmt,
    ConstraintsSetStmt, CopyStmt, CreateAmStmt, CreateCastStmt, CreateConversionStmt, CreateDomainStmt,
    CreateEnumStmt, CreateEventTrigStmt, CreateExtensionStmt, CreateFdwStmt, CreateForeignServerStmt,
    CreateForeignTableStmt, CreateFunctionStmt, CreateOpClassStmt, CreateOpFamilyStmt, CreatePLangStmt,
    CreatePolicyStmt, CreatePublicationStmt, CreateRangeStmt, CreateRoleStmt, CreateSchemaStmt,
    CreateSeqStmt, CreateStatsStmt, CreateStmt, CreateSubscriptionStmt, CreateTableAsStmt,
    CreateTableSpaceStmt, CreateTransformStmt, CreateTrigStmt, CreateUserMappingStmt, CreatedbStmt,
    DeallocateStmt, DeclareCursorStmt, DefineStmt, DeleteStmt, DiscardStmt, DoStmt, DropOwnedStmt,
    DropRoleStmt, DropStmt, DropSubscriptionStmt, DropTableSpaceStmt, DropUserMappingStmt, DropdbStmt,
    ExecuteStmt, ExplainStmt, FetchStmt, GrantRoleStmt, GrantStmt, ImportForeignSchemaStmt, IndexStmt,
    InsertStmt, ListenStmt, LoadStmt, LockStmt, MergeStmt, NotifyStmt, ParseResult, PrepareStmt, RawStmt,
    ReassignOwnedStmt, RefreshMatViewStmt, ReindexStmt, RenameStmt, ReplicaIdentityStmt, ReturnStmt,
    RuleStmt, SecLabelStmt, SelectStmt, TransactionStmt, TruncateStmt, UnlistenStmt, UpdateStmt, VacuumStmt,
    VariableSetStmt, VariableShowStmt, ViewStmt,
};
pub use wire::{Nodes, RawStmts};

/// What has fields.
pub trait Fields<'a> {
    /// Calls `see` with the name and the value of each.
    fn each(&self, see: &mut dyn FnMut(&'static str, Seen<'a>));
}

/// The whole tree in the bytes of the C library.
pub(crate) fn of(bytes: &[u8]) -> ParseResult<'_> {
    ParseResult::of(wire::Message(bytes))
}

macro_rules! node_kinds {
    ($($tag:literal $name:ident),* $(,)?) => {
        /// A node of any kind.
        #[derive(Clone, Copy)]
        pub enum Node<'a> {
            $($name($name<'a>),)*
            /// an empty place in a list, or a kind that the parser does not make
            Absent,
        }

        impl<'a> Node<'a> {
            /// A node is a message whose one field says by its tag what it is.
            fn of(message: wire::Message<'a>) -> Node<'a> {
                match message.fields().next() {
                    $(Some(($tag, wire::Wire::Bytes(bytes))) => Node::$name($name::of(wire::Message(bytes))),)*
                    _ => Node::Absent,
                }
            }

            /// The name of its kind, and its fields.
            pub fn fields(self) -> (&'static str, Option<Box<dyn Fields<'a> + 'a>>) {
                match self {
                    $(Node::$name(it) => (stringify!($name), Some(Box::new(it))),)*
                    Node::Absent => ("Absent", None),
                }
            }
        }
    };
}

node_kinds! {
    1 Alias, 2 RangeVar, 4 IntoClause, 8 GroupingFunc, 11 MergeSupportFunc, 14 NamedArgExpr, 19 BoolExpr, 20
    SubLink, 30 CaseExpr, 31 CaseWhen, 34 RowExpr, 36 CoalesceExpr, 37 MinMaxExpr, 38 SQLValueFunction, 39
    XmlExpr, 40 JsonFormat, 41 JsonReturning, 42 JsonValueExpr, 44 JsonIsPredicate, 45 JsonBehavior, 50
    NullTest, 51 BooleanTest, 55 SetToDefault, 56 CurrentOfExpr, 62 JoinExpr, 66 TypeName, 67 ColumnRef, 68
    ParamRef, 69 AExpr, 70 TypeCast, 71 CollateClause, 72 RoleSpec, 73 FuncCall, 74 AStar, 75 AIndices, 76
    AIndirection, 77 AArrayExpr, 78 ResTarget, 79 MultiAssignRef, 80 SortBy, 81 WindowDef, 82 RangeSubselect, 83
    RangeFunction, 84 RangeTableFunc, 85 RangeTableFuncCol, 86 RangeTableSample, 87 ColumnDef, 88
    TableLikeClause, 89 IndexElem, 90 DefElem, 91 LockingClause, 92 XmlSerialize, 93 PartitionElem, 94
    PartitionSpec, 95 PartitionBoundSpec, 96 PartitionRangeDatum, 97 PartitionCmd, 104 GroupingSet, 107
    WithClause, 108 InferClause, 109 OnConflictClause, 110 CTESearchClause, 111 CTECycleClause, 112
    CommonTableExpr, 113 MergeWhenClause, 114 ReturningOption, 115 ReturningClause, 116 TriggerTransition, 117
    JsonOutput, 118 JsonArgument, 119 JsonFuncExpr, 120 JsonTablePathSpec, 121 JsonTable, 122 JsonTableColumn,
    123 JsonKeyValue, 124 JsonParseExpr, 125 JsonScalarExpr, 126 JsonSerializeExpr, 127 JsonObjectConstructor,
    128 JsonArrayConstructor, 129 JsonArrayQueryConstructor, 130 JsonAggConstructor, 131 JsonObjectAgg, 132
    JsonArrayAgg, 133 RawStmt, 134 InsertStmt, 135 DeleteStmt, 136 UpdateStmt, 137 MergeStmt, 138 SelectStmt,
    140 ReturnStmt, 142 CreateSchemaStmt, 143 AlterTableStmt, 144 AlterTableCmd, 145 ATAlterConstraint, 146
    ReplicaIdentityStmt, 147 AlterCollationStmt, 148 AlterDomainStmt, 149 GrantStmt, 150 ObjectWithArgs, 151
    AccessPriv, 152 GrantRoleStmt, 153 AlterDefaultPrivilegesStmt, 154 CopyStmt, 155 VariableSetStmt, 156
    VariableShowStmt, 157 CreateStmt, 158 Constraint, 159 CreateTableSpaceStmt, 160 DropTableSpaceStmt, 161
    AlterTableSpaceOptionsStmt, 162 AlterTableMoveAllStmt, 163 CreateExtensionStmt, 164 AlterExtensionStmt, 165
    AlterExtensionContentsStmt, 166 CreateFdwStmt, 167 AlterFdwStmt, 168 CreateForeignServerStmt, 169
    AlterForeignServerStmt, 170 CreateForeignTableStmt, 171 CreateUserMappingStmt, 172 AlterUserMappingStmt, 173
    DropUserMappingStmt, 174 ImportForeignSchemaStmt, 175 CreatePolicyStmt, 176 AlterPolicyStmt, 177
    CreateAmStmt, 178 CreateTrigStmt, 179 CreateEventTrigStmt, 180 AlterEventTrigStmt, 181 CreatePLangStmt, 182
    CreateRoleStmt, 183 AlterRoleStmt, 184 AlterRoleSetStmt, 185 DropRoleStmt, 186 CreateSeqStmt, 187
    AlterSeqStmt, 188 DefineStmt, 189 CreateDomainStmt, 190 CreateOpClassStmt, 191 CreateOpClassItem, 192
    CreateOpFamilyStmt, 193 AlterOpFamilyStmt, 194 DropStmt, 195 TruncateStmt, 196 CommentStmt, 197
    SecLabelStmt, 198 DeclareCursorStmt, 199 ClosePortalStmt, 200 FetchStmt, 201 IndexStmt, 202 CreateStatsStmt,
    203 StatsElem, 204 AlterStatsStmt, 205 CreateFunctionStmt, 206 FunctionParameter, 207 AlterFunctionStmt, 208
    DoStmt, 210 CallStmt, 212 RenameStmt, 213 AlterObjectDependsStmt, 214 AlterObjectSchemaStmt, 215
    AlterOwnerStmt, 216 AlterOperatorStmt, 217 AlterTypeStmt, 218 RuleStmt, 219 NotifyStmt, 220 ListenStmt, 221
    UnlistenStmt, 222 TransactionStmt, 223 CompositeTypeStmt, 224 CreateEnumStmt, 225 CreateRangeStmt, 226
    AlterEnumStmt, 227 ViewStmt, 228 LoadStmt, 229 CreatedbStmt, 230 AlterDatabaseStmt, 231
    AlterDatabaseRefreshCollStmt, 232 AlterDatabaseSetStmt, 233 DropdbStmt, 234 AlterSystemStmt, 235
    ClusterStmt, 236 VacuumStmt, 237 VacuumRelation, 238 ExplainStmt, 239 CreateTableAsStmt, 240
    RefreshMatViewStmt, 241 CheckPointStmt, 242 DiscardStmt, 243 LockStmt, 244 ConstraintsSetStmt, 245
    ReindexStmt, 246 CreateConversionStmt, 247 CreateCastStmt, 248 CreateTransformStmt, 249 PrepareStmt, 250
    ExecuteStmt, 251 DeallocateStmt, 252 DropOwnedStmt, 253 ReassignOwnedStmt, 254 AlterTSDictionaryStmt, 255
    AlterTSConfigurationStmt, 256 PublicationTable, 257 PublicationObjSpec, 258 CreatePublicationStmt, 259
    AlterPublicationStmt, 260 CreateSubscriptionStmt, 261 AlterSubscriptionStmt, 262 DropSubscriptionStmt, 263
    Integer, 264 Float, 265 Boolean, 266 String, 267 BitString, 268 List, 271 AConst,
}
