#ifndef CDASHBOARD_H
#define CDASHBOARD_H

#include <stddef.h>

/// A file that the dashboard's pages ask for: style, script or picture.
typedef struct {
    const char *name;
    /// What `Content-Type` says of it.
    const char *type;
    const unsigned char *bytes;
    size_t count;
} worklead_asset;

/// How many there are.
size_t worklead_assets_count(void);

/// The one at a place below the count.
worklead_asset worklead_asset_at(size_t place);

#endif
