/*
 * The floor under wasi-libc's stdio. Its stdin, stdout and stderr call these five functions (musl,
 * src/internal/stdio_impl.h); its own versions of them import the system calls of WASI, which a browser
 * does not have. Here there is nothing to read, and what is printed goes nowhere: the grammar says what
 * it has to say in its results.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

size_t __stdio_read(FILE *file, unsigned char *into, size_t size);
size_t __stdio_write(FILE *file, const unsigned char *bytes, size_t size);
size_t __stdout_write(FILE *file, const unsigned char *bytes, size_t size);
off_t __stdio_seek(FILE *file, off_t offset, int whence);
int __stdio_close(FILE *file);

/* The end of the file. */
size_t __stdio_read(FILE *file, unsigned char *into, size_t size)
{
	(void) file, (void) into, (void) size;
	return 0;
}

size_t __stdio_write(FILE *file, const unsigned char *bytes, size_t size)
{
	(void) file, (void) bytes;
	return size;
}

size_t __stdout_write(FILE *file, const unsigned char *bytes, size_t size)
{
	return __stdio_write(file, bytes, size);
}

off_t __stdio_seek(FILE *file, off_t offset, int whence)
{
	(void) file, (void) offset, (void) whence;
	errno = ESPIPE;
	return -1;
}

int __stdio_close(FILE *file)
{
	(void) file;
	return 0;
}

/*
 * PostgreSQL formats by its own functions, and asks the library for floating point alone, which no message of the
 * grammar shows: this is a failure. The library's own is as large as PostgreSQL's.
 */
int snprintf(char *into, size_t size, const char *format, ...)
{
	(void) into, (void) size, (void) format;
	return -1;
}

/* No message of the grammar says why a system call failed: there is none. */
int strerror_r(int number, char *into, size_t size)
{
	(void) number;
	if (size > 0)
		*into = 0;
	return 0;
}
