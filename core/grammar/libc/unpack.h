/*
 * What `build/tables.rs` puts at the end of PostgreSQL's scanner and parser: each fills its tables, which are empty
 * until then.
 */
#include <stddef.h>
#include <string.h>

void unpack_scanner(void);
void unpack_parser(void);

#define ENTRIES(table) (sizeof(table) / sizeof((table)[0]))

/* The next number: seven bits in a byte, the lowest first. */
static int next_number(const unsigned char **packed)
{
	int value = 0, shift = 0;

	do
	{
		value |= (**packed & 127) << shift;
		shift += 7;
	} while (*(*packed)++ & 128);
	return value;
}

/* Runs of bytes that lead to the same place. */
#define UNPACK_SCANNER \
void unpack_scanner(void) \
{ \
	const unsigned char *runs = packed_transitions; \
	for (size_t at = 0; at < ENTRIES(yy_transition);) \
	{ \
		int length = next_number(&runs), byte = next_number(&runs), place = next_number(&runs); \
		for (; length > 0; length--, byte++, at++) \
		{ \
			yy_transition[at].yy_verify = byte; \
			yy_transition[at].yy_nxt = place - (int) at + byte; \
		} \
	} \
}

/* The rows of states, then those of symbols: steps to the next place, 0 at the end, and changes of the value. */
#define UNPACK_PARSER \
void unpack_parser(void) \
{ \
	const unsigned char *steps = packed_steps, *changes = packed_changes; \
	int value = 0; \
	memset(yycheck, -1, sizeof(yycheck)); \
	for (size_t row = 0; row < ENTRIES(yypact) + ENTRIES(yypgoto); row++) \
	{ \
		int start = row < ENTRIES(yypact) ? yypact[row] : yypgoto[row - ENTRIES(yypact)]; \
		for (int place = -1, step; (step = next_number(&steps)) > 0;) \
		{ \
			int change = next_number(&changes); \
			place += step; \
			value += change & 1 ? -(change + 1) / 2 : change / 2; \
			yycheck[start + place] = place; \
			yytable[start + place] = value; \
		} \
	} \
}
