#pragma once
#include_next <errno.h>

/* Only the text of an error message asks for it. */
#ifndef EHOSTDOWN
#define EHOSTDOWN 112
#endif
