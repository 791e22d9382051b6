#pragma once
#include <stddef.h>

/// A file of the dashboard, as its bytes.
typedef struct {
    const char *_Nonnull name;
    /// Its media type.
    const char *_Nonnull type;
    const unsigned char *_Nonnull bytes;
    size_t count;
} worklead_asset;

/// How many files there are.
size_t worklead_assets_count(void);

/// One of them; `index` is under the count.
worklead_asset worklead_asset_at(size_t index);
