/*
 * What `build/tables` puts at the end of PostgreSQL's scanner and parser, whose tables are empty until they are filled.
 */
#include <stddef.h>

#define ENTRIES(table) (sizeof(table) / sizeof((table)[0]))

/* Tables, as `src/libc/tables.rs` knows them. */
struct scanner_table
{
	const unsigned char *packed;
	struct yy_trans_info *table;
	size_t		packed_length, length;
};

#define SCANNER_TABLE \
extern const struct scanner_table sql_scanner; \
const struct scanner_table sql_scanner = { \
	packed_transitions, yy_transition, sizeof(packed_transitions), ENTRIES(yy_transition) \
};

struct parser_tables
{
	const unsigned char *packed;
	int			*pact, *pgoto;
	short		*defact, *defgoto, *table, *check, *r1;
	signed char *r2;
	size_t		packed_length, states, nonterminals, length, rules;
	int			tokens, no_row, error;
};

#define PARSER_TABLES(name) \
extern const struct parser_tables name; \
const struct parser_tables name = { \
	packed_rules, yypact, yypgoto, yydefact, yydefgoto, yytable, yycheck, yyr1, yyr2, \
	sizeof(packed_rules), ENTRIES(yypact), ENTRIES(yypgoto), ENTRIES(yytable), ENTRIES(yyr1), \
	YYNTOKENS, YYPACT_NINF, YYTABLE_NINF \
};
