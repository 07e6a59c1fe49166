//! PostgreSQL's own tree, as views over the structs that its parser made. Nothing is decoded before it is asked for,
//! nothing is copied, and nothing recurses.
//!
//! Names are those of `pg_query.proto`; the fields stand in the order of PostgreSQL 18's `nodes/parsenodes.h` and
//! `nodes/primnodes.h`, all of them, because the order says where each one lies. What only PostgreSQL's analyser
//! makes, after the parser, is left out. `tests/tree.rs` compares every field with what `pg_query` decodes.

/// Views with one method for each field: `name: kind`. A struct that begins with another one instead of its tag names
/// it: `name: base`.
macro_rules! views {
    ($($name:ident $(: $base:ident)? { $($field:ident: $kind:ident),* })*) => {
        use super::{Fields, kind::{self, Kind, Seen}, memory::NodeTag};

        $(
            #[derive(Clone, Copy)]
            // Some have no field.
            #[allow(dead_code)]
            pub struct $name<'a>(&'a layouts::$name);

            impl<'a> $name<'a> {
                /// # Safety
                /// The parser must have made a node of this kind there, which lives as long as the view.
                pub(super) unsafe fn of(node: *const NodeTag) -> $name<'a> {
                    // SAFETY: as the caller says.
                    $name(unsafe { &*node.cast() })
                }

                $(
                    pub fn base_stmt(self) -> $base<'a> {
                        $base(&self.0.head)
                    }
                )?

                $(
                    pub fn $field(self) -> <kind::$kind as Kind>::Out<'a> {
                        // SAFETY: there is no view but of what the parser made.
                        unsafe { <kind::$kind as Kind>::read(&self.0.$field) }
                    }
                )*
            }

            impl<'a> Fields<'a> for $name<'a> {
                fn kind(&self) -> &'static str {
                    stringify!($name)
                }

                fn each(&self, _see: &mut dyn FnMut(&'static str, Seen<'a>)) {
                    $(_see("base_stmt", Seen::View(Some(Box::new($base(&self.0.head)))));)?
                    $(_see(stringify!($field), Seen::from((*self).$field()));)*
                }
            }
        )*

        /// PostgreSQL's structs. As the kind of a field, a pointer to one. Some stand only where any node may.
        #[allow(dead_code)]
        pub mod layouts {
            use super::{Kind, NodeTag, Seen, kind};

            macro_rules! head {
                () => { NodeTag };
                ($it:ident) => { $it };
            }

            $(
                #[repr(C)]
                pub struct $name {
                    pub(super) head: head!($($base)?),
                    $(pub(super) $field: <kind::$kind as Kind>::Stored,)*
                }

                impl<'a> From<Option<super::$name<'a>>> for Seen<'a> {
                    fn from(view: Option<super::$name<'a>>) -> Seen<'a> {
                        Seen::View(view.map(|it| Box::new(it) as _))
                    }
                }

                impl Kind for $name {
                    type Stored = *const $name;
                    type Out<'a> = Option<super::$name<'a>>;

                    unsafe fn read(stored: &*const $name) -> Option<super::$name<'_>> {
                        // SAFETY: as the caller says.
                        unsafe { stored.as_ref() }.map(super::$name)
                    }
                }
            )*
        }
    };
}

mod expressions;
pub(crate) mod kind;
pub(crate) mod memory;
mod nodes;
mod statements;

