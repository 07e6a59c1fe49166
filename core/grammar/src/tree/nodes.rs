//! What statements are made of.

views! {
    TypeName { names: Nodes, type_oid: u32, setof: bool, pct_type: bool, typmods: Nodes, typemod: i32,
        array_bounds: Nodes, location: i32 }
    RoleSpec { roletype: RoleSpecType, rolename: str, location: i32 }
    ColumnDef { colname: str, type_name: TypeName, compression: str, inhcount: i16, is_local: bool,
        is_not_null: bool, is_from_type: bool, storage: char, storage_name: str, raw_default: Node,
        cooked_default: Node, identity: char, identity_sequence: RangeVar, generated: char,
        coll_clause: CollateClause, coll_oid: u32, constraints: Nodes, fdwoptions: Nodes, location: i32 }
    TableLikeClause { relation: RangeVar, options: u32, relation_oid: u32 }
    IndexElem { name: str, expr: Node, indexcolname: str, collation: Nodes, opclass: Nodes, opclassopts: Nodes,
        ordering: SortByDir, nulls_ordering: SortByNulls }
    DefElem { defnamespace: str, defname: str, arg: Node, defaction: DefElemAction, location: i32,
        arg_location: i32 }
    LockingClause { locked_rels: Nodes, strength: LockClauseStrength, wait_policy: LockWaitPolicy }
    XmlSerialize { xmloption: XmlOptionType, expr: Node, type_name: TypeName, indent: bool, location: i32 }
    PartitionElem { name: str, expr: Node, collation: Nodes, opclass: Nodes, location: i32 }
    PartitionSpec { strategy: PartitionStrategy, part_params: Nodes, location: i32 }
    PartitionBoundSpec { strategy: char, is_default: bool, modulus: i32, remainder: i32, listdatums: Nodes,
        lowerdatums: Nodes, upperdatums: Nodes, location: i32 }
    PartitionCmd { name: RangeVar, bound: PartitionBoundSpec, concurrent: bool }
    GroupingSet { kind: GroupingSetKind, content: Nodes, location: i32 }
    WithClause { ctes: Nodes, recursive: bool, location: i32 }
    InferClause { index_elems: Nodes, where_clause: Node, conname: str, location: i32 }
    OnConflictClause { action: OnConflictAction, infer: InferClause, target_list: Nodes, where_clause: Node,
        location: i32 }
    CTESearchClause { search_col_list: Nodes, search_breadth_first: bool, search_seq_column: str, location: i32
        }
    CTECycleClause { cycle_col_list: Nodes, cycle_mark_column: str, cycle_mark_value: Node,
        cycle_mark_default: Node, cycle_path_column: str, location: i32, cycle_mark_type: u32,
        cycle_mark_typmod: i32, cycle_mark_collation: u32, cycle_mark_neop: u32 }
    CommonTableExpr { ctename: str, aliascolnames: Nodes, ctematerialized: CteMaterialize, ctequery: Node,
        search_clause: CTESearchClause, cycle_clause: CTECycleClause, location: i32, cterecursive: bool,
        cterefcount: i32, ctecolnames: Nodes, ctecoltypes: Nodes, ctecoltypmods: Nodes, ctecolcollations: Nodes
        }
    MergeWhenClause { match_kind: MergeMatchKind, command_type: CmdType, overriding: OverridingKind,
        condition: Node, target_list: Nodes, values: Nodes }
    ReturningOption { option: ReturningOptionKind, value: str, location: i32 }
    ReturningClause { options: Nodes, exprs: Nodes }
    TriggerTransition { name: str, is_new: bool, is_table: bool }
    AlterTableCmd { subtype: AlterTableType, name: str, num: i16, newowner: RoleSpec, def: Node,
        behavior: DropBehavior, missing_ok: bool, recurse: bool }
    ATAlterConstraint { conname: str, alter_enforceability: bool, is_enforced: bool, alter_deferrability: bool,
        deferrable: bool, initdeferred: bool, alter_inheritability: bool, noinherit: bool }
    ObjectWithArgs { objname: Nodes, objargs: Nodes, objfuncargs: Nodes, args_unspecified: bool }
    AccessPriv { priv_name: str, cols: Nodes }
    Constraint { contype: ConstrType, conname: str, deferrable: bool, initdeferred: bool, is_enforced: bool,
        skip_validation: bool, initially_valid: bool, is_no_inherit: bool, raw_expr: Node, cooked_expr: str,
        generated_when: char, generated_kind: char, nulls_not_distinct: bool, keys: Nodes,
        without_overlaps: bool, including: Nodes, exclusions: Nodes, options: Nodes, indexname: str,
        indexspace: str, reset_default_tblspc: bool, access_method: str, where_clause: Node, pktable: RangeVar,
        fk_attrs: Nodes, pk_attrs: Nodes, fk_with_period: bool, pk_with_period: bool, fk_matchtype: char,
        fk_upd_action: char, fk_del_action: char, fk_del_set_cols: Nodes, old_conpfeqop: Nodes,
        old_pktable_oid: u32, location: i32 }
    CreateOpClassItem { itemtype: i32, name: ObjectWithArgs, number: i32, order_family: Nodes,
        class_args: Nodes, storedtype: TypeName }
    StatsElem { name: str, expr: Node }
    FunctionParameter { name: str, arg_type: TypeName, mode: FunctionParameterMode, defexpr: Node, location: i32
        }
    VacuumRelation { relation: RangeVar, oid: u32, va_cols: Nodes }
    PublicationTable { relation: RangeVar, where_clause: Node, columns: Nodes }
    PublicationObjSpec { pubobjtype: PublicationObjSpecType, name: str, pubtable: PublicationTable,
        location: i32 }
    Integer { ival: i32 }
    Float { fval: str }
    Boolean { boolval: bool }
    String { sval: str }
    BitString { bsval: str }
    AConst { val: Value, isnull: bool, location: i32 }
}

#[cfg(test)]
impl TypeName<'_> {
    pub(crate) fn address(self) -> *const NodeTag {
        (&raw const *self.0).cast()
    }
}
