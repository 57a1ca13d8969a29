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

std::string escapedKey(std::string_view key)
{
    std::string result;
    for (const char c : key) {
        if (c == '.') {
            result.push_back('\\');
        }
        result.push_back(c);
    }
    return result;
}

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

json::Error JsonLeaves::addAt(json::Value value, std::string path, std::string_view key, const Descend &descend, int depth)
{
    if (m_leaves.size() >= MaxLeaves) {
        return simdjson::CAPACITY;
    }
    const char kind = json::kindOf(value);
    JsonLeaf leaf{.path = path, .kind = kind};
    if (kind == '{' || kind == '[') {
        m_leaves.push_back(std::move(leaf));
        if (depth >= MaxDepth || !descend(path, key, kind)) {
            return json::Ok;
        }
        if (kind == '[') {
            std::size_t index = 0;
            return json::forEachElement(value, [&](json::Value element) {
                return addAt(element, path + "[" + std::to_string(index++) + "]", key, descend, depth + 1);
            });
        }
        json::Object object;
        if (const json::Error error = value.get_object().get(object)) {
            return error;
        }
        return json::forEachField(object, [&](std::string_view name, json::Value inner) {
            const std::string kept{name};
            return addAt(inner, joinedPath(path, escapedKey(kept)), kept, descend, depth + 1);
        });
    }
    if (kind == '"') {
        const json::Text text = json::readText(value);
        if (text.value.size() <= m_mostText) {
            leaf.text = text.value;
        }
    } else if (leaf.isNumber()) {
        leaf.text = trimmedToken(value.raw_json_token()).substr(0, m_mostText);
    }
    m_leaves.push_back(std::move(leaf));
    return json::Ok;
}

json::Error JsonLeaves::add(json::Object &object, std::string_view prefix, const Descend &descend)
{
    return json::forEachField(object, [&](std::string_view name, json::Value value) {
        const std::string key{name};
        return addAt(value, joinedPath(prefix, escapedKey(key)), key, descend, 1);
    });
}

json::Error JsonLeaves::addField(std::string_view key, json::Value value, const Descend &descend)
{
    return addAt(value, escapedKey(key), key, descend, 1);
}

json::Error JsonLeaves::add(json::Value value, std::string_view path, const Descend &descend)
{
    return addAt(value, std::string{path}, {}, descend, 0);
}

const JsonLeaf *JsonLeaves::find(std::string_view path) const
{
    const auto found = std::find_if(m_leaves.begin(), m_leaves.end(), [&](const JsonLeaf &leaf) { return leaf.path == path; });
    return found == m_leaves.end() ? nullptr : &*found;
}

bool JsonLeaves::hasKind(std::string_view path, char kind) const
{
    const JsonLeaf *leaf = find(path);
    return leaf && leaf->kind == kind;
}

bool JsonLeaves::has(std::string_view path) const
{
    const JsonLeaf *leaf = find(path);
    return leaf && leaf->kind != 'n';
}

std::string_view JsonLeaves::text(std::string_view path) const
{
    const JsonLeaf *leaf = find(path);
    return leaf ? std::string_view{leaf->text} : std::string_view{};
}

} // namespace tokenmeter
