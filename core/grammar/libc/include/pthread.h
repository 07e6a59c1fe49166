#pragma once

/* A wasm module has one thread: a key's destructor has no thread's end to run at. */
typedef unsigned int pthread_key_t;
typedef int pthread_once_t;
#define PTHREAD_ONCE_INIT 0

static inline int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
	(void) destructor;
	*key = 0;
	return 0;
}

static inline int pthread_setspecific(pthread_key_t key, const void *value)
{
	(void) key;
	(void) value;
	return 0;
}

static inline int pthread_once(pthread_once_t *once, void (*init)(void))
{
	if (!*once)
	{
		*once = 1;
		init();
	}
	return 0;
}
