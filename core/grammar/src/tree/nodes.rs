//! What statements are made of.

views! {
    TypeName { names: 1 Nodes, type_oid: 2 u32, setof: 3 bool, pct_type: 4 bool, typmods: 5 Nodes, typemod: 6
        i32, array_bounds: 7 Nodes, location: 8 i32 }
    RoleSpec { roletype: 1 RoleSpecType, rolename: 2 str, location: 3 i32 }
    ColumnDef { colname: 1 str, type_name: 2 TypeName, compression: 3 str, inhcount: 4 i32, is_local: 5 bool,
        is_not_null: 6 bool, is_from_type: 7 bool, storage: 8 str, storage_name: 9 str, raw_default: 10 Node,
        cooked_default: 11 Node, identity: 12 str, identity_sequence: 13 RangeVar, generated: 14 str,
        coll_clause: 15 CollateClause, coll_oid: 16 u32, constraints: 17 Nodes, fdwoptions: 18 Nodes, location:
        19 i32 }
    TableLikeClause { relation: 1 RangeVar, options: 2 u32, relation_oid: 3 u32 }
    IndexElem { name: 1 str, expr: 2 Node, indexcolname: 3 str, collation: 4 Nodes, opclass: 5 Nodes,
        opclassopts: 6 Nodes, ordering: 7 SortByDir, nulls_ordering: 8 SortByNulls }
    DefElem { defnamespace: 1 str, defname: 2 str, arg: 3 Node, defaction: 4 DefElemAction, location: 5 i32,
        arg_location: 6 i32 }
    LockingClause { locked_rels: 1 Nodes, strength: 2 LockClauseStrength, wait_policy: 3 LockWaitPolicy }
    XmlSerialize { xmloption: 1 XmlOptionType, expr: 2 Node, type_name: 3 TypeName, indent: 4 bool, location: 5
        i32 }
    PartitionElem { name: 1 str, expr: 2 Node, collation: 3 Nodes, opclass: 4 Nodes, location: 5 i32 }
    PartitionSpec { strategy: 1 PartitionStrategy, part_params: 2 Nodes, location: 3 i32 }
    PartitionBoundSpec { strategy: 1 str, is_default: 2 bool, modulus: 3 i32, remainder: 4 i32, listdatums: 5
        Nodes, lowerdatums: 6 Nodes, upperdatums: 7 Nodes, location: 8 i32 }
    PartitionRangeDatum { kind: 1 PartitionRangeDatumKind, value: 2 Node, location: 3 i32 }
    PartitionCmd { name: 1 RangeVar, bound: 2 PartitionBoundSpec, concurrent: 3 bool }
    GroupingSet { kind: 1 GroupingSetKind, content: 2 Nodes, location: 3 i32 }
    WithClause { ctes: 1 Nodes, recursive: 2 bool, location: 3 i32 }
    InferClause { index_elems: 1 Nodes, where_clause: 2 Node, conname: 3 str, location: 4 i32 }
    OnConflictClause { action: 1 OnConflictAction, infer: 2 InferClause, target_list: 3 Nodes, where_clause: 4
        Node, location: 5 i32 }
    CTESearchClause { search_col_list: 1 Nodes, search_breadth_first: 2 bool, search_seq_column: 3 str,
        location: 4 i32 }
    CTECycleClause { cycle_col_list: 1 Nodes, cycle_mark_column: 2 str, cycle_mark_value: 3 Node,
        cycle_mark_default: 4 Node, cycle_path_column: 5 str, location: 6 i32, cycle_mark_type: 7 u32,
        cycle_mark_typmod: 8 i32, cycle_mark_collation: 9 u32, cycle_mark_neop: 10 u32 }
    CommonTableExpr { ctename: 1 str, aliascolnames: 2 Nodes, ctematerialized: 3 CteMaterialize, ctequery: 4
        Node, search_clause: 5 CTESearchClause, cycle_clause: 6 CTECycleClause, location: 7 i32, cterecursive: 8
        bool, cterefcount: 9 i32, ctecolnames: 10 Nodes, ctecoltypes: 11 Nodes, ctecoltypmods: 12 Nodes,
        ctecolcollations: 13 Nodes }
    MergeWhenClause { match_kind: 1 MergeMatchKind, command_type: 2 CmdType, overriding: 3 OverridingKind,
        condition: 4 Node, target_list: 5 Nodes, values: 6 Nodes }
    ReturningOption { option: 1 ReturningOptionKind, value: 2 str, location: 3 i32 }
    ReturningClause { options: 1 Nodes, exprs: 2 Nodes }
    TriggerTransition { name: 1 str, is_new: 2 bool, is_table: 3 bool }
    AlterTableCmd { subtype: 1 AlterTableType, name: 2 str, num: 3 i32, newowner: 4 RoleSpec, def: 5 Node,
        behavior: 6 DropBehavior, missing_ok: 7 bool, recurse: 8 bool }
    ATAlterConstraint { conname: 1 str, alter_enforceability: 2 bool, is_enforced: 3 bool, alter_deferrability:
        4 bool, deferrable: 5 bool, initdeferred: 6 bool, alter_inheritability: 7 bool, noinherit: 8 bool }
    ObjectWithArgs { objname: 1 Nodes, objargs: 2 Nodes, objfuncargs: 3 Nodes, args_unspecified: 4 bool }
    AccessPriv { priv_name: 1 str, cols: 2 Nodes }
    Constraint { contype: 1 ConstrType, conname: 2 str, deferrable: 3 bool, initdeferred: 4 bool, is_enforced: 5
        bool, skip_validation: 6 bool, initially_valid: 7 bool, is_no_inherit: 8 bool, raw_expr: 9 Node,
        cooked_expr: 10 str, generated_when: 11 str, generated_kind: 12 str, nulls_not_distinct: 13 bool, keys:
        14 Nodes, without_overlaps: 15 bool, including: 16 Nodes, exclusions: 17 Nodes, options: 18 Nodes,
        indexname: 19 str, indexspace: 20 str, reset_default_tblspc: 21 bool, access_method: 22 str,
        where_clause: 23 Node, pktable: 24 RangeVar, fk_attrs: 25 Nodes, pk_attrs: 26 Nodes, fk_with_period: 27
        bool, pk_with_period: 28 bool, fk_matchtype: 29 str, fk_upd_action: 30 str, fk_del_action: 31 str,
        fk_del_set_cols: 32 Nodes, old_conpfeqop: 33 Nodes, old_pktable_oid: 34 u32, location: 35 i32 }
    CreateOpClassItem { itemtype: 1 i32, name: 2 ObjectWithArgs, number: 3 i32, order_family: 4 Nodes,
        class_args: 5 Nodes, storedtype: 6 TypeName }
    StatsElem { name: 1 str, expr: 2 Node }
    FunctionParameter { name: 1 str, arg_type: 2 TypeName, mode: 3 FunctionParameterMode, defexpr: 4 Node,
        location: 5 i32 }
    VacuumRelation { relation: 1 RangeVar, oid: 2 u32, va_cols: 3 Nodes }
    PublicationTable { relation: 1 RangeVar, where_clause: 2 Node, columns: 3 Nodes }
    PublicationObjSpec { pubobjtype: 1 PublicationObjSpecType, name: 2 str, pubtable: 3 PublicationTable,
        location: 4 i32 }
    Integer { ival: 1 i32 }
    Float { fval: 1 str }
    Boolean { boolval: 1 bool }
    String { sval: 1 str }
    BitString { bsval: 1 str }
    List { items: 1 Nodes }
    AConst { ival: 1 Integer, fval: 2 Float, boolval: 3 Boolean, sval: 4 String, bsval: 5 BitString, isnull: 10
        bool, location: 11 i32 }
}
