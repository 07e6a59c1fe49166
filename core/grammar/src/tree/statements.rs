//! Statements.

views! {
    ParseResult { version: 1 i32, stmts: 2 RawStmts }
    RawStmt { stmt: 1 Node, stmt_location: 2 i32, stmt_len: 3 i32 }
    InsertStmt { relation: 1 RangeVar, cols: 2 Nodes, select_stmt: 3 Node, on_conflict_clause: 4
        OnConflictClause, returning_clause: 5 ReturningClause, with_clause: 6 WithClause, overriding: 7
        OverridingKind }
    DeleteStmt { relation: 1 RangeVar, using_clause: 2 Nodes, where_clause: 3 Node, returning_clause: 4
        ReturningClause, with_clause: 5 WithClause }
    UpdateStmt { relation: 1 RangeVar, target_list: 2 Nodes, where_clause: 3 Node, from_clause: 4 Nodes,
        returning_clause: 5 ReturningClause, with_clause: 6 WithClause }
    MergeStmt { relation: 1 RangeVar, source_relation: 2 Node, join_condition: 3 Node, merge_when_clauses: 4
        Nodes, returning_clause: 5 ReturningClause, with_clause: 6 WithClause }
    SelectStmt { distinct_clause: 1 Nodes, into_clause: 2 IntoClause, target_list: 3 Nodes, from_clause: 4
        Nodes, where_clause: 5 Node, group_clause: 6 Nodes, group_distinct: 7 bool, having_clause: 8 Node,
        window_clause: 9 Nodes, values_lists: 10 Nodes, sort_clause: 11 Nodes, limit_offset: 12 Node,
        limit_count: 13 Node, limit_option: 14 LimitOption, locking_clause: 15 Nodes, with_clause: 16
        WithClause, op: 17 SetOperation, all: 18 bool, larg: 19 SelectStmt, rarg: 20 SelectStmt }
    ReturnStmt { returnval: 1 Node }
    CreateSchemaStmt { schemaname: 1 str, authrole: 2 RoleSpec, schema_elts: 3 Nodes, if_not_exists: 4 bool }
    AlterTableStmt { relation: 1 RangeVar, cmds: 2 Nodes, objtype: 3 ObjectType, missing_ok: 4 bool }
    ReplicaIdentityStmt { identity_type: 1 str, name: 2 str }
    AlterCollationStmt { collname: 1 Nodes }
    AlterDomainStmt { subtype: 1 str, type_name: 2 Nodes, name: 3 str, def: 4 Node, behavior: 5 DropBehavior,
        missing_ok: 6 bool }
    GrantStmt { is_grant: 1 bool, targtype: 2 GrantTargetType, objtype: 3 ObjectType, objects: 4 Nodes,
        privileges: 5 Nodes, grantees: 6 Nodes, grant_option: 7 bool, grantor: 8 RoleSpec, behavior: 9
        DropBehavior }
    GrantRoleStmt { granted_roles: 1 Nodes, grantee_roles: 2 Nodes, is_grant: 3 bool, opt: 4 Nodes, grantor: 5
        RoleSpec, behavior: 6 DropBehavior }
    AlterDefaultPrivilegesStmt { options: 1 Nodes, action: 2 GrantStmt }
    CopyStmt { relation: 1 RangeVar, query: 2 Node, attlist: 3 Nodes, is_from: 4 bool, is_program: 5 bool,
        filename: 6 str, options: 7 Nodes, where_clause: 8 Node }
    VariableSetStmt { kind: 1 VariableSetKind, name: 2 str, args: 3 Nodes, jumble_args: 4 bool, is_local: 5
        bool, location: 6 i32 }
    VariableShowStmt { name: 1 str }
    CreateStmt { relation: 1 RangeVar, table_elts: 2 Nodes, inh_relations: 3 Nodes, partbound: 4
        PartitionBoundSpec, partspec: 5 PartitionSpec, of_typename: 6 TypeName, constraints: 7 Nodes,
        nnconstraints: 8 Nodes, options: 9 Nodes, oncommit: 10 OnCommitAction, tablespacename: 11 str,
        access_method: 12 str, if_not_exists: 13 bool }
    CreateTableSpaceStmt { tablespacename: 1 str, owner: 2 RoleSpec, location: 3 str, options: 4 Nodes }
    DropTableSpaceStmt { tablespacename: 1 str, missing_ok: 2 bool }
    AlterTableSpaceOptionsStmt { tablespacename: 1 str, options: 2 Nodes, is_reset: 3 bool }
    AlterTableMoveAllStmt { orig_tablespacename: 1 str, objtype: 2 ObjectType, roles: 3 Nodes,
        new_tablespacename: 4 str, nowait: 5 bool }
    CreateExtensionStmt { extname: 1 str, if_not_exists: 2 bool, options: 3 Nodes }
    AlterExtensionStmt { extname: 1 str, options: 2 Nodes }
    AlterExtensionContentsStmt { extname: 1 str, action: 2 i32, objtype: 3 ObjectType, object: 4 Node }
    CreateFdwStmt { fdwname: 1 str, func_options: 2 Nodes, options: 3 Nodes }
    AlterFdwStmt { fdwname: 1 str, func_options: 2 Nodes, options: 3 Nodes }
    CreateForeignServerStmt { servername: 1 str, servertype: 2 str, version: 3 str, fdwname: 4 str,
        if_not_exists: 5 bool, options: 6 Nodes }
    AlterForeignServerStmt { servername: 1 str, version: 2 str, options: 3 Nodes, has_version: 4 bool }
    CreateForeignTableStmt { base_stmt: 1 CreateStmt, servername: 2 str, options: 3 Nodes }
    CreateUserMappingStmt { user: 1 RoleSpec, servername: 2 str, if_not_exists: 3 bool, options: 4 Nodes }
    AlterUserMappingStmt { user: 1 RoleSpec, servername: 2 str, options: 3 Nodes }
    DropUserMappingStmt { user: 1 RoleSpec, servername: 2 str, missing_ok: 3 bool }
    ImportForeignSchemaStmt { server_name: 1 str, remote_schema: 2 str, local_schema: 3 str, list_type: 4
        ImportForeignSchemaType, table_list: 5 Nodes, options: 6 Nodes }
    CreatePolicyStmt { policy_name: 1 str, table: 2 RangeVar, cmd_name: 3 str, permissive: 4 bool, roles: 5
        Nodes, qual: 6 Node, with_check: 7 Node }
    AlterPolicyStmt { policy_name: 1 str, table: 2 RangeVar, roles: 3 Nodes, qual: 4 Node, with_check: 5 Node }
    CreateAmStmt { amname: 1 str, handler_name: 2 Nodes, amtype: 3 str }
    CreateTrigStmt { replace: 1 bool, isconstraint: 2 bool, trigname: 3 str, relation: 4 RangeVar, funcname: 5
        Nodes, args: 6 Nodes, row: 7 bool, timing: 8 i32, events: 9 i32, columns: 10 Nodes, when_clause: 11
        Node, transition_rels: 12 Nodes, deferrable: 13 bool, initdeferred: 14 bool, constrrel: 15 RangeVar }
    CreateEventTrigStmt { trigname: 1 str, eventname: 2 str, whenclause: 3 Nodes, funcname: 4 Nodes }
    AlterEventTrigStmt { trigname: 1 str, tgenabled: 2 str }
    CreatePLangStmt { replace: 1 bool, plname: 2 str, plhandler: 3 Nodes, plinline: 4 Nodes, plvalidator: 5
        Nodes, pltrusted: 6 bool }
    CreateRoleStmt { stmt_type: 1 RoleStmtType, role: 2 str, options: 3 Nodes }
    AlterRoleStmt { role: 1 RoleSpec, options: 2 Nodes, action: 3 i32 }
    AlterRoleSetStmt { role: 1 RoleSpec, database: 2 str, setstmt: 3 VariableSetStmt }
    DropRoleStmt { roles: 1 Nodes, missing_ok: 2 bool }
    CreateSeqStmt { sequence: 1 RangeVar, options: 2 Nodes, owner_id: 3 u32, for_identity: 4 bool,
        if_not_exists: 5 bool }
    AlterSeqStmt { sequence: 1 RangeVar, options: 2 Nodes, for_identity: 3 bool, missing_ok: 4 bool }
    DefineStmt { kind: 1 ObjectType, oldstyle: 2 bool, defnames: 3 Nodes, args: 4 Nodes, definition: 5 Nodes,
        if_not_exists: 6 bool, replace: 7 bool }
    CreateDomainStmt { domainname: 1 Nodes, type_name: 2 TypeName, coll_clause: 3 CollateClause, constraints: 4
        Nodes }
    CreateOpClassStmt { opclassname: 1 Nodes, opfamilyname: 2 Nodes, amname: 3 str, datatype: 4 TypeName, items:
        5 Nodes, is_default: 6 bool }
    CreateOpFamilyStmt { opfamilyname: 1 Nodes, amname: 2 str }
    AlterOpFamilyStmt { opfamilyname: 1 Nodes, amname: 2 str, is_drop: 3 bool, items: 4 Nodes }
    DropStmt { objects: 1 Nodes, remove_type: 2 ObjectType, behavior: 3 DropBehavior, missing_ok: 4 bool,
        concurrent: 5 bool }
    TruncateStmt { relations: 1 Nodes, restart_seqs: 2 bool, behavior: 3 DropBehavior }
    CommentStmt { objtype: 1 ObjectType, object: 2 Node, comment: 3 str }
    SecLabelStmt { objtype: 1 ObjectType, object: 2 Node, provider: 3 str, label: 4 str }
    DeclareCursorStmt { portalname: 1 str, options: 2 i32, query: 3 Node }
    ClosePortalStmt { portalname: 1 str }
    FetchStmt { direction: 1 FetchDirection, how_many: 2 i64, portalname: 3 str, ismove: 4 bool }
    IndexStmt { idxname: 1 str, relation: 2 RangeVar, access_method: 3 str, table_space: 4 str, index_params: 5
        Nodes, index_including_params: 6 Nodes, options: 7 Nodes, where_clause: 8 Node, exclude_op_names: 9
        Nodes, idxcomment: 10 str, index_oid: 11 u32, old_number: 12 u32, old_create_subid: 13 u32,
        old_first_relfilelocator_subid: 14 u32, unique: 15 bool, nulls_not_distinct: 16 bool, primary: 17 bool,
        isconstraint: 18 bool, iswithoutoverlaps: 19 bool, deferrable: 20 bool, initdeferred: 21 bool,
        transformed: 22 bool, concurrent: 23 bool, if_not_exists: 24 bool, reset_default_tblspc: 25 bool }
    CreateStatsStmt { defnames: 1 Nodes, stat_types: 2 Nodes, exprs: 3 Nodes, relations: 4 Nodes, stxcomment: 5
        str, transformed: 6 bool, if_not_exists: 7 bool }
    AlterStatsStmt { defnames: 1 Nodes, stxstattarget: 2 Node, missing_ok: 3 bool }
    CreateFunctionStmt { is_procedure: 1 bool, replace: 2 bool, funcname: 3 Nodes, parameters: 4 Nodes,
        return_type: 5 TypeName, options: 6 Nodes, sql_body: 7 Node }
    AlterFunctionStmt { objtype: 1 ObjectType, func: 2 ObjectWithArgs, actions: 3 Nodes }
    DoStmt { args: 1 Nodes }
    CallStmt { funccall: 1 FuncCall, outargs: 3 Nodes }
    RenameStmt { rename_type: 1 ObjectType, relation_type: 2 ObjectType, relation: 3 RangeVar, object: 4 Node,
        subname: 5 str, newname: 6 str, behavior: 7 DropBehavior, missing_ok: 8 bool }
    AlterObjectDependsStmt { object_type: 1 ObjectType, relation: 2 RangeVar, object: 3 Node, extname: 4 String,
        remove: 5 bool }
    AlterObjectSchemaStmt { object_type: 1 ObjectType, relation: 2 RangeVar, object: 3 Node, newschema: 4 str,
        missing_ok: 5 bool }
    AlterOwnerStmt { object_type: 1 ObjectType, relation: 2 RangeVar, object: 3 Node, newowner: 4 RoleSpec }
    AlterOperatorStmt { opername: 1 ObjectWithArgs, options: 2 Nodes }
    AlterTypeStmt { type_name: 1 Nodes, options: 2 Nodes }
    RuleStmt { relation: 1 RangeVar, rulename: 2 str, where_clause: 3 Node, event: 4 CmdType, instead: 5 bool,
        actions: 6 Nodes, replace: 7 bool }
    NotifyStmt { conditionname: 1 str, payload: 2 str, payload_location: 3 i32 }
    ListenStmt { conditionname: 1 str }
    UnlistenStmt { conditionname: 1 str }
    TransactionStmt { kind: 1 TransactionStmtKind, options: 2 Nodes, savepoint_name: 3 str, gid: 4 str, chain: 5
        bool, location: 6 i32 }
    CompositeTypeStmt { typevar: 1 RangeVar, coldeflist: 2 Nodes }
    CreateEnumStmt { type_name: 1 Nodes, vals: 2 Nodes }
    CreateRangeStmt { type_name: 1 Nodes, params: 2 Nodes }
    AlterEnumStmt { type_name: 1 Nodes, old_val: 2 str, new_val: 3 str, new_val_neighbor: 4 str,
        new_val_is_after: 5 bool, skip_if_new_val_exists: 6 bool }
    ViewStmt { view: 1 RangeVar, aliases: 2 Nodes, query: 3 Node, replace: 4 bool, options: 5 Nodes,
        with_check_option: 6 ViewCheckOption }
    LoadStmt { filename: 1 str }
    CreatedbStmt { dbname: 1 str, options: 2 Nodes }
    AlterDatabaseStmt { dbname: 1 str, options: 2 Nodes }
    AlterDatabaseRefreshCollStmt { dbname: 1 str }
    AlterDatabaseSetStmt { dbname: 1 str, setstmt: 2 VariableSetStmt }
    DropdbStmt { dbname: 1 str, missing_ok: 2 bool, options: 3 Nodes }
    AlterSystemStmt { setstmt: 1 VariableSetStmt }
    ClusterStmt { relation: 1 RangeVar, indexname: 2 str, params: 3 Nodes }
    VacuumStmt { options: 1 Nodes, rels: 2 Nodes, is_vacuumcmd: 3 bool }
    ExplainStmt { query: 1 Node, options: 2 Nodes }
    CreateTableAsStmt { query: 1 Node, into: 2 IntoClause, objtype: 3 ObjectType, is_select_into: 4 bool,
        if_not_exists: 5 bool }
    RefreshMatViewStmt { concurrent: 1 bool, skip_data: 2 bool, relation: 3 RangeVar }
    CheckPointStmt {}
    DiscardStmt { target: 1 DiscardMode }
    LockStmt { relations: 1 Nodes, mode: 2 i32, nowait: 3 bool }
    ConstraintsSetStmt { constraints: 1 Nodes, deferred: 2 bool }
    ReindexStmt { kind: 1 ReindexObjectType, relation: 2 RangeVar, name: 3 str, params: 4 Nodes }
    CreateConversionStmt { conversion_name: 1 Nodes, for_encoding_name: 2 str, to_encoding_name: 3 str,
        func_name: 4 Nodes, def: 5 bool }
    CreateCastStmt { sourcetype: 1 TypeName, targettype: 2 TypeName, func: 3 ObjectWithArgs, context: 4
        CoercionContext, inout: 5 bool }
    CreateTransformStmt { replace: 1 bool, type_name: 2 TypeName, lang: 3 str, fromsql: 4 ObjectWithArgs, tosql:
        5 ObjectWithArgs }
    PrepareStmt { name: 1 str, argtypes: 2 Nodes, query: 3 Node }
    ExecuteStmt { name: 1 str, params: 2 Nodes }
    DeallocateStmt { name: 1 str, isall: 2 bool, location: 3 i32 }
    DropOwnedStmt { roles: 1 Nodes, behavior: 2 DropBehavior }
    ReassignOwnedStmt { roles: 1 Nodes, newrole: 2 RoleSpec }
    AlterTSDictionaryStmt { dictname: 1 Nodes, options: 2 Nodes }
    AlterTSConfigurationStmt { kind: 1 AlterTsConfigType, cfgname: 2 Nodes, tokentype: 3 Nodes, dicts: 4 Nodes,
        overriding: 5 bool, replace: 6 bool, missing_ok: 7 bool }
    CreatePublicationStmt { pubname: 1 str, options: 2 Nodes, pubobjects: 3 Nodes, for_all_tables: 4 bool }
    AlterPublicationStmt { pubname: 1 str, options: 2 Nodes, pubobjects: 3 Nodes, for_all_tables: 4 bool,
        action: 5 AlterPublicationAction }
    CreateSubscriptionStmt { subname: 1 str, conninfo: 2 str, publication: 3 Nodes, options: 4 Nodes,
        conninfo_location: 5 i32 }
    AlterSubscriptionStmt { kind: 1 AlterSubscriptionType, subname: 2 str, conninfo: 3 str, publication: 4
        Nodes, options: 5 Nodes, conninfo_location: 6 i32 }
    DropSubscriptionStmt { subname: 1 str, missing_ok: 2 bool, behavior: 3 DropBehavior }
}
