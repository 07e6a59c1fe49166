/*
 * Error reports of the parsers, of which one asks for the message and the position alone. Warnings and notices go
 * nowhere. Stands at the beginning of a source, before its own headers, which then find PostgreSQL's already read.
 */
#include "postgres.h"

#undef ereport_domain
#define ereport_domain(elevel, domain, ...) \
	do \
	{ \
		if ((elevel) >= ERROR) \
		{ \
			errstart_cold(ERROR, NULL); \
			(void) (__VA_ARGS__); \
			errfinish("", 0, ""); \
			pg_unreachable(); \
		} \
	} while (0)

#define errcode(sqlerrcode) 0
#define errdetail(...) 0
#define errhint(...) 0
