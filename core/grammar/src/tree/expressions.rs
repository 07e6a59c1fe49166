//! Expressions, and what stands in a query.

views! {
    Alias { aliasname: str, colnames: Nodes }
    RangeVar { catalogname: str, schemaname: str, relname: str, inh: bool, relpersistence: char, alias: Alias,
        location: i32 }
    IntoClause { rel: RangeVar, col_names: Nodes, access_method: str, options: Nodes, on_commit: OnCommitAction,
        table_space_name: str, view_query: Node, skip_data: bool }
    GroupingFunc { args: Nodes, refs: Nodes, cols: Nodes, agglevelsup: u32, location: i32 }
    MergeSupportFunc { msftype: u32, msfcollid: u32, location: i32 }
    NamedArgExpr { arg: Node, name: str, argnumber: i32, location: i32 }
    BoolExpr { boolop: BoolExprType, args: Nodes, location: i32 }
    SubLink { sub_link_type: SubLinkType, sub_link_id: i32, testexpr: Node, oper_name: Nodes, subselect: Node,
        location: i32 }
    CaseExpr { casetype: u32, casecollid: u32, arg: Node, args: Nodes, defresult: Node, location: i32 }
    CaseWhen { expr: Node, result: Node, location: i32 }
    RowExpr { args: Nodes, row_typeid: u32, row_format: CoercionForm, colnames: Nodes, location: i32 }
    CoalesceExpr { coalescetype: u32, coalescecollid: u32, args: Nodes, location: i32 }
    MinMaxExpr { minmaxtype: u32, minmaxcollid: u32, inputcollid: u32, op: MinMaxOp, args: Nodes, location: i32
        }
    SQLValueFunction { op: SqlValueFunctionOp, kind: u32, typmod: i32, location: i32 }
    XmlExpr { op: XmlExprOp, name: str, named_args: Nodes, arg_names: Nodes, args: Nodes,
        xmloption: XmlOptionType, indent: bool, kind: u32, typmod: i32, location: i32 }
    JsonFormat { format_type: JsonFormatType, encoding: JsonEncoding, location: i32 }
    JsonReturning { format: JsonFormat, typid: u32, typmod: i32 }
    JsonValueExpr { raw_expr: Node, formatted_expr: Node, format: JsonFormat }
    JsonIsPredicate { expr: Node, format: JsonFormat, item_type: JsonValueType, unique_keys: bool, location: i32
        }
    JsonBehavior { btype: JsonBehaviorType, expr: Node, coerce: bool, location: i32 }
    NullTest { arg: Node, nulltesttype: NullTestType, argisrow: bool, location: i32 }
    BooleanTest { arg: Node, booltesttype: BoolTestType, location: i32 }
    SetToDefault { type_id: u32, type_mod: i32, collation: u32, location: i32 }
    CurrentOfExpr { cvarno: u32, cursor_name: str, cursor_param: i32 }
    JoinExpr { jointype: JoinType, is_natural: bool, larg: Node, rarg: Node, using_clause: Nodes,
        join_using_alias: Alias, quals: Node, alias: Alias, rtindex: i32 }
    ColumnRef { fields: Nodes, location: i32 }
    ParamRef { number: i32, location: i32 }
    AExpr { kind: AExprKind, name: Nodes, lexpr: Node, rexpr: Node, rexpr_list_start: i32, rexpr_list_end: i32,
        location: i32 }
    TypeCast { arg: Node, type_name: TypeName, location: i32 }
    CollateClause { arg: Node, collname: Nodes, location: i32 }
    FuncCall { funcname: Nodes, args: Nodes, agg_order: Nodes, agg_filter: Node, over: WindowDef,
        agg_within_group: bool, agg_star: bool, agg_distinct: bool, func_variadic: bool,
        funcformat: CoercionForm, location: i32 }
    AStar {}
    AIndices { is_slice: bool, lidx: Node, uidx: Node }
    AIndirection { arg: Node, indirection: Nodes }
    AArrayExpr { elements: Nodes, list_start: i32, list_end: i32, location: i32 }
    ResTarget { name: str, indirection: Nodes, val: Node, location: i32 }
    MultiAssignRef { source: Node, colno: i32, ncolumns: i32 }
    SortBy { node: Node, sortby_dir: SortByDir, sortby_nulls: SortByNulls, use_op: Nodes, location: i32 }
    WindowDef { name: str, refname: str, partition_clause: Nodes, order_clause: Nodes, frame_options: i32,
        start_offset: Node, end_offset: Node, location: i32 }
    RangeSubselect { lateral: bool, subquery: Node, alias: Alias }
    RangeFunction { lateral: bool, ordinality: bool, is_rowsfrom: bool, functions: Nodes, alias: Alias,
        coldeflist: Nodes }
    RangeTableFunc { lateral: bool, docexpr: Node, rowexpr: Node, namespaces: Nodes, columns: Nodes,
        alias: Alias, location: i32 }
    RangeTableFuncCol { colname: str, type_name: TypeName, for_ordinality: bool, is_not_null: bool,
        colexpr: Node, coldefexpr: Node, location: i32 }
    RangeTableSample { relation: Node, method: Nodes, args: Nodes, repeatable: Node, location: i32 }
    JsonOutput { type_name: TypeName, returning: JsonReturning }
    JsonArgument { val: JsonValueExpr, name: str }
    JsonFuncExpr { op: JsonExprOp, column_name: str, context_item: JsonValueExpr, pathspec: Node,
        passing: Nodes, output: JsonOutput, on_empty: JsonBehavior, on_error: JsonBehavior,
        wrapper: JsonWrapper, quotes: JsonQuotes, location: i32 }
    JsonTablePathSpec { string: Node, name: str, name_location: i32, location: i32 }
    JsonTable { context_item: JsonValueExpr, pathspec: JsonTablePathSpec, passing: Nodes, columns: Nodes,
        on_error: JsonBehavior, alias: Alias, lateral: bool, location: i32 }
    JsonTableColumn { coltype: JsonTableColumnType, name: str, type_name: TypeName, pathspec: JsonTablePathSpec,
        format: JsonFormat, wrapper: JsonWrapper, quotes: JsonQuotes, columns: Nodes, on_empty: JsonBehavior,
        on_error: JsonBehavior, location: i32 }
    JsonKeyValue { key: Node, value: JsonValueExpr }
    JsonParseExpr { expr: JsonValueExpr, output: JsonOutput, unique_keys: bool, location: i32 }
    JsonScalarExpr { expr: Node, output: JsonOutput, location: i32 }
    JsonSerializeExpr { expr: JsonValueExpr, output: JsonOutput, location: i32 }
    JsonObjectConstructor { exprs: Nodes, output: JsonOutput, absent_on_null: bool, unique: bool, location: i32
        }
    JsonArrayConstructor { exprs: Nodes, output: JsonOutput, absent_on_null: bool, location: i32 }
    JsonArrayQueryConstructor { query: Node, output: JsonOutput, format: JsonFormat, absent_on_null: bool,
        location: i32 }
    JsonAggConstructor { output: JsonOutput, agg_filter: Node, agg_order: Nodes, over: WindowDef, location: i32
        }
    JsonObjectAgg { constructor: JsonAggConstructor, arg: JsonKeyValue, absent_on_null: bool, unique: bool }
    JsonArrayAgg { constructor: JsonAggConstructor, arg: JsonValueExpr, absent_on_null: bool }
}
