//! Calls of functions: the server's own and those of the schema.

use super::expr::{Inferred, array_of};
use super::{Analyst, Output, Scope};
use crate::schema::catalog::{
    ArgumentMode, Builtin, DataType, Function, Id, Part, Relation, TypeName, Volatility,
};
use crate::statement::{Call, Constant, Expr, Ident};

/// The server's own functions by the type that they give.
const GIVES: &[(Builtin, &str)] = &[
    (
        Builtin::INT8,
        "count row_number rank dense_rank nextval currval setval lastval pg_relation_size \
         pg_total_relation_size txid_current pg_size_bytes regr_count bit_count",
    ),
    (
        Builtin::INT4,
        "length char_length character_length octet_length bit_length position strpos ascii array_length \
         array_upper array_lower array_ndims array_position cardinality ntile json_array_length \
         jsonb_array_length pg_backend_pid width_bucket hashtext num_nonnulls num_nulls",
    ),
    (
        Builtin::TEXT,
        "lower upper initcap trim btrim ltrim rtrim substring substr left right lpad rpad replace translate \
         concat concat_ws format to_char md5 encode quote_ident quote_literal quote_nullable repeat reverse \
         split_part regexp_replace string_agg array_to_string current_setting overlay chr json_typeof \
         jsonb_typeof version to_hex jsonb_extract_path_text json_extract_path_text unaccent set_config \
         obj_description col_description pg_get_viewdef pg_get_constraintdef pg_get_expr pg_get_functiondef \
         gen_salt crypt host regexp_substr jsonb_pretty",
    ),
    (Builtin::NAME, "current_database current_schema pg_get_userbyid"),
    (
        Builtin::BOOL,
        "bool_and bool_or every starts_with isfinite jsonb_exists isempty pg_try_advisory_lock \
         pg_try_advisory_xact_lock has_table_privilege pg_table_is_visible jsonb_path_exists regexp_like",
    ),
    (
        Builtin::TIMESTAMPTZ,
        "now statement_timestamp clock_timestamp transaction_timestamp to_timestamp make_timestamptz",
    ),
    (Builtin::DATE, "to_date make_date"),
    (Builtin::INTERVAL, "age make_interval justify_hours justify_days justify_interval"),
    (
        Builtin::FLOAT8,
        "random date_part pi sqrt similarity word_similarity percentile_cont cume_dist percent_rank",
    ),
    (Builtin::FLOAT4, "ts_rank ts_rank_cd"),
    (Builtin::UUID, "gen_random_uuid uuid_generate_v4 uuid_generate_v1 uuid_generate_v5 uuidv4 uuidv7"),
    (
        Builtin::JSONB,
        "to_jsonb jsonb_build_object jsonb_build_array jsonb_agg jsonb_object_agg jsonb_set jsonb_object \
         jsonb_strip_nulls jsonb_insert jsonb_extract_path jsonb_path_query_array jsonb_path_query_first",
    ),
    (
        Builtin::JSON,
        "to_json json_build_object json_build_array json_agg json_object_agg row_to_json array_to_json \
         json_object json_strip_nulls json_extract_path",
    ),
    (Builtin::TSVECTOR, "to_tsvector setweight array_to_tsvector"),
    (Builtin::TSQUERY, "to_tsquery plainto_tsquery websearch_to_tsquery phraseto_tsquery"),
    (Builtin::BYTEA, "decode digest hmac gen_random_bytes sha256 sha224 sha384 sha512 convert_to"),
    (Builtin::VOID, "pg_sleep pg_notify pg_advisory_lock pg_advisory_xact_lock"),
];

/// Those that give what their first argument is.
const ALIKE: &str = "max min abs nullif first_value last_value lag lead nth_value any_value mod array_append \
    array_remove array_cat array_replace generate_series trunc round floor ceil ceiling power bit_and bit_or \
    timezone range_merge mode";

/// Those that may give something else each time, and those that depend on the session or on the time.
const VOLATILE: &str = "random random_normal nextval currval setval lastval clock_timestamp timeofday \
    gen_random_uuid uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7 pg_sleep set_config \
    pg_notify gen_random_bytes gen_salt pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock \
    pg_try_advisory_xact_lock pg_relation_size pg_total_relation_size";
const STABLE: &str = "now statement_timestamp transaction_timestamp to_char to_date current_setting \
    current_database current_schema concat concat_ws format to_json to_jsonb row_to_json array_to_json \
    array_to_string json_agg jsonb_agg json_object_agg json_build_object jsonb_build_object json_build_array \
    jsonb_build_array unaccent txid_current pg_current_xact_id pg_backend_pid version obj_description \
    col_description pg_get_viewdef pg_get_constraintdef pg_get_expr pg_get_functiondef pg_get_userbyid \
    has_table_privilege pg_table_is_visible make_timestamptz convert convert_from convert_to to_number";
