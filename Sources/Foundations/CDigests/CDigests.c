#include <CDigests.h>

// "SHA256_Init(), SHA256_Update() and SHA256_Final() are deprecated" (OpenSSL 3.0). They stay
// for the whole of version 3, and unlike EVP they need no provider.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <string.h>

_Static_assert(sizeof(cdigests_sha256_state) >= sizeof(SHA256_CTX), "SHA256_CTX has grown");
_Static_assert(_Alignof(cdigests_sha256_state) >= _Alignof(SHA256_CTX), "SHA256_CTX moved");

static SHA256_CTX *context(cdigests_sha256_state *state) {
    return (SHA256_CTX *)state;
}

void cdigests_sha256_begin(cdigests_sha256_state *state) {
    SHA256_Init(context(state));
}

void cdigests_sha256_add(cdigests_sha256_state *state, const void *bytes, size_t count) {
    if (count > 0) {
        SHA256_Update(context(state), bytes, count);
    }
}

void cdigests_sha256_end(cdigests_sha256_state *state, void *digest) {
    SHA256_Final(digest, context(state));
}

void cdigests_sha256(const void *bytes, size_t count, void *digest) {
    SHA256_CTX running;
    SHA256_Init(&running);
    if (count > 0) {
        SHA256_Update(&running, bytes, count);
    }
    SHA256_Final(digest, &running);
}

void cdigests_merkle_leaf(const void *bytes, size_t count, void *digest) {
    SHA256_CTX running;
    SHA256_Init(&running);
    SHA256_Update(&running, "\x00", 1);
    if (count > 0) {
        SHA256_Update(&running, bytes, count);
    }
    SHA256_Final(digest, &running);
}

void cdigests_merkle_node(const void *left, const void *right, void *digest) {
    unsigned char joined[65];
    joined[0] = 1;
    memcpy(joined + 1, left, 32);
    memcpy(joined + 33, right, 32);
    SHA256_CTX running;
    SHA256_Init(&running);
    SHA256_Update(&running, joined, sizeof joined);
    SHA256_Final(digest, &running);
}
