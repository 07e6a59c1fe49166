/*
 * PostgreSQL's error reports (elog.c), as far as a parser asks for them: the message, and where in the text. Warnings
 * and notices go nowhere, as they do without a log and a client; nor do details, hints and codes.
 */
#include "postgres.h"

#include "nodes/miscnodes.h"

__thread sigjmp_buf *PG_exception_stack = NULL;
__thread ErrorContextCallback *error_context_stack = NULL;

/* The one that is being raised. */
static __thread ErrorData error;

bool
errstart(int elevel, const char *domain)
{
	if (elevel < ERROR)
		return false;
	memset(&error, 0, sizeof(error));
	return true;
}

bool
errstart_cold(int elevel, const char *domain)
{
	return errstart(elevel, domain);
}

/* The callbacks move the position. */
void
errfinish(const char *filename, int lineno, const char *funcname)
{
	for (ErrorContextCallback *it = error_context_stack; it != NULL; it = it->previous)
		it->callback(it->arg);
	pg_re_throw();
}

void
pg_re_throw(void)
{
	if (PG_exception_stack == NULL)
		abort();
	siglongjmp(*PG_exception_stack, 1);
}

/* An error that the caller wants to know of, but not to be raised. */
bool
errsave_start(struct Node *context, const char *domain)
{
	if (context == NULL || !IsA(context, ErrorSaveContext))
		return errstart(ERROR, domain);
	((ErrorSaveContext *) context)->error_occurred = true;
	return false;
}

void
errsave_finish(struct Node *context, const char *filename, int lineno, const char *funcname)
{
	errfinish(filename, lineno, funcname);
}

static int
message(const char *format, va_list arguments)
{
	size_t		needed = 128, size;

	do
	{
		va_list		copy;

		size = needed;
		error.message = palloc(size);
		va_copy(copy, arguments);
		needed = pvsnprintf(error.message, size, format, copy);
		va_end(copy);
	} while (needed >= size);
	return 0;
}

int
errmsg(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	message(format, arguments);
	va_end(arguments);
	return 0;
}

int
errmsg_internal(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	message(format, arguments);
	va_end(arguments);
	return 0;
}

int
errposition(int cursorpos)
{
	error.cursorpos = cursorpos;
	return 0;
}

int
internalerrposition(int cursorpos)
{
	error.internalpos = cursorpos;
	return 0;
}

int
geterrposition(void)
{
	return error.cursorpos;
}

int
getinternalerrposition(void)
{
	return error.internalpos;
}

ErrorData *
CopyErrorData(void)
{
	ErrorData  *copy = palloc(sizeof(ErrorData));

	*copy = error;
	copy->filename = copy->funcname = "";
	return copy;
}

void
FlushErrorState(void)
{
}

int			errcode(int sqlerrcode) { return 0; }
int			geterrcode(void) { return 0; }
int			errdetail(const char *format,...) { return 0; }
int			errhint(const char *format,...) { return 0; }
int			errcontext_msg(const char *format,...) { return 0; }
int			set_errcontext_domain(const char *domain) { return 0; }
int			errhidestmt(bool hide_stmt) { return 0; }
int			errhidecontext(bool hide_ctx) { return 0; }
int			internalerrquery(const char *query) { return 0; }

void
write_stderr(const char *format,...)
{
}
