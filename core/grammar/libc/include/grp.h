#pragma once

/* Included by PostgreSQL, but nothing of it is used by the grammar. */
