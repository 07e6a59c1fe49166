#pragma once
#include_next <fcntl.h>

/* wasi-libc gives these one value, which PostgreSQL's compile-time checks refuse; no file is ever opened. */
#undef O_DSYNC
#undef O_SYNC