mod layouts {
    pub use super::{expressions::layouts::*, nodes::layouts::*, statements::layouts::*};
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
pub(crate) use memory::Cells;
pub use memory::{List, Nodes};
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) use memory::{NodeTag, node};
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) use nodes::layouts::TypeName as TypeNameStruct;
pub use nodes::{
    AConst, ATAlterConstraint, AccessPriv, AlterTableCmd, BitString, Boolean, CTECycleClause,
    CTESearchClause, ColumnDef, CommonTableExpr, Constraint, CreateOpClassItem, DefElem, Float,
    FunctionParameter, GroupingSet, IndexElem, InferClause, Integer, LockingClause, MergeWhenClause,
    ObjectWithArgs, OnConflictClause, PartitionBoundSpec, PartitionCmd, PartitionElem, PartitionSpec,
    PublicationObjSpec, PublicationTable, ReturningClause, ReturningOption, RoleSpec, StatsElem, String,
    TableLikeClause, TriggerTransition, TypeName, VacuumRelation, WithClause, XmlSerialize,
};
pub use pg_query::protobuf::{
    AExprKind, AlterPublicationAction, AlterSubscriptionType, AlterTableType, AlterTsConfigType,
    BoolExprType, BoolTestType, CmdType, CoercionContext, CoercionForm, ConstrType, CteMaterialize,
    DefElemAction, DiscardMode, DropBehavior, FetchDirection, FunctionParameterMode, GrantTargetType,
    GroupingSetKind, ImportForeignSchemaType, JoinType, JsonBehaviorType, JsonEncoding, JsonExprOp,
    JsonFormatType, JsonQuotes, JsonTableColumnType, JsonValueType, JsonWrapper, LimitOption,
    LockClauseStrength, LockWaitPolicy, MergeMatchKind, MinMaxOp, NullTestType, ObjectType, OnCommitAction,
    OnConflictAction, OverridingKind, PartitionStrategy, PublicationObjSpecType, ReindexObjectType,
    ReturningOptionKind, RoleSpecType, RoleStmtType, SetOperation, SortByDir, SortByNulls,
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
    InsertStmt, ListenStmt, LoadStmt, LockStmt, MergeStmt, NotifyStmt, PrepareStmt, RawStmt,
    ReassignOwnedStmt, RefreshMatViewStmt, ReindexStmt, RenameStmt, ReplicaIdentityStmt, ReturnStmt,
    RuleStmt, SecLabelStmt, SelectStmt, TransactionStmt, TruncateStmt, UnlistenStmt, UpdateStmt, VacuumStmt,
    VariableSetStmt, VariableShowStmt, ViewStmt,
};

/// What has fields.
pub trait Fields<'a> {
    /// The name of its kind.
    fn kind(&self) -> &'static str;
    /// Calls `see` with the name and the value of each.
    fn each(&self, see: &mut dyn FnMut(&'static str, Seen<'a>));
}

macro_rules! node_kinds {
    ($($tag:literal $name:ident),* $(,)?) => {
        /// A node of any kind.
        #[derive(Clone, Copy)]
        #[repr(u16)]
        pub enum Node<'a> {
            /// an empty place in a list, or a kind that the parser does not make
            Absent = 0,
            $($name($name<'a>) = $tag,)*
        }

        impl<'a> Node<'a> {
            /// # Safety
            /// There must be a node of the parser's with this tag, which lives as long as the view.
            unsafe fn of(tag: memory::NodeTag, node: *const memory::NodeTag) -> Node<'a> {
                match tag {
                    // SAFETY: as the caller says, and the tag says of which kind it is.
                    $($tag => Node::$name(unsafe { $name::of(node) }),)*
                    _ => Node::Absent,
                }
            }

            pub fn fields(self) -> Option<Box<dyn Fields<'a> + 'a>> {
                match self {
                    $(Node::$name(it) => Some(Box::new(it)),)*
                    Node::Absent => None,
                }
            }
        }
    };
}

