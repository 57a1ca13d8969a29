// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// One value of a JSON tree under its dotted path: `usage.details[0].count`, with `\.` for a dot inside a key.
struct JsonLeaf
{
    std::string path{};
    char kind = 'n';    ///< first byte of the token: { [ " t f n, else a number
    std::string text{}; ///< of a string: unescaped; of a number: as written
    bool isNumber() const { return kind == '-' || (kind >= '0' && kind <= '9'); }
};

/// The part of a JSON object that is wanted, in any order of fields. On-Demand reads forwards once, and these formats
/// decide what a body is by fields that may stand behind its counts; so the few wanted values are kept aside first.
class JsonLeaves
{
public:
    /// Whether to look inside the object ('{') or array ('[') at that path. What is not looked into is skipped unread.
    /// An element of an array has the key of its array.
    using Descend = std::function<bool(std::string_view path, std::string_view key, char kind)>;

    JsonLeaves() = default;
    /// @param mostText bytes of a string that are kept: longer ones keep their kind and lose their text
    explicit JsonLeaves(std::size_t mostText) : m_mostText{mostText} {}

    /// Adds the values below `object`.
    /// CAPACITY when the wanted part is absurdly large.
    json::Error add(json::Object &object, std::string_view prefix, const Descend &descend);
    /// Adds one value under a key of the outermost object.
    json::Error addField(std::string_view key, json::Value value, const Descend &descend);
    /// Adds one value under a path.
    json::Error add(json::Value value, std::string_view path, const Descend &descend);

    /// Null when there is none. The first of several with one path.
    const JsonLeaf *find(std::string_view path) const;
    bool isObject(std::string_view path) const { return hasKind(path, '{'); }
    bool isArray(std::string_view path) const { return hasKind(path, '['); }
    /// Written and not null.
    bool has(std::string_view path) const;
    /// Text of a string; of a number as well. Empty for all else.
    std::string_view text(std::string_view path) const;
    bool isTrue(std::string_view path) const { return hasKind(path, 't'); }
    const std::vector<JsonLeaf> &all() const { return m_leaves; }
    void clear() { m_leaves.clear(); }

private:
    bool hasKind(std::string_view path, char kind) const;
    json::Error addAt(json::Value value, std::string path, std::string_view key, const Descend &descend, int depth);

    std::size_t m_mostText = 4096;
    std::vector<JsonLeaf> m_leaves{};
};

/// `a` + `b` -> `a.b`; either may be empty.
std::string joinedPath(std::string_view prefix, std::string_view key);

} // namespace tokenmeter
