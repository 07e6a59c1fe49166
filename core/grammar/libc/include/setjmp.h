#pragma once

/*
 * LLVM turns setjmp and longjmp into wasm exceptions (-mllvm -wasm-enable-sjlj). The functions
 * behind that are in sjlj.c, and this is the buffer that they share with the compiled code.
 */
typedef struct
{
	void *call;                /* which call of which function has set it */
	unsigned int label;        /* which setjmp in that function */
	struct
	{
		void *buffer;
		int value;
	} thrown;                  /* what longjmp throws: where to, and what setjmp then returns */
} jmp_buf[1];
typedef jmp_buf sigjmp_buf;

int setjmp(jmp_buf buffer) __attribute__((returns_twice));
void longjmp(jmp_buf buffer, int value) __attribute__((noreturn));

/* There are no signals, so there is no mask to save. */
#define sigsetjmp(buffer, save_mask) setjmp(buffer)
#define siglongjmp(buffer, value) longjmp(buffer, value)