/// Others that give the same for the same arguments.
const IMMUTABLE: &str = "extract array_agg unnest sum avg date_trunc sign exp ln log log10 cbrt gcd lcm div sin cos \
    tan degrees radians array_fill array_positions array_prepend array_dims regexp_match regexp_matches \
    regexp_count regexp_split_to_array regexp_split_to_table string_to_array string_to_table \
    jsonb_array_elements jsonb_array_elements_text json_array_elements json_array_elements_text jsonb_each \
    jsonb_each_text json_each json_each_text jsonb_object_keys json_object_keys jsonb_path_match int4range \
    int8range numrange daterange tsrange tstzrange point box circle lower_inc upper_inc inet_merge family \
    masklen normalize make_time make_timestamp date_bin hashtextextended stddev variance corr text_larger jsonb_object_agg get_byte get_bit btrim";

fn is_known(name: &str) -> bool {
    listed(IMMUTABLE, name) || listed(ALIKE, name) || GIVES.iter().any(|(_, names)| listed(names, name))
}

fn listed(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|it| it == name)
}

impl Analyst<'_> {
    pub fn call(&mut self, it: &Call, scope: &Scope) -> Inferred {
        self.called(it, scope).0
    }

    /// What a call gives, with the types of its arguments.
    fn called(&mut self, it: &Call, scope: &Scope) -> (Inferred, Vec<Option<DataType>>) {
        let name = it.function.value.name.as_str();
        let mut volatility = self.typed(&it.around, None, scope).volatility;
        let mut arguments = Vec::new();
        for argument in &it.arguments {
            let known = self.expr(&argument.value, scope);
            volatility = volatility.max(known.volatility);
            arguments.push(known.data_type);
        }
        if matches!(name, "nextval" | "currval" | "setval" | "lastval")
            && let Some(Expr::Constant(Constant::Text(text))) = it.arguments.first().map(|it| &it.value)
        {
            self.names_relation(text);
        }
        if let Some((id, function)) = self.own_function(it, &arguments) {
            self.uses.insert((id, Part::Whole));
            let data_type = function.returns.clone().and_then(|it| known_of(it, &function, &arguments));
            return (Inferred { data_type, volatility: volatility.max(function.volatility) }, arguments);
        }
        let own = match name {
            _ if listed(VOLATILE, name) => Volatility::Volatile,
            _ if listed(STABLE, name) => Volatility::Stable,
            "age" if arguments.len() == 1 => Volatility::Stable,
            "to_timestamp" if arguments.len() == 2 => Volatility::Stable,
            "to_tsvector"
            | "to_tsquery"
            | "plainto_tsquery"
            | "websearch_to_tsquery"
            | "phraseto_tsquery"
                if arguments.len() == 1 =>
            {
                Volatility::Stable
            }
            // In which zone decides the session.
            "date_trunc" | "date_part" | "extract" | "generate_series"
                if arguments.len() < 3
                    && arguments.iter().flatten().any(|it| it.is(Builtin::TIMESTAMPTZ)) =>
            {
                Volatility::Stable
            }
            _ if is_known(name) => Volatility::Immutable,
            _ => Volatility::Unknown,
        };
        let data_type = self.given(name, &arguments);
        (Inferred { data_type, volatility: volatility.max(own) }, arguments)
    }

    fn given(&self, name: &str, arguments: &[Option<DataType>]) -> Option<DataType> {
        if let Some((builtin, _)) = GIVES.iter().find(|(_, names)| listed(names, name)) {
            return Some((*builtin).into());
        }
        let first = || arguments.first().cloned().flatten();
        let zone_gone = |it: DataType| match it.is(Builtin::TIMESTAMPTZ) {
            true => Builtin::TIMESTAMP.into(),
            false => Builtin::TIMESTAMPTZ.into(),
        };
        match name {
            "extract" if self.schema.postgres >= 14 => Some(Builtin::NUMERIC.into()),
            "extract" => Some(Builtin::FLOAT8.into()),
            "array_agg" => first().map(array_of),
            "unnest" => first().map(|it| DataType { array: false, ..it }),
            "sum" => first().map(summed),
            "avg" => first().map(averaged),
            "date_trunc" => arguments.get(1).cloned().flatten().map(|it| it.bare()),
            "timezone" => arguments.get(1).cloned().flatten().map(zone_gone),
            "round" | "floor" | "ceil" | "ceiling" | "trunc" | "power" => first().map(rounded),
            _ if listed(ALIKE, name) => first().map(|it| it.bare()),
            _ => None,
        }
    }

    /// The function of the schema that is meant: by its name, then by how many arguments it takes, then by their
    /// types.
    fn own_function(&self, it: &Call, arguments: &[Option<DataType>]) -> Option<(Id, Function)> {
        let candidates = self.schema.functions_named(&it.function.value);
        let mut fitting: Vec<(Id, &Function)> = candidates
            .into_iter()
            .filter_map(|id| Some((id, self.schema.catalog.get(id)?.function()?)))
            .filter(|(_, function)| takes(function, arguments.len()))
            .collect();
        let exact = |function: &Function| {
            function
                .inputs()
                .zip(arguments)
                .filter(|(a, b)| b.as_ref().is_some_and(|b| b.bare() == **a))
                .count()
        };
        // Of equals the first, which `max_by_key` would not give.
        fitting.reverse();
        let best = fitting.into_iter().max_by_key(|(_, function)| exact(function));
        best.map(|(id, function)| (id, function.clone()))
    }

    /// The columns of a function's rows in FROM; `None` where they are not known.
    pub fn rows_of(&mut self, call: &Expr, name: Option<&Ident>, scope: &Scope) -> Option<Vec<Output>> {
        let Expr::Call(it) = call else {
            let data_type = self.expr(call, scope).data_type;
            return Some(single(name, data_type));
        };
        let (result, arguments) = self.called(it, scope);
        if let Some((_, function)) = self.own_function(it, &arguments) {
            return self.own_rows(&function, name);
        }
        let key_value = |value: Builtin| {
            let column =
                |name: &str, it: Builtin| Output { name: Ident::folded(name), data_type: Some(it.into()) };
            Some(vec![column("key", Builtin::TEXT), column("value", value)])
        };
        let value = |it: Builtin| Some(single(Some(&Ident::folded("value")), Some(it.into())));
        match it.function.value.name.as_str() {
            "jsonb_each" => key_value(Builtin::JSONB),
            "json_each" => key_value(Builtin::JSON),
            "jsonb_each_text" | "json_each_text" => key_value(Builtin::TEXT),
            "jsonb_array_elements" => value(Builtin::JSONB),
            "json_array_elements" => value(Builtin::JSON),
            "jsonb_array_elements_text" | "json_array_elements_text" => value(Builtin::TEXT),
            "jsonb_object_keys" | "json_object_keys" | "regexp_split_to_table" | "string_to_table" => {
                Some(single(name, Some(Builtin::TEXT.into())))
            }
            "unnest" | "generate_series" if arguments.len() != 1 || it.arguments.len() == 1 => {
                Some(single(name, result.data_type))
            }
            _ => None,
        }
    }

    fn own_rows(&self, function: &Function, name: Option<&Ident>) -> Option<Vec<Output>> {
        let out = function
            .arguments
            .iter()
            .filter(|it| matches!(it.mode, ArgumentMode::Out | ArgumentMode::InOut | ArgumentMode::Table));
        let columns: Vec<Output> = out
            .map(|it| Output {
                name: it.name.clone().unwrap_or_else(|| Ident::folded("column1")),
                data_type: Some(it.data_type.clone()),
            })
            .collect();
        if !columns.is_empty() {
            return Some(columns);
        }
        let returns = function.returns.as_ref()?;
        if let (TypeName::Object(id), false) = (&returns.name, returns.array)
            && let Some(row) = self.schema.catalog.get(*id).and_then(|it| it.relation())
        {
            return Some(columns_of(row));
        }
        if returns.is(Builtin::RECORD) { None } else { Some(single(name, Some(returns.clone()))) }
    }
}

