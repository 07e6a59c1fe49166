/*
 * PL/pgSQL's parser over one body. PostgreSQL's own callers of it (plpgsql_compile_callback and plpgsql_compile_inline
 * in pl_comp.c) want a row of pg_proc, and prepare what is only run; this sets up the same variables, and no more.
 * `src/plpgsql/mod.rs` reads what it makes.
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "plpgsql.h"

typedef struct Parameter
{
	const char *name;			/* empty where it has none */
	bool		is_out;			/* OUT, INOUT, TABLE */
	bool		is_record;		/* its type has fields, or may have */
} Parameter;

typedef enum Returns
{
	RETURNS_VALUE,
	RETURNS_VOID,
	RETURNS_SET,
	RETURNS_TRIGGER,
	RETURNS_EVENT_TRIGGER,
} Returns;

typedef struct Routine
{
	const char *name;
	const Parameter *parameters;
	int			nparameters;
	Returns		returns;
	bool		is_procedure;
} Routine;

typedef struct Body
{
	const char *error;			/* NULL where the body was read */
	PLpgSQL_stmt_block *action;
	PLpgSQL_datum **datums;
	int			ndatums;
} Body;

void		lockgate_plpgsql(const char *text, const Routine *routine, Body *body);

static const char *const TRIGGER_VARIABLES[] = {
	"tg_name", "tg_when", "tg_level", "tg_op", "tg_relid", "tg_relname", "tg_table_name", "tg_table_schema",
	"tg_nargs", "tg_argv", NULL
};
static const char *const EVENT_VARIABLES[] = {"tg_event", "tg_tag", NULL};

static PLpgSQL_variable *
variable(const char *name, Oid type, bool add2namespace)
{
	return plpgsql_build_variable(name, 0, plpgsql_build_datatype(type, -1, InvalidOid, NULL), add2namespace);
}

static void
name_parameter(PLpgSQL_variable *it, const char *name)
{
	if (plpgsql_ns_lookup(plpgsql_ns_top(), true, name, NULL, NULL, NULL) != NULL)
		ereport(ERROR, errmsg("parameter name \"%s\" used more than once", name));
	plpgsql_ns_additem(it->dtype == PLPGSQL_DTYPE_VAR ? PLPGSQL_NSTYPE_VAR : PLPGSQL_NSTYPE_REC, it->dno, name);
}

/* Each parameter goes by its number as well. What goes out stands together in a row, unless it is one value. */
static void
declare_parameters(PLpgSQL_function *function, const Routine *routine)
{
	PLpgSQL_row *row = palloc0(sizeof(PLpgSQL_row));

	row->dtype = PLPGSQL_DTYPE_ROW;
	row->refname = "(unnamed row)";
	row->lineno = -1;
	row->fieldnames = palloc0(routine->nparameters * sizeof(char *));
	row->varnos = palloc0(routine->nparameters * sizeof(int));
	for (int i = 0; i < routine->nparameters; i++)
	{
		const Parameter *it = &routine->parameters[i];
		const char *number = psprintf("$%d", i + 1);
		const char *name = *it->name ? it->name : number;
		PLpgSQL_variable *declared = variable(name, it->is_record ? RECORDOID : TEXTOID, false);

		name_parameter(declared, number);
		if (name != number)
			name_parameter(declared, name);
		if (it->is_out)
		{
			function->out_param_varno = declared->dno;
			row->fieldnames[row->nfields] = declared->refname;
			row->varnos[row->nfields++] = declared->dno;
		}
	}
	if (row->nfields > (routine->is_procedure ? 0 : 1))
	{
		plpgsql_adddatum((PLpgSQL_datum *) row);
		function->out_param_varno = row->dno;
	}
}

static void
declare_trigger(const Routine *routine)
{
	bool		event = routine->returns == RETURNS_EVENT_TRIGGER;

	if (routine->nparameters > 0)
		ereport(ERROR, errmsg("%s functions cannot have declared arguments", event ? "event trigger" : "trigger"));
	if (!event)
	{
		plpgsql_build_record("new", 0, NULL, RECORDOID, true);
		plpgsql_build_record("old", 0, NULL, RECORDOID, true);
	}
	for (const char *const *name = event ? EVENT_VARIABLES : TRIGGER_VARIABLES; *name; name++)
		variable(*name, TEXTOID, true)->dtype = PLPGSQL_DTYPE_PROMISE;
}

static void
compile(const char *text, const Routine *routine, Body *body)
{
	PLpgSQL_function *function = palloc0(sizeof(PLpgSQL_function));
	yyscan_t	scanner = plpgsql_scanner_init(text);

	plpgsql_check_syntax = true;
	plpgsql_curr_compile = function;
	plpgsql_compile_tmp_cxt = CurrentMemoryContext;
	function->out_param_varno = -1;
	function->fn_prokind = routine->is_procedure ? PROKIND_PROCEDURE : PROKIND_FUNCTION;
	function->fn_rettype = routine->returns == RETURNS_VOID || routine->returns == RETURNS_EVENT_TRIGGER ? VOIDOID : InvalidOid;
	function->fn_retset = routine->returns == RETURNS_SET;
	plpgsql_ns_init();
	plpgsql_ns_push(routine->name, PLPGSQL_LABEL_BLOCK);
	plpgsql_start_datums();
	if (routine->returns >= RETURNS_TRIGGER)
		declare_trigger(routine);
	else
		declare_parameters(function, routine);
	variable("found", BOOLOID, true);
	plpgsql_yyparse(&body->action, scanner);
	plpgsql_scanner_finish(scanner);
	body->datums = plpgsql_Datums;
	body->ndatums = plpgsql_nDatums;
}

/* All that is made lies in the current memory context. */
void
lockgate_plpgsql(const char *text, const Routine *routine, Body *body)
{
	MemoryContext context = CurrentMemoryContext;

	PG_TRY();
	{
		compile(text, routine, body);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		body->error = CopyErrorData()->message;
		FlushErrorState();
	}
	PG_END_TRY();
}
