#include "CDashboard.h"

static const unsigned char style[] = {
#embed "web/worklead.css"
};
static const unsigned char script[] = {
#embed "web/worklead.js"
};

static const worklead_asset assets[] = {
    {"worklead.css", "text/css; charset=utf-8", style, sizeof style},
    {"worklead.js", "text/javascript; charset=utf-8", script, sizeof script},
};

size_t worklead_assets_count(void) { return sizeof assets / sizeof *assets; }

worklead_asset worklead_asset_at(size_t index) { return assets[index]; }
