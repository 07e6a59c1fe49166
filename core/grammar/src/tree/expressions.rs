//! Expressions, and what stands in a query.

views! {
    Alias { aliasname: 1 str, colnames: 2 Nodes }
    RangeVar { catalogname: 1 str, schemaname: 2 str, relname: 3 str, inh: 4 bool, relpersistence: 5 str, alias:
        6 Alias, location: 7 i32 }
    IntoClause { rel: 1 RangeVar, col_names: 2 Nodes, access_method: 3 str, options: 4 Nodes, on_commit: 5
        OnCommitAction, table_space_name: 6 str, skip_data: 8 bool }
    GroupingFunc { args: 2 Nodes, refs: 3 Nodes, agglevelsup: 4 u32, location: 5 i32 }
    MergeSupportFunc { msftype: 2 u32, msfcollid: 3 u32, location: 4 i32 }
    NamedArgExpr { arg: 2 Node, name: 3 str, argnumber: 4 i32, location: 5 i32 }
    BoolExpr { boolop: 2 BoolExprType, args: 3 Nodes, location: 4 i32 }
    SubLink { sub_link_type: 2 SubLinkType, sub_link_id: 3 i32, testexpr: 4 Node, oper_name: 5 Nodes, subselect:
        6 Node, location: 7 i32 }
    CaseExpr { casetype: 2 u32, casecollid: 3 u32, arg: 4 Node, args: 5 Nodes, defresult: 6 Node, location: 7
        i32 }
    CaseWhen { expr: 2 Node, result: 3 Node, location: 4 i32 }
    RowExpr { args: 2 Nodes, row_typeid: 3 u32, row_format: 4 CoercionForm, colnames: 5 Nodes, location: 6 i32 }
    CoalesceExpr { coalescetype: 2 u32, coalescecollid: 3 u32, args: 4 Nodes, location: 5 i32 }
    MinMaxExpr { minmaxtype: 2 u32, minmaxcollid: 3 u32, inputcollid: 4 u32, op: 5 MinMaxOp, args: 6 Nodes,
        location: 7 i32 }
    SQLValueFunction { op: 2 SqlValueFunctionOp, kind: 3 u32, typmod: 4 i32, location: 5 i32 }
    XmlExpr { op: 2 XmlExprOp, name: 3 str, named_args: 4 Nodes, arg_names: 5 Nodes, args: 6 Nodes, xmloption: 7
        XmlOptionType, indent: 8 bool, kind: 9 u32, typmod: 10 i32, location: 11 i32 }
    JsonFormat { format_type: 1 JsonFormatType, encoding: 2 JsonEncoding, location: 3 i32 }
    JsonReturning { format: 1 JsonFormat, typid: 2 u32, typmod: 3 i32 }
    JsonValueExpr { raw_expr: 1 Node, formatted_expr: 2 Node, format: 3 JsonFormat }
    JsonIsPredicate { expr: 1 Node, format: 2 JsonFormat, item_type: 3 JsonValueType, unique_keys: 4 bool,
        location: 5 i32 }
    JsonBehavior { btype: 1 JsonBehaviorType, expr: 2 Node, coerce: 3 bool, location: 4 i32 }
    NullTest { arg: 2 Node, nulltesttype: 3 NullTestType, argisrow: 4 bool, location: 5 i32 }
    BooleanTest { arg: 2 Node, booltesttype: 3 BoolTestType, location: 4 i32 }
    SetToDefault { type_id: 2 u32, type_mod: 3 i32, collation: 4 u32, location: 5 i32 }
    CurrentOfExpr { cvarno: 2 u32, cursor_name: 3 str, cursor_param: 4 i32 }
    JoinExpr { jointype: 1 JoinType, is_natural: 2 bool, larg: 3 Node, rarg: 4 Node, using_clause: 5 Nodes,
        join_using_alias: 6 Alias, quals: 7 Node, alias: 8 Alias, rtindex: 9 i32 }
    ColumnRef { fields: 1 Nodes, location: 2 i32 }
    ParamRef { number: 1 i32, location: 2 i32 }
    AExpr { kind: 1 AExprKind, name: 2 Nodes, lexpr: 3 Node, rexpr: 4 Node, rexpr_list_start: 5 i32,
        rexpr_list_end: 6 i32, location: 7 i32 }
    TypeCast { arg: 1 Node, type_name: 2 TypeName, location: 3 i32 }
    CollateClause { arg: 1 Node, collname: 2 Nodes, location: 3 i32 }
    FuncCall { funcname: 1 Nodes, args: 2 Nodes, agg_order: 3 Nodes, agg_filter: 4 Node, over: 5 WindowDef,
        agg_within_group: 6 bool, agg_star: 7 bool, agg_distinct: 8 bool, func_variadic: 9 bool, funcformat: 10
        CoercionForm, location: 11 i32 }
    AStar {}
    AIndices { is_slice: 1 bool, lidx: 2 Node, uidx: 3 Node }
    AIndirection { arg: 1 Node, indirection: 2 Nodes }
    AArrayExpr { elements: 1 Nodes, list_start: 2 i32, list_end: 3 i32, location: 4 i32 }
    ResTarget { name: 1 str, indirection: 2 Nodes, val: 3 Node, location: 4 i32 }
    MultiAssignRef { source: 1 Node, colno: 2 i32, ncolumns: 3 i32 }
    SortBy { node: 1 Node, sortby_dir: 2 SortByDir, sortby_nulls: 3 SortByNulls, use_op: 4 Nodes, location: 5
        i32 }
    WindowDef { name: 1 str, refname: 2 str, partition_clause: 3 Nodes, order_clause: 4 Nodes, frame_options: 5
        i32, start_offset: 6 Node, end_offset: 7 Node, location: 8 i32 }
    RangeSubselect { lateral: 1 bool, subquery: 2 Node, alias: 3 Alias }
    RangeFunction { lateral: 1 bool, ordinality: 2 bool, is_rowsfrom: 3 bool, functions: 4 Nodes, alias: 5
        Alias, coldeflist: 6 Nodes }
    RangeTableFunc { lateral: 1 bool, docexpr: 2 Node, rowexpr: 3 Node, namespaces: 4 Nodes, columns: 5 Nodes,
        alias: 6 Alias, location: 7 i32 }
    RangeTableFuncCol { colname: 1 str, type_name: 2 TypeName, for_ordinality: 3 bool, is_not_null: 4 bool,
        colexpr: 5 Node, coldefexpr: 6 Node, location: 7 i32 }
    RangeTableSample { relation: 1 Node, method: 2 Nodes, args: 3 Nodes, repeatable: 4 Node, location: 5 i32 }
    JsonOutput { type_name: 1 TypeName, returning: 2 JsonReturning }
    JsonArgument { val: 1 JsonValueExpr, name: 2 str }
    JsonFuncExpr { op: 1 JsonExprOp, column_name: 2 str, context_item: 3 JsonValueExpr, pathspec: 4 Node,
        passing: 5 Nodes, output: 6 JsonOutput, on_empty: 7 JsonBehavior, on_error: 8 JsonBehavior, wrapper: 9
        JsonWrapper, quotes: 10 JsonQuotes, location: 11 i32 }
    JsonTablePathSpec { string: 1 Node, name: 2 str, name_location: 3 i32, location: 4 i32 }
    JsonTable { context_item: 1 JsonValueExpr, pathspec: 2 JsonTablePathSpec, passing: 3 Nodes, columns: 4
        Nodes, on_error: 5 JsonBehavior, alias: 6 Alias, lateral: 7 bool, location: 8 i32 }
    JsonTableColumn { coltype: 1 JsonTableColumnType, name: 2 str, type_name: 3 TypeName, pathspec: 4
        JsonTablePathSpec, format: 5 JsonFormat, wrapper: 6 JsonWrapper, quotes: 7 JsonQuotes, columns: 8 Nodes,
        on_empty: 9 JsonBehavior, on_error: 10 JsonBehavior, location: 11 i32 }
    JsonKeyValue { key: 1 Node, value: 2 JsonValueExpr }
    JsonParseExpr { expr: 1 JsonValueExpr, output: 2 JsonOutput, unique_keys: 3 bool, location: 4 i32 }
    JsonScalarExpr { expr: 1 Node, output: 2 JsonOutput, location: 3 i32 }
    JsonSerializeExpr { expr: 1 JsonValueExpr, output: 2 JsonOutput, location: 3 i32 }
    JsonObjectConstructor { exprs: 1 Nodes, output: 2 JsonOutput, absent_on_null: 3 bool, unique: 4 bool,
        location: 5 i32 }
    JsonArrayConstructor { exprs: 1 Nodes, output: 2 JsonOutput, absent_on_null: 3 bool, location: 4 i32 }
    JsonArrayQueryConstructor { query: 1 Node, output: 2 JsonOutput, format: 3 JsonFormat, absent_on_null: 4
        bool, location: 5 i32 }
    JsonAggConstructor { output: 1 JsonOutput, agg_filter: 2 Node, agg_order: 3 Nodes, over: 4 WindowDef,
        location: 5 i32 }
    JsonObjectAgg { constructor: 1 JsonAggConstructor, arg: 2 JsonKeyValue, absent_on_null: 3 bool, unique: 4
        bool }
    JsonArrayAgg { constructor: 1 JsonAggConstructor, arg: 2 JsonValueExpr, absent_on_null: 3 bool }
}
