/*
 * What C's library would bring too much for. The grammar reads no file, and what it prints goes nowhere: it says what it
 * has to say in its results.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Asked for in places that nobody comes to. */
#undef stdin
#undef stdout
#undef stderr
FILE *const stdin = NULL;
FILE *const stdout = NULL;
FILE *const stderr = NULL;

size_t fwrite(const void *from, size_t size, size_t count, FILE *file)
{
	(void) from, (void) size, (void) file;
	return count;
}

int fprintf(FILE *file, const char *format, ...)
{
	(void) file, (void) format;
	return 0;
}

/* The end of the file. */
size_t fread(void *into, size_t size, size_t count, FILE *file)
{
	(void) into, (void) size, (void) count, (void) file;
	return 0;
}

int getc(FILE *file)
{
	(void) file;
	return EOF;
}

int fflush(FILE *file)
{
	(void) file;
	return 0;
}

/* The digits of an escape, which the scanner has seen. */
unsigned long strtoul(const char *digits, char **end, int base)
{
	unsigned long value = 0;

	(void) end;
	for (;; digits++)
	{
		int digit = *digits >= 'a' ? *digits - 'a' + 10 : *digits >= 'A' ? *digits - 'A' + 10 : *digits - '0';

		if (digit < 0 || digit >= base)
			return value;
		value = value * base + digit;
	}
}

/* One instruction each. */
void *memcpy(void *to, const void *from, size_t size)
{
	return __builtin_memcpy(to, from, size);
}

void *memmove(void *to, const void *from, size_t size)
{
	return __builtin_memmove(to, from, size);
}

void *memset(void *to, int byte, size_t size)
{
	return __builtin_memset(to, byte, size);
}

/*
 * PostgreSQL formats by its own functions, and asks the library for floating point alone, which no message of the
 * grammar shows: these are failures. The library's own is as large as PostgreSQL's.
 */
int snprintf(char *into, size_t size, const char *format, ...)
{
	(void) into, (void) size, (void) format;
	return -1;
}

int vsnprintf(char *into, size_t size, const char *format, va_list arguments)
{
	(void) into, (void) size, (void) format, (void) arguments;
	return -1;
}

/* No message of the grammar says why a system call failed: there is none. */
char *pg_strerror_r(int number, char *into, size_t size);
char *pg_strerror_r(int number, char *into, size_t size)
{
	(void) number, (void) into, (void) size;
	return "";
}
