// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/JsonLeaves.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int MaxDepth = 32;
constexpr std::size_t MaxLeaves = 20'000; // a hostile object cannot take all memory

constexpr std::size_t MaxPath = 1024; // what lies deeper or under a longer name is nobody's field
constexpr std::size_t KeptLeaves = 512; // of a line that was larger than others

std::string_view trimmedToken(std::string_view token)
{
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') {
        token.remove_suffix(1);
    }
    return token;
}

} // namespace

std::string joinedPath(std::string_view prefix, std::string_view key)
{
    std::string path{prefix};
    if (!prefix.empty() && !key.empty()) {
        path.push_back('.');
    }
    return path.append(key);
}

std::string LeafPath::text() const
{
    return joinedPath(m_prefix, m_key);
}

JsonLeaves &JsonLeaves::operator=(JsonLeaves &&other) noexcept
{
    m_mostText = other.m_mostText;
    m_count = std::exchange(other.m_count, 0);
    m_leaves = std::move(other.m_leaves);
    m_path = std::move(other.m_path);
    return *this;
}

void JsonLeaves::clear()
{
    m_count = 0;
    if (m_leaves.size() > KeptLeaves) {
        m_leaves = {};
    }
}

json::Error JsonLeaves::addHere(json::Value value, std::string_view key, const Descend &descend, int depth)
{
    if (m_count >= MaxLeaves) {
        return simdjson::CAPACITY;
    }
    const char kind = json::kindOf(value);
    if (m_count == m_leaves.size()) {
        m_leaves.emplace_back();
    }
    JsonLeaf &leaf = m_leaves[m_count++]; // not after others were added
    leaf.path = m_path;
    leaf.kind = kind;
    leaf.text.clear();
    leaf.isCut = false;
    if (kind == '{' || kind == '[') {
        if (depth >= MaxDepth || !descend(m_path, key, kind)) {
            return json::Ok;
        }
        const std::size_t size = m_path.size();
        json::Error error = json::Ok;
        if (kind == '[') {
            std::size_t index = 0;
            error = json::forEachElement(value, [&](json::Value element) {
                m_path.append("[").append(std::to_string(index++)).append("]");
                const json::Error inside = addHere(element, key, descend, depth + 1);
                m_path.resize(size);
                return inside;
            });
        } else {
            json::Object object;
            error = value.get_object().get(object);
            if (!error) {
                error = json::forEachField(object, [&](std::string_view name, json::Value inner) { return addKey(name, inner, descend, depth + 1); });
            }
        }
        return error;
    }
    if (kind == '"') {
        if (value.raw_json_token().size() > LongText && !descend(m_path, key, kind)) {
            return json::Ok;
        }
        const json::Text text = json::readText(value);
        leaf.isCut = text.value.size() > m_mostText;
        if (!leaf.isCut) {
            leaf.text = text.value;
        }
    } else if (leaf.isNumber()) {
        leaf.text = trimmedToken(value.raw_json_token()).substr(0, m_mostText);
    }
    return json::Ok;
}

json::Error JsonLeaves::addKey(std::string_view key, json::Value value, const Descend &descend, int depth)
{
    const std::size_t size = m_path.size();
    if (size > 0 && !key.empty()) {
        m_path.push_back('.');
    }
    for (const char c : key) {
        if (c == '.') {
            m_path.push_back('\\');
        }
        m_path.push_back(c);
    }
    if (m_path.size() > MaxPath) {
        m_path.resize(size);
        return json::Ok;
    }
    const json::Error error = addHere(value, key, descend, depth); // the key's text is good until the next line is read
    m_path.resize(size);
    return error;
}

json::Error JsonLeaves::add(json::Object &object, std::string_view prefix, const Descend &descend)
{
    m_path = prefix;
    return json::forEachField(object, [&](std::string_view name, json::Value value) { return addKey(name, value, descend, 1); });
}

json::Error JsonLeaves::addField(std::string_view key, json::Value value, const Descend &descend)
{
    m_path.clear();
    return addKey(key, value, descend, 1);
}

json::Error JsonLeaves::add(json::Value value, std::string_view path, const Descend &descend)
{
    m_path = path;
    return addHere(value, {}, descend, 0);
}

const JsonLeaf *JsonLeaves::find(const LeafPath &path) const
{
    const std::span<const JsonLeaf> leaves = all();
    const auto found = std::find_if(leaves.begin(), leaves.end(), [&](const JsonLeaf &leaf) { return path.is(leaf.path); });
    return found == leaves.end() ? nullptr : &*found;
}

bool JsonLeaves::hasKind(const LeafPath &path, char kind) const
{
    const JsonLeaf *leaf = find(path);
    return leaf && leaf->kind == kind;
}

bool JsonLeaves::has(const LeafPath &path) const
{
    const JsonLeaf *leaf = find(path);
    return leaf && leaf->kind != 'n';
}

bool JsonLeaves::isCut(const LeafPath &path) const
{
    const JsonLeaf *leaf = find(path);
    return leaf && leaf->isCut;
}

std::string_view JsonLeaves::text(const LeafPath &path) const
{
    const JsonLeaf *leaf = find(path);
    return leaf ? std::string_view{leaf->text} : std::string_view{};
}

} // namespace tokenmeter
