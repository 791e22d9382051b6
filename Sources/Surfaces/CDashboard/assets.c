#include <CDashboard.h>

// `#embed` is C23; the package's C is older, and Clang takes it all the same.
#pragma clang diagnostic ignored "-Wc23-extensions"

#if !__has_embed("vendor/dagre.js") || !__has_embed("vendor/uplot.js") \
    || !__has_embed("vendor/uplot.css")
#error "Libraries of the dashboard are missing. Run scripts/assets, which fetches them."
#else

// The parts of a file stand in one scope, in this order; no tool puts them together.

static const unsigned char style[] = {
#embed "web/base.css"
#embed "web/frame.css" prefix(,)
#embed "web/blocks.css" prefix(,)
#embed "web/controls.css" prefix(,)
#embed "web/views.css" prefix(,)
#embed "vendor/uplot.css" prefix(,)
#embed "web/media.css" prefix(,)
};

// What every page runs.
static const unsigned char script[] = {
#embed "web/page.js"
#embed "web/times.js" prefix(,)
#embed "web/notices.js" prefix(,)
#embed "web/freshness.js" prefix(,)
#embed "web/morph.js" prefix(,)
#embed "web/settling.js" prefix(,)
#embed "web/refresh.js" prefix(,)
#embed "web/stream.js" prefix(,)
#embed "web/live.js" prefix(,)
#embed "web/dialogs.js" prefix(,)
#embed "web/actions.js" prefix(,)
#embed "web/keys.js" prefix(,)
#embed "web/board.js" prefix(,)
#embed "web/figures.js" prefix(,)
#embed "web/start.js" prefix(,)
};

// What a page with a graph asks for, and the worker that lays it out.
static const unsigned char graph[] = {
#embed "web/graph.js"
};
static const unsigned char layout[] = {
#embed "vendor/dagre.js"
#embed "web/layout.js" prefix(,)
};

// What a page with a chart asks for.
static const unsigned char chart[] = {
#embed "vendor/uplot.js"
#embed "web/chart.js" prefix(,)
};

static const unsigned char icon[] = {
#embed "web/icon.svg"
};

// The words, which the page of help shows.
static const unsigned char glossary[] = {
#embed "../../../docs/glossary.md"
};

static const char css[] = "text/css; charset=utf-8";
static const char javascript[] = "text/javascript; charset=utf-8";

static const worklead_asset assets[] = {
    {"worklead.css", css, style, sizeof style},
    {"worklead.js", javascript, script, sizeof script},
    {"graph.js", javascript, graph, sizeof graph},
    {"layout.js", javascript, layout, sizeof layout},
    {"chart.js", javascript, chart, sizeof chart},
    {"icon.svg", "image/svg+xml", icon, sizeof icon},
    {"glossary.md", "text/markdown; charset=utf-8", glossary, sizeof glossary},
};

size_t worklead_assets_count(void) {
    return sizeof assets / sizeof assets[0];
}

worklead_asset worklead_asset_at(size_t place) {
    return assets[place];
}

#endif
