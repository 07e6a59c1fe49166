#pragma once

/* Sizes of fields in structures of the server that the grammar never makes. */
#define NI_MAXHOST 1025
#define NI_MAXSERV 32
