#include <CSignatures.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

static int ready(void) {
    return OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

int csignatures_ed25519_public(const uint8_t *seed, uint8_t *public_key) {
    if (!ready()) {
        return 0;
    }
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    size_t count = 32;
    int done = key != NULL && EVP_PKEY_get_raw_public_key(key, public_key, &count) == 1;
    EVP_PKEY_free(key);
    return done && count == 32;
}

int csignatures_ed25519_sign(const uint8_t *seed, const void *bytes, size_t count,
                             uint8_t *signature) {
    if (!ready()) {
        return 0;
    }
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t written = 64;
    int done = key != NULL && context != NULL
        && EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1
        && EVP_DigestSign(context, signature, &written, bytes, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return done && written == 64;
}

int csignatures_ed25519_verify(const uint8_t *public_key, const void *bytes, size_t count,
                               const uint8_t *signature) {
    if (!ready()) {
        return 0;
    }
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int agrees = key != NULL && context != NULL
        && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1
        && EVP_DigestVerify(context, signature, 64, bytes, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return agrees;
}