// The numbers are those of `nodes/nodetags.h`.
node_kinds! {
    1 List, 2 Alias, 3 RangeVar, 5 IntoClause, 10 GroupingFunc, 13 MergeSupportFunc, 16 NamedArgExpr,
    21 BoolExpr, 22 SubLink, 32 CaseExpr, 33 CaseWhen, 36 RowExpr, 38 CoalesceExpr, 39 MinMaxExpr,
    40 SQLValueFunction, 41 XmlExpr, 42 JsonFormat, 43 JsonReturning, 44 JsonValueExpr, 46 JsonIsPredicate,
    47 JsonBehavior, 52 NullTest, 53 BooleanTest, 57 SetToDefault, 58 CurrentOfExpr, 64 JoinExpr, 68 TypeName,
    69 ColumnRef, 70 ParamRef, 71 AExpr, 72 AConst, 73 TypeCast, 74 CollateClause, 75 RoleSpec, 76 FuncCall,
    77 AStar, 78 AIndices, 79 AIndirection, 80 AArrayExpr, 81 ResTarget, 82 MultiAssignRef, 83 SortBy,
    84 WindowDef, 85 RangeSubselect, 86 RangeFunction, 87 RangeTableFunc, 88 RangeTableFuncCol,
    89 RangeTableSample, 90 ColumnDef, 91 TableLikeClause, 92 IndexElem, 93 DefElem, 94 LockingClause,
    95 XmlSerialize, 96 PartitionElem, 97 PartitionSpec, 98 PartitionBoundSpec,
    100 PartitionCmd, 107 GroupingSet, 110 WithClause, 111 InferClause, 112 OnConflictClause,
    113 CTESearchClause, 114 CTECycleClause, 115 CommonTableExpr, 116 MergeWhenClause, 117 ReturningOption,
    118 ReturningClause, 119 TriggerTransition, 120 JsonOutput, 121 JsonArgument, 122 JsonFuncExpr,
    123 JsonTablePathSpec, 124 JsonTable, 125 JsonTableColumn, 126 JsonKeyValue, 127 JsonParseExpr,
    128 JsonScalarExpr, 129 JsonSerializeExpr, 130 JsonObjectConstructor, 131 JsonArrayConstructor,
    132 JsonArrayQueryConstructor, 133 JsonAggConstructor, 134 JsonObjectAgg, 135 JsonArrayAgg, 136 RawStmt,
    137 InsertStmt, 138 DeleteStmt, 139 UpdateStmt, 140 MergeStmt, 141 SelectStmt, 143 ReturnStmt,
    145 CreateSchemaStmt, 146 AlterTableStmt, 147 AlterTableCmd, 148 ATAlterConstraint, 149 ReplicaIdentityStmt,
    150 AlterCollationStmt, 151 AlterDomainStmt, 152 GrantStmt, 153 ObjectWithArgs, 154 AccessPriv,
    155 GrantRoleStmt, 156 AlterDefaultPrivilegesStmt, 157 CopyStmt, 158 VariableSetStmt, 159 VariableShowStmt,
    160 CreateStmt, 161 Constraint, 162 CreateTableSpaceStmt, 163 DropTableSpaceStmt,
    164 AlterTableSpaceOptionsStmt, 165 AlterTableMoveAllStmt, 166 CreateExtensionStmt, 167 AlterExtensionStmt,
    168 AlterExtensionContentsStmt, 169 CreateFdwStmt, 170 AlterFdwStmt, 171 CreateForeignServerStmt,
    172 AlterForeignServerStmt, 173 CreateForeignTableStmt, 174 CreateUserMappingStmt, 175 AlterUserMappingStmt,
    176 DropUserMappingStmt, 177 ImportForeignSchemaStmt, 178 CreatePolicyStmt, 179 AlterPolicyStmt,
    180 CreateAmStmt, 181 CreateTrigStmt, 182 CreateEventTrigStmt, 183 AlterEventTrigStmt, 184 CreatePLangStmt,
    185 CreateRoleStmt, 186 AlterRoleStmt, 187 AlterRoleSetStmt, 188 DropRoleStmt, 189 CreateSeqStmt,
    190 AlterSeqStmt, 191 DefineStmt, 192 CreateDomainStmt, 193 CreateOpClassStmt, 194 CreateOpClassItem,
    195 CreateOpFamilyStmt, 196 AlterOpFamilyStmt, 197 DropStmt, 198 TruncateStmt, 199 CommentStmt,
    200 SecLabelStmt, 201 DeclareCursorStmt, 202 ClosePortalStmt, 203 FetchStmt, 204 IndexStmt,
    205 CreateStatsStmt, 206 StatsElem, 207 AlterStatsStmt, 208 CreateFunctionStmt, 209 FunctionParameter,
    210 AlterFunctionStmt, 211 DoStmt, 213 CallStmt, 215 RenameStmt, 216 AlterObjectDependsStmt,
    217 AlterObjectSchemaStmt, 218 AlterOwnerStmt, 219 AlterOperatorStmt, 220 AlterTypeStmt, 221 RuleStmt,
    222 NotifyStmt, 223 ListenStmt, 224 UnlistenStmt, 225 TransactionStmt, 226 CompositeTypeStmt,
    227 CreateEnumStmt, 228 CreateRangeStmt, 229 AlterEnumStmt, 230 ViewStmt, 231 LoadStmt, 232 CreatedbStmt,
    233 AlterDatabaseStmt, 234 AlterDatabaseRefreshCollStmt, 235 AlterDatabaseSetStmt, 236 DropdbStmt,
    237 AlterSystemStmt, 238 ClusterStmt, 239 VacuumStmt, 240 VacuumRelation, 241 ExplainStmt,
    242 CreateTableAsStmt, 243 RefreshMatViewStmt, 244 CheckPointStmt, 245 DiscardStmt, 246 LockStmt,
    247 ConstraintsSetStmt, 248 ReindexStmt, 249 CreateConversionStmt, 250 CreateCastStmt,
    251 CreateTransformStmt, 252 PrepareStmt, 253 ExecuteStmt, 254 DeallocateStmt, 255 DropOwnedStmt,
    256 ReassignOwnedStmt, 257 AlterTSDictionaryStmt, 258 AlterTSConfigurationStmt, 259 PublicationTable,
    260 PublicationObjSpec, 261 CreatePublicationStmt, 262 AlterPublicationStmt, 263 CreateSubscriptionStmt,
    264 AlterSubscriptionStmt, 265 DropSubscriptionStmt, 465 Integer, 466 Float, 467 Boolean, 468 String,
    469 BitString,
}
