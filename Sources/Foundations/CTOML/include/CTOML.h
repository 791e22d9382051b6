#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a node of a TOML document is.
enum {
    CTOML_STRING = 1,
    CTOML_INTEGER = 2,
    CTOML_FLOAT = 3,
    CTOML_BOOLEAN = 4,
    /// A date, a time, or both; the text is as RFC 3339 writes it.
    CTOML_DATE = 5,
    CTOML_ARRAY = 6,
    CTOML_TABLE = 7
};

/// A value. Arrays and tables are followed by their `count` children, each with its own.
typedef struct {
    uint32_t kind;
    /// The line of the value, from 1; of the key where the library gives the value none.
    uint32_t line;
    /// How many children an array or a table has.
    size_t count;
    /// The key within the table around it; not terminated. `NULL` where there is none.
    const char *key;
    size_t key_length;
    /// The text of a string or a date; not terminated.
    const char *text;
    size_t text_length;
    /// The value of an integer, or 0 and 1 of a boolean.
    int64_t integer;
    double real;
} ctoml_node;

typedef struct ctoml_document ctoml_document;

/// Parses `length` bytes. Never throws and never returns `NULL` unless memory is out.
ctoml_document *ctoml_parse(const char *text, size_t length);

void ctoml_free(ctoml_document *document);

/// The nodes in the order of the text, the root table first; none where parsing failed.
const ctoml_node *ctoml_nodes(const ctoml_document *document, size_t *count);

/// What is wrong with the text, or `NULL`.
const char *ctoml_error(const ctoml_document *document, uint32_t *line, uint32_t *column);

#ifdef __cplusplus
}
#endif
