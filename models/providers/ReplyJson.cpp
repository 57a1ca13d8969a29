// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ReplyJson.h"

#include <simdjson.h>

#include <algorithm>
#include <vector>

namespace tokenmeter
{

/// Nodes in the order they are written; index 0 is "missing". Views point into the parser's own buffers.
struct ReplyJson::Data
{
    struct Node
    {
        JsonKind kind = JsonKind::Missing;
        std::uint32_t children = 0; ///< how many
        std::uint32_t first = 0;    ///< index of the first child; 0 = none
        std::uint32_t next = 0;     ///< index of the next sibling; 0 = none
        std::string_view key{};
        std::string_view text{};
    };
    simdjson::padded_string body{};
    simdjson::ondemand::parser parser{};
    std::vector<Node> nodes{Node{}};
};

namespace
{

using Node = ReplyJson::Data::Node;
using simdjson::SUCCESS;
using Error = simdjson::error_code;

constexpr std::string_view Blanks = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(Blanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(Blanks) - begin + 1);
}

/// RFC 8259's grammar of a number: the fast parser looks at the first byte only until a value is asked for.
bool isNumber(std::string_view text)
{
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            ++at;
        }
        return at > begin;
    };
    const auto take = [&](char c) { return at < text.size() && text[at] == c ? (++at, true) : false; };
    take('-');
    if (!take('0') && !digits()) {
        return false;
    }
    if (take('.') && !digits()) {
        return false;
    }
    if (take('e') || take('E')) {
        if (!take('+')) {
            take('-');
        }
        if (!digits()) {
            return false;
        }
    }
    return at == text.size();
}

class TreeBuilder
{
public:
    explicit TreeBuilder(ReplyJson::Data &data) : m_nodes{data.nodes} {}
    Error build(simdjson::ondemand::value value, std::uint32_t index, int depth)
    {
        if (depth > ReplyJson::MostDepth) {
            return simdjson::DEPTH_ERROR;
        }
        simdjson::ondemand::json_type type{};
        if (const Error error = value.type().get(type)) {
            return error;
        }
        switch (type) {
        case simdjson::ondemand::json_type::object:
            return object(value, index, depth);
        case simdjson::ondemand::json_type::array:
            return array(value, index, depth);
        case simdjson::ondemand::json_type::string: {
            m_nodes[index].kind = JsonKind::String;
            return value.get_string().get(m_nodes[index].text);
        }
        default:
            return scalar(value, index);
        }
    }

private:
    Error scalar(simdjson::ondemand::value value, std::uint32_t index)
    {
        const std::string_view text = trimmed(value.raw_json_token());
        Node &node = m_nodes[index];
        if (text == "null") {
            node.kind = JsonKind::Null;
            return SUCCESS;
        }
        node.text = text;
        if (text == "true" || text == "false") {
            node.kind = JsonKind::Bool;
            return SUCCESS;
        }
        if (!isNumber(text)) {
            return simdjson::NUMBER_ERROR;
        }
        node.kind = JsonKind::Number; // as text: asking for its value would make a binary fraction
        return SUCCESS;
    }
    Error object(simdjson::ondemand::value value, std::uint32_t index, int depth)
    {
        simdjson::ondemand::object members;
        if (const Error error = value.get_object().get(members)) {
            return error;
        }
        m_nodes[index].kind = JsonKind::Object;
        std::uint32_t last = 0;
        for (auto entry : members) {
            simdjson::ondemand::field field;
            if (const Error error = std::move(entry).get(field)) {
                return error;
            }
            std::string_view key;
            if (const Error error = field.unescaped_key().get(key)) {
                return error;
            }
            if (const Error error = add(index, last)) {
                return error;
            }
            m_nodes[last].key = key;
            if (const Error error = build(field.value(), last, depth + 1)) {
                return error;
            }
        }
        return SUCCESS;
    }
    Error array(simdjson::ondemand::value value, std::uint32_t index, int depth)
    {
        simdjson::ondemand::array elements;
        if (const Error error = value.get_array().get(elements)) {
            return error;
        }
        m_nodes[index].kind = JsonKind::Array;
        std::uint32_t last = 0;
        for (auto entry : elements) {
            simdjson::ondemand::value element;
            if (const Error error = std::move(entry).get(element)) {
                return error;
            }
            if (const Error error = add(index, last)) {
                return error;
            }
            if (const Error error = build(element, last, depth + 1)) {
                return error;
            }
        }
        return SUCCESS;
    }
    /// A new child behind `last`, which becomes it.
    Error add(std::uint32_t parent, std::uint32_t &last)
    {
        if (m_nodes.size() >= ReplyJson::MostNodes) {
            return simdjson::CAPACITY;
        }
        const auto index = std::uint32_t(m_nodes.size());
        m_nodes.emplace_back();
        ++m_nodes[parent].children;
        (last == 0 ? m_nodes[parent].first : m_nodes[last].next) = index;
        last = index;
        return SUCCESS;
    }