fn columns_of(row: &Relation) -> Vec<Output> {
    let columns = row.columns.iter();
    columns.map(|it| Output { name: it.name.clone(), data_type: Some(it.data_type.clone()) }).collect()
}

fn single(name: Option<&Ident>, data_type: Option<DataType>) -> Vec<Output> {
    vec![Output { name: name.cloned().unwrap_or_else(|| Ident::folded("?column?")), data_type }]
}

fn takes(function: &Function, given: usize) -> bool {
    let inputs =
        || function.arguments.iter().filter(|it| !matches!(it.mode, ArgumentMode::Out | ArgumentMode::Table));
    let most = inputs().count();
    let least = inputs().filter(|it| !it.default).count();
    let variadic = inputs().any(|it| it.mode == ArgumentMode::Variadic);
    (least.saturating_sub(usize::from(variadic)) <= given) && (given <= most || variadic)
}

/// `anyelement` is what the argument of that type is.
fn known_of(returns: DataType, function: &Function, arguments: &[Option<DataType>]) -> Option<DataType> {
    let polymorphic =
        |it: &DataType| matches!(&it.name, TypeName::Builtin(it) if it.name().starts_with("any"));
    if !polymorphic(&returns) {
        return Some(returns);
    }
    let given = function.inputs().zip(arguments).filter(|(it, _)| **it == returns);
    given.into_iter().find_map(|(_, given)| given.clone()).map(|it| it.bare())
}

fn summed(it: DataType) -> DataType {
    if it.is(Builtin::INT2) || it.is(Builtin::INT4) {
        Builtin::INT8.into()
    } else if it.is(Builtin::INT8) {
        Builtin::NUMERIC.into()
    } else {
        it.bare()
    }
}

fn averaged(it: DataType) -> DataType {
    match () {
        () if it.is(Builtin::FLOAT4) || it.is(Builtin::FLOAT8) => Builtin::FLOAT8.into(),
        () if it.is(Builtin::INTERVAL) => it.bare(),
        () => Builtin::NUMERIC.into(),
    }
}

fn rounded(it: DataType) -> DataType {
    if it.is(Builtin::NUMERIC) { it.bare() } else { Builtin::FLOAT8.into() }
}
