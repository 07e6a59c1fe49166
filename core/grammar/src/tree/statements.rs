//! Statements.

views! {
    RawStmt { stmt: Node, stmt_location: i32, stmt_len: i32 }
    InsertStmt { relation: RangeVar, cols: Nodes, select_stmt: Node, on_conflict_clause: OnConflictClause,
        returning_clause: ReturningClause, with_clause: WithClause, overriding: OverridingKind }
    DeleteStmt { relation: RangeVar, using_clause: Nodes, where_clause: Node, returning_clause: ReturningClause,
        with_clause: WithClause }
    UpdateStmt { relation: RangeVar, target_list: Nodes, where_clause: Node, from_clause: Nodes,
        returning_clause: ReturningClause, with_clause: WithClause }
    MergeStmt { relation: RangeVar, source_relation: Node, join_condition: Node, merge_when_clauses: Nodes,
        returning_clause: ReturningClause, with_clause: WithClause }
    SelectStmt { distinct_clause: Nodes, into_clause: IntoClause, target_list: Nodes, from_clause: Nodes,
        where_clause: Node, group_clause: Nodes, group_distinct: bool, having_clause: Node,
        window_clause: Nodes, values_lists: Nodes, sort_clause: Nodes, limit_offset: Node, limit_count: Node,
        limit_option: LimitOption, locking_clause: Nodes, with_clause: WithClause, op: SetOperation, all: bool,
        larg: SelectStmt, rarg: SelectStmt }
    ReturnStmt { returnval: Node }
    CreateSchemaStmt { schemaname: str, authrole: RoleSpec, schema_elts: Nodes, if_not_exists: bool }
    AlterTableStmt { relation: RangeVar, cmds: Nodes, objtype: ObjectType, missing_ok: bool }
    ReplicaIdentityStmt { identity_type: char, name: str }
    AlterCollationStmt { collname: Nodes }
    AlterDomainStmt { subtype: char, type_name: Nodes, name: str, def: Node, behavior: DropBehavior,
        missing_ok: bool }
    GrantStmt { is_grant: bool, targtype: GrantTargetType, objtype: ObjectType, objects: Nodes,
        privileges: Nodes, grantees: Nodes, grant_option: bool, grantor: RoleSpec, behavior: DropBehavior }
    GrantRoleStmt { granted_roles: Nodes, grantee_roles: Nodes, is_grant: bool, opt: Nodes, grantor: RoleSpec,
        behavior: DropBehavior }
    AlterDefaultPrivilegesStmt { options: Nodes, action: GrantStmt }
    CopyStmt { relation: RangeVar, query: Node, attlist: Nodes, is_from: bool, is_program: bool, filename: str,
        options: Nodes, where_clause: Node }
    VariableSetStmt { kind: VariableSetKind, name: str, args: Nodes, jumble_args: bool, is_local: bool,
        location: i32 }
    VariableShowStmt { name: str }
    CreateStmt { relation: RangeVar, table_elts: Nodes, inh_relations: Nodes, partbound: PartitionBoundSpec,
        partspec: PartitionSpec, of_typename: TypeName, constraints: Nodes, nnconstraints: Nodes,
        options: Nodes, oncommit: OnCommitAction, tablespacename: str, access_method: str, if_not_exists: bool }
    CreateTableSpaceStmt { tablespacename: str, owner: RoleSpec, location: str, options: Nodes }
    DropTableSpaceStmt { tablespacename: str, missing_ok: bool }
    AlterTableSpaceOptionsStmt { tablespacename: str, options: Nodes, is_reset: bool }
    AlterTableMoveAllStmt { orig_tablespacename: str, objtype: ObjectType, roles: Nodes,
        new_tablespacename: str, nowait: bool }
    CreateExtensionStmt { extname: str, if_not_exists: bool, options: Nodes }
    AlterExtensionStmt { extname: str, options: Nodes }
    AlterExtensionContentsStmt { extname: str, action: i32, objtype: ObjectType, object: Node }
    CreateFdwStmt { fdwname: str, func_options: Nodes, options: Nodes }
    AlterFdwStmt { fdwname: str, func_options: Nodes, options: Nodes }
    CreateForeignServerStmt { servername: str, servertype: str, version: str, fdwname: str, if_not_exists: bool,
        options: Nodes }
    AlterForeignServerStmt { servername: str, version: str, options: Nodes, has_version: bool }
    CreateForeignTableStmt: CreateStmt { servername: str, options: Nodes }
    CreateUserMappingStmt { user: RoleSpec, servername: str, if_not_exists: bool, options: Nodes }
    AlterUserMappingStmt { user: RoleSpec, servername: str, options: Nodes }
    DropUserMappingStmt { user: RoleSpec, servername: str, missing_ok: bool }
    ImportForeignSchemaStmt { server_name: str, remote_schema: str, local_schema: str,
        list_type: ImportForeignSchemaType, table_list: Nodes, options: Nodes }
    CreatePolicyStmt { policy_name: str, table: RangeVar, cmd_name: str, permissive: bool, roles: Nodes,
        qual: Node, with_check: Node }
    AlterPolicyStmt { policy_name: str, table: RangeVar, roles: Nodes, qual: Node, with_check: Node }
    CreateAmStmt { amname: str, handler_name: Nodes, amtype: char }
    CreateTrigStmt { replace: bool, isconstraint: bool, trigname: str, relation: RangeVar, funcname: Nodes,
        args: Nodes, row: bool, timing: i16, events: i16, columns: Nodes, when_clause: Node,
        transition_rels: Nodes, deferrable: bool, initdeferred: bool, constrrel: RangeVar }
    CreateEventTrigStmt { trigname: str, eventname: str, whenclause: Nodes, funcname: Nodes }
    AlterEventTrigStmt { trigname: str, tgenabled: char }
    CreatePLangStmt { replace: bool, plname: str, plhandler: Nodes, plinline: Nodes, plvalidator: Nodes,
        pltrusted: bool }
    CreateRoleStmt { stmt_type: RoleStmtType, role: str, options: Nodes }
    AlterRoleStmt { role: RoleSpec, options: Nodes, action: i32 }
    AlterRoleSetStmt { role: RoleSpec, database: str, setstmt: VariableSetStmt }
    DropRoleStmt { roles: Nodes, missing_ok: bool }
    CreateSeqStmt { sequence: RangeVar, options: Nodes, owner_id: u32, for_identity: bool, if_not_exists: bool }
    AlterSeqStmt { sequence: RangeVar, options: Nodes, for_identity: bool, missing_ok: bool }
    DefineStmt { kind: ObjectType, oldstyle: bool, defnames: Nodes, args: Nodes, definition: Nodes,
        if_not_exists: bool, replace: bool }
    CreateDomainStmt { domainname: Nodes, type_name: TypeName, coll_clause: CollateClause, constraints: Nodes }
    CreateOpClassStmt { opclassname: Nodes, opfamilyname: Nodes, amname: str, datatype: TypeName, items: Nodes,
        is_default: bool }
    CreateOpFamilyStmt { opfamilyname: Nodes, amname: str }
    AlterOpFamilyStmt { opfamilyname: Nodes, amname: str, is_drop: bool, items: Nodes }
    DropStmt { objects: Nodes, remove_type: ObjectType, behavior: DropBehavior, missing_ok: bool,
        concurrent: bool }
    TruncateStmt { relations: Nodes, restart_seqs: bool, behavior: DropBehavior }
    CommentStmt { objtype: ObjectType, object: Node, comment: str }
    SecLabelStmt { objtype: ObjectType, object: Node, provider: str, label: str }
    DeclareCursorStmt { portalname: str, options: i32, query: Node }
    ClosePortalStmt { portalname: str }
    FetchStmt { direction: FetchDirection, how_many: Long, portalname: str, ismove: bool }
    IndexStmt { idxname: str, relation: RangeVar, access_method: str, table_space: str, index_params: Nodes,
        index_including_params: Nodes, options: Nodes, where_clause: Node, exclude_op_names: Nodes,
        idxcomment: str, index_oid: u32, old_number: u32, old_create_subid: u32,
        old_first_relfilelocator_subid: u32, unique: bool, nulls_not_distinct: bool, primary: bool,
        isconstraint: bool, iswithoutoverlaps: bool, deferrable: bool, initdeferred: bool, transformed: bool,
        concurrent: bool, if_not_exists: bool, reset_default_tblspc: bool }
    CreateStatsStmt { defnames: Nodes, stat_types: Nodes, exprs: Nodes, relations: Nodes, stxcomment: str,
        transformed: bool, if_not_exists: bool, owner: u32 }
    AlterStatsStmt { defnames: Nodes, stxstattarget: Node, missing_ok: bool }
    CreateFunctionStmt { is_procedure: bool, replace: bool, funcname: Nodes, parameters: Nodes,
        return_type: TypeName, options: Nodes, sql_body: Node }
    AlterFunctionStmt { objtype: ObjectType, func: ObjectWithArgs, actions: Nodes }
    DoStmt { args: Nodes }
    CallStmt { funccall: FuncCall, funcexpr: Node, outargs: Nodes }
    RenameStmt { rename_type: ObjectType, relation_type: ObjectType, relation: RangeVar, object: Node,
        subname: str, newname: str, behavior: DropBehavior, missing_ok: bool }
    AlterObjectDependsStmt { object_type: ObjectType, relation: RangeVar, object: Node, extname: String,
        remove: bool }
    AlterObjectSchemaStmt { object_type: ObjectType, relation: RangeVar, object: Node, newschema: str,
        missing_ok: bool }
    AlterOwnerStmt { object_type: ObjectType, relation: RangeVar, object: Node, newowner: RoleSpec }
    AlterOperatorStmt { opername: ObjectWithArgs, options: Nodes }
    AlterTypeStmt { type_name: Nodes, options: Nodes }
    RuleStmt { relation: RangeVar, rulename: str, where_clause: Node, event: CmdType, instead: bool,
        actions: Nodes, replace: bool }
    NotifyStmt { conditionname: str, payload: str, payload_location: i32 }
    ListenStmt { conditionname: str }
    UnlistenStmt { conditionname: str }
    TransactionStmt { kind: TransactionStmtKind, options: Nodes, savepoint_name: str, gid: str, chain: bool,
        location: i32 }
    CompositeTypeStmt { typevar: RangeVar, coldeflist: Nodes }
    CreateEnumStmt { type_name: Nodes, vals: Nodes }
    CreateRangeStmt { type_name: Nodes, params: Nodes }
    AlterEnumStmt { type_name: Nodes, old_val: str, new_val: str, new_val_neighbor: str, new_val_is_after: bool,
        skip_if_new_val_exists: bool }
    ViewStmt { view: RangeVar, aliases: Nodes, query: Node, replace: bool, options: Nodes,
        with_check_option: ViewCheckOption }
    LoadStmt { filename: str }
    CreatedbStmt { dbname: str, options: Nodes }
    AlterDatabaseStmt { dbname: str, options: Nodes }
    AlterDatabaseRefreshCollStmt { dbname: str }
    AlterDatabaseSetStmt { dbname: str, setstmt: VariableSetStmt }
    DropdbStmt { dbname: str, missing_ok: bool, options: Nodes }
    AlterSystemStmt { setstmt: VariableSetStmt }
    ClusterStmt { relation: RangeVar, indexname: str, params: Nodes }
    VacuumStmt { options: Nodes, rels: Nodes, is_vacuumcmd: bool }
    ExplainStmt { query: Node, options: Nodes }
    CreateTableAsStmt { query: Node, into: IntoClause, objtype: ObjectType, is_select_into: bool,
        if_not_exists: bool }
    RefreshMatViewStmt { concurrent: bool, skip_data: bool, relation: RangeVar }
    CheckPointStmt {}
    DiscardStmt { target: DiscardMode }
    LockStmt { relations: Nodes, mode: i32, nowait: bool }
    ConstraintsSetStmt { constraints: Nodes, deferred: bool }
    ReindexStmt { kind: ReindexObjectType, relation: RangeVar, name: str, params: Nodes }
    CreateConversionStmt { conversion_name: Nodes, for_encoding_name: str, to_encoding_name: str,
        func_name: Nodes, def: bool }
    CreateCastStmt { sourcetype: TypeName, targettype: TypeName, func: ObjectWithArgs, context: CoercionContext,
        inout: bool }
    CreateTransformStmt { replace: bool, type_name: TypeName, lang: str, fromsql: ObjectWithArgs,
        tosql: ObjectWithArgs }
    PrepareStmt { name: str, argtypes: Nodes, query: Node }
    ExecuteStmt { name: str, params: Nodes }
    DeallocateStmt { name: str, isall: bool, location: i32 }
    DropOwnedStmt { roles: Nodes, behavior: DropBehavior }
    ReassignOwnedStmt { roles: Nodes, newrole: RoleSpec }
    AlterTSDictionaryStmt { dictname: Nodes, options: Nodes }
    AlterTSConfigurationStmt { kind: AlterTsConfigType, cfgname: Nodes, tokentype: Nodes, dicts: Nodes,
        overriding: bool, replace: bool, missing_ok: bool }
    CreatePublicationStmt { pubname: str, options: Nodes, pubobjects: Nodes, for_all_tables: bool }
    AlterPublicationStmt { pubname: str, options: Nodes, pubobjects: Nodes, for_all_tables: bool,
        action: AlterPublicationAction }
    CreateSubscriptionStmt { subname: str, conninfo: str, publication: Nodes, options: Nodes,
        conninfo_location: i32 }
    AlterSubscriptionStmt { kind: AlterSubscriptionType, subname: str, conninfo: str, publication: Nodes,
        options: Nodes, conninfo_location: i32 }
    DropSubscriptionStmt { subname: str, missing_ok: bool, behavior: DropBehavior }
}
