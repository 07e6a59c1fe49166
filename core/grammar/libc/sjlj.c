/*
 * The runtime behind setjmp and longjmp on wasm32.
 *
 * The contract is LLVM's: WebAssemblyLowerEmscriptenEHSjLj.cpp (LLVM 19), "Wasm setjmp/longjmp
 * handling". Newer releases of wasi-libc carry the same three functions as libsetjmp. A setjmp becomes
 * __wasm_setjmp, a longjmp becomes __wasm_longjmp. What may longjmp is called inside a catch of the tag
 * __c_longjmp, whose one value is a pointer to { buffer, value }; the handler asks __wasm_setjmp_test
 * whether the buffer belongs to this very call of the function, and goes to the label given back, or
 * throws on when that is 0.
 */
#include <setjmp.h>

/* Index of the tag __c_longjmp; 0 is that of C++ exceptions. */
#define C_LONGJMP 1

void __wasm_setjmp(jmp_buf buffer, unsigned int label, void *call);
unsigned int __wasm_setjmp_test(jmp_buf buffer, void *call);
void __wasm_longjmp(jmp_buf buffer, int value);

/* Labels count from 1, and `call` is an address in the caller's own frame. */
void __wasm_setjmp(jmp_buf buffer, unsigned int label, void *call)
{
	buffer->call = call;
	buffer->label = label;
}

unsigned int __wasm_setjmp_test(jmp_buf buffer, void *call)
{
	return buffer->call == call ? buffer->label : 0;
}

void __wasm_longjmp(jmp_buf buffer, int value)
{
	buffer->thrown.buffer = buffer;
	/* C says that setjmp never returns 0 after a longjmp. */
	buffer->thrown.value = value ? value : 1;
	__builtin_wasm_throw(C_LONGJMP, &buffer->thrown);
}