    std::vector<Node> &m_nodes;
};

/// Whether the text stops inside a string, an object or an array.
bool endsInTheMiddle(std::string_view text)
{
    std::int64_t open = 0;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inString) {
            if (c == '\\') {
                ++at;
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++open;
        } else if (c == '}' || c == ']') {
            --open;
        }
    }
    return inString || open > 0;
}

Problem problemOf(Error error, std::string_view text)
{
    if (error == simdjson::DEPTH_ERROR || error == simdjson::CAPACITY) {
        return {.cause = Cause::ReplyTooLarge};
    }
    return {.cause = endsInTheMiddle(text) ? Cause::ReplyCutShort : Cause::ReplyNotJson};
}

} // namespace

Result<ReplyJson> ReplyJson::parse(std::string_view body)
{
    if (body.size() > MostBytes) {
        return Problem{.cause = Cause::ReplyTooLarge};
    }
    constexpr std::string_view Mark = "\xEF\xBB\xBF";
    if (body.starts_with(Mark)) {
        body.remove_prefix(Mark.size());
    }
    body = trimmed(body);
    if (body.empty()) {
        return Problem{.cause = Cause::ReplyCutShort};
    }
    if (body.front() != '{' && body.front() != '[') {
        return Problem{.cause = Cause::ReplyNotJson};
    }
    auto data = std::make_shared<Data>();
    data->body = simdjson::padded_string{body};
    simdjson::ondemand::document document;
    if (const Error error = data->parser.iterate(data->body).get(document)) {
        return problemOf(error, body);
    }
    simdjson::ondemand::value top;
    if (const Error error = document.get_value().get(top)) {
        return problemOf(error, body);
    }
    data->nodes.emplace_back();
    if (const Error error = TreeBuilder{*data}.build(top, 1, 0)) {
        return problemOf(error, body);
    }
    const char *rest = nullptr;
    if (document.current_location().get(rest) == SUCCESS) {
        return problemOf(simdjson::TAPE_ERROR, body); // something stands behind the document
    }
    return ReplyJson{std::move(data)};
}

JsonNode ReplyJson::root() const
{
    return JsonNode{m_data.get(), 1};
}

JsonKind JsonNode::kind() const
{
    return m_data == nullptr ? JsonKind::Missing : m_data->nodes[m_index].kind;
}

std::string_view JsonNode::text() const
{
    return m_data == nullptr ? std::string_view{} : m_data->nodes[m_index].text;
}

std::string_view JsonNode::key() const
{
    return m_data == nullptr ? std::string_view{} : m_data->nodes[m_index].key;
}

JsonNode JsonNode::operator[](std::string_view name) const
{
    if (isObject()) {
        for (const JsonNode member : *this) {
            if (member.key() == name) {
                return member;
            }
        }
    }
    return {};
}

std::size_t JsonNode::size() const
{
    return m_data == nullptr ? 0 : m_data->nodes[m_index].children;
}

JsonNode::Iterator JsonNode::begin() const
{
    return {m_data, m_data == nullptr ? 0 : m_data->nodes[m_index].first};
}

JsonNode::Iterator &JsonNode::Iterator::operator++()
{
    m_index = m_data->nodes[m_index].next;
    return *this;
}

std::string JsonNode::compactText(std::size_t most) const
{
    std::string text;
    write(text, most);
    return text;
}

void JsonNode::write(std::string &out, std::size_t most) const
{
    if (out.size() >= most) {
        return;
    }
    switch (kind()) {
    case JsonKind::Missing:
    case JsonKind::Null:
        out += "null";
        return;
    case JsonKind::Bool:
    case JsonKind::Number:
    case JsonKind::String:
        out += text().substr(0, most - out.size());
        return;
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    out += isObject() ? '{' : '[';
    bool first = true;
    for (const JsonNode child : *this) {
        if (out.size() >= most) {
            break;
        }
        out += first ? "" : ", ";
        first = false;
        if (isObject()) {
            out += child.key().substr(0, most - std::min(most, out.size()));
            out += ": ";
        }
        child.write(out, most);
    }
    out += isObject() ? '}' : ']';
}

} // namespace tokenmeter
