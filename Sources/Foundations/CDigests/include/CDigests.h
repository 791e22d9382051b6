#pragma once

#include <stddef.h>
#include <stdint.h>

// SHA-256 by libcrypto's low-level functions. The EVP functions read openssl.cnf and fetch a
// provider when first used, which costs a short command more than its work.

/// The state of a running SHA-256; as large as libcrypto's own, which stays out of this header.
typedef struct {
    uint64_t opaque[14];
} cdigests_sha256_state;

void cdigests_sha256_begin(cdigests_sha256_state *state);
void cdigests_sha256_add(cdigests_sha256_state *state, const void *bytes, size_t count);
/// Writes 32 bytes and leaves the state unusable until it is begun again.
void cdigests_sha256_end(cdigests_sha256_state *state, void *digest);

/// SHA-256 of `count` bytes, in one call.
void cdigests_sha256(const void *bytes, size_t count, void *digest);

/// RFC 6962, 2.1: SHA-256(0x00 || bytes).
void cdigests_merkle_leaf(const void *bytes, size_t count, void *digest);

/// RFC 6962, 2.1: SHA-256(0x01 || left || right), each 32 bytes. `digest` may be one of them.
void cdigests_merkle_node(const void *left, const void *right, void *digest);
