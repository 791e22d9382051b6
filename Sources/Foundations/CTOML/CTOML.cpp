#include "CTOML.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

// Thrown where the library meets what it takes for impossible.
struct BrokenAssumption : std::exception {};

} // namespace

// Some malformed text, such as `a = [}`, breaks the library's assumptions (3.3.0). They would end a
// debug build and be undefined behaviour in a release build, so they are checked in both, as
// errors.
#undef NDEBUG
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : throw BrokenAssumption())
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

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
        std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
            const auto &left = a.key->source().begin;
            const auto &right = b.key->source().begin;
            return left.line != right.line ? left.line < right.line : left.column < right.column;
        });
        for (const Entry &entry : entries)
            add(*entry.node, entry.key);
    }
};

void fail(ctoml_document &document, std::string_view message, uint32_t line, uint32_t column) {
    document.failed = true;
    document.nodes.clear();
    document.error = message;
    document.line = line;
    document.column = column;
}

bool breaksAssumption(std::string_view text) {
    try {
        (void)toml::parse(text);
    } catch (const BrokenAssumption &) {
        return true;
    } catch (const toml::parse_error &) {
    }
    return false;
}

// The line that breaks an assumption. The library reads forward only, so the beginning of the text
// that ends with that line breaks it and every shorter one does not.
uint32_t lineOfBrokenAssumption(std::string_view text) {
    std::vector<size_t> ends;
    for (size_t index = 0; index < text.size(); index++)
        if (text[index] == '\n')
            ends.push_back(index + 1);
    ends.push_back(text.size());
    const auto first = std::partition_point(ends.begin(), ends.end(), [&](size_t end) {
        return !breaksAssumption(text.substr(0, end));
    });
    return static_cast<uint32_t>(first - ends.begin()) + 1;
}

void parse(ctoml_document &document, std::string_view text) {
    try {
        document.root = toml::parse(text);
        Flattener{document}.add(document.root, nullptr);
    } catch (const toml::parse_error &error) {
        const auto &place = error.source().begin;
        fail(document, error.description(), place.line, place.column);
    } catch (const BrokenAssumption &) {
        fail(document, "a value is malformed", lineOfBrokenAssumption(text), 1);
    }
}

} // namespace

ctoml_document *ctoml_parse(const char *text, size_t length) {
    ctoml_document *document = new (std::nothrow) ctoml_document();
    if (!document)
        return nullptr;
    try {
        parse(*document, std::string_view(text, length));
    } catch (...) {
        // Memory, and whatever else must not cross into code without exceptions.
        document->failed = true;
        document->nodes.clear();
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
