#include "CTOML.h"

#define TOML_HEADER_ONLY 1
// Errors of the text come back as values; `catch` below is for memory alone.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1
#include <toml++/toml.h>

#include <algorithm>
#include <deque>
#include <new>
#include <sstream>
#include <string>
#include <vector>

struct ctoml_document {
    toml::table root;
    // The texts of dates; a deque, so that they keep their addresses.
    std::deque<std::string> dates;
    std::vector<ctoml_node> nodes;
    std::string error;
    uint32_t line = 0;
    uint32_t column = 0;
    bool failed = false;
};

namespace {

// Flattens values into the order of the text: the library keeps tables sorted by key.
struct Flattener {
    ctoml_document &document;

    void add(const toml::node &node, const toml::key *key) {
        ctoml_node flat{};
        flat.line = node.source().begin.line;
        if (key) {
            flat.key = key->str().data();
            flat.key_length = key->str().size();
            // Tables and arrays that headers made stand where their key does.
            if (flat.line == 0 || node.is_table() || node.is_array_of_tables())
                flat.line = key->source().begin.line;
        }
        switch (node.type()) {
        case toml::node_type::string: {
            const std::string &text = node.as_string()->get();
            flat.kind = CTOML_STRING;
            flat.text = text.data();
            flat.text_length = text.size();
            break;
        }
        case toml::node_type::integer:
            flat.kind = CTOML_INTEGER;
            flat.integer = node.as_integer()->get();
            break;
        case toml::node_type::floating_point:
            flat.kind = CTOML_FLOAT;
            flat.real = node.as_floating_point()->get();
            break;
        case toml::node_type::boolean:
            flat.kind = CTOML_BOOLEAN;
            flat.integer = node.as_boolean()->get() ? 1 : 0;
            break;
        case toml::node_type::date:
            addDate(flat, node.as_date()->get());
            break;
        case toml::node_type::time:
            addDate(flat, node.as_time()->get());
            break;
        case toml::node_type::date_time:
            addDate(flat, node.as_date_time()->get());
            break;
        case toml::node_type::array:
            flat.kind = CTOML_ARRAY;
            flat.count = node.as_array()->size();
            document.nodes.push_back(flat);
            for (const toml::node &element : *node.as_array())
                add(element, nullptr);
            return;
        case toml::node_type::table:
            flat.kind = CTOML_TABLE;
            flat.count = node.as_table()->size();
            document.nodes.push_back(flat);
            addEntries(*node.as_table());
            return;
        case toml::node_type::none:
            return;
        }
        document.nodes.push_back(flat);
    }

private:
    template <typename Date> void addDate(ctoml_node &flat, const Date &date) {
        std::ostringstream stream;
        stream << date;
        document.dates.push_back(stream.str());
        flat.kind = CTOML_DATE;
        flat.text = document.dates.back().data();
        flat.text_length = document.dates.back().size();
    }

    void addEntries(const toml::table &table) {
        struct Entry {
            const toml::key *key;
            const toml::node *node;
        };
        std::vector<Entry> entries;
        entries.reserve(table.size());
        for (auto &&[key, node] : table)
            entries.push_back({&key, &node});
        std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
            const auto &left = a.key->source().begin;
            const auto &right = b.key->source().begin;
            return left.line != right.line ? left.line < right.line : left.column < right.column;
        });
        for (const Entry &entry : entries)
            add(*entry.node, entry.key);
    }
};

void fail(ctoml_document &document, const char *message) {
    document.failed = true;
    document.nodes.clear();
    document.error = message;
}

} // namespace

ctoml_document *ctoml_parse(const char *text, size_t length) {
    ctoml_document *document = new (std::nothrow) ctoml_document();
    if (!document)
        return nullptr;
    try {
        toml::parse_result result = toml::parse(std::string_view(text, length));
        if (result.failed()) {
            document->failed = true;
            document->error = std::string(result.error().description());
            document->line = result.error().source().begin.line;
            document->column = result.error().source().begin.column;
        } else {
            document->root = std::move(result).table();
            Flattener{*document}.add(document->root, nullptr);
        }
    } catch (...) {
        try {
            fail(*document, "there is not enough memory");
        } catch (...) {
            delete document;
            return nullptr;
        }
    }
    return document;
}

void ctoml_free(ctoml_document *document) {
    delete document;
}

const ctoml_node *ctoml_nodes(const ctoml_document *document, size_t *count) {
    *count = document->nodes.size();
    return document->nodes.data();
}

const char *ctoml_error(const ctoml_document *document, uint32_t *line, uint32_t *column) {
    if (!document->failed)
        return nullptr;
    *line = document->line;
    *column = document->column;
    return document->error.c_str();
}
