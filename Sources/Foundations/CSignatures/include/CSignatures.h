#pragma once

#include <stddef.h>
#include <stdint.h>

// Ed25519 (RFC 8032) by libcrypto. The first call costs what libcrypto needs to set itself up;
// openssl.cnf is not read, so a machine's configuration changes nothing here. Each returns 1, or 0
// where it failed.

/// The public key, 32 bytes, of a seed of 32 bytes.
int csignatures_ed25519_public(const uint8_t *seed, uint8_t *public_key);
/// Signs; the signature has 64 bytes.
int csignatures_ed25519_sign(const uint8_t *seed, const void *bytes, size_t count,
                             uint8_t *signature);
/// 1 where the 64 bytes are the key's signature of the bytes.
int csignatures_ed25519_verify(const uint8_t *public_key, const void *bytes, size_t count,
                               const uint8_t *signature);
