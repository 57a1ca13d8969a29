// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// One value of a JSON tree under its dotted path: `usage.details[0].count`, with `\.` for a dot inside a key.
struct JsonLeaf
{
    std::string path{};
    char kind = 'n';    ///< first byte of the token: { [ " t f n, else a number
    std::string text{}; ///< of a string: unescaped; of a number: as written
    bool isCut = false; ///< a text that was wanted and is longer than what is kept: it lost its text
    bool isNumber() const { return kind == '-' || (kind >= '0' && kind <= '9'); }
};

/// A path to be looked up: of the whole, or of what stands below another one (either may be empty). Not to be kept.
class LeafPath
{
public:
    LeafPath(std::string_view path) : m_key{path} {} // NOLINT: a text is a path
    LeafPath(const std::string &path) : m_key{path} {} // NOLINT
    LeafPath(const char *path) : m_key{path} {} // NOLINT
    LeafPath(std::string_view prefix, std::string_view key) : m_prefix{prefix}, m_key{key} {}

    bool is(std::string_view path) const
    {
        if (m_prefix.empty() || m_key.empty()) {
            return path == (m_prefix.empty() ? m_key : m_prefix);
        }
        return path.size() == m_prefix.size() + 1 + m_key.size() && path.ends_with(m_key) && path[m_prefix.size()] == '.' && path.starts_with(m_prefix);
    }
    std::string text() const;

private:
    std::string_view m_prefix{};
    std::string_view m_key{};
};

/// The part of a JSON object that is wanted, in any order of fields. On-Demand reads forwards once, and these formats
/// decide what a body is by fields that may stand behind its counts; so the few wanted values are kept aside first. One that is
/// cleared and filled again for each line takes no memory after the first ones.
class JsonLeaves
{
public:
    /// Whether to look inside the object ('{') or array ('[') at that path, or to keep the long text ('"', more than LongText bytes). What
    /// is not wanted is skipped unread; a text then keeps its kind alone. An element of an array has the key of its array.
    using Descend = std::function<bool(std::string_view path, std::string_view key, char kind)>;

    static constexpr std::size_t LongText = 1024; ///< bytes as written: names, times and counts are shorter, prompts are not

    JsonLeaves() = default;
    /// @param mostText bytes of a string that are kept where long ones are wanted: longer ones keep their kind and lose their text
    explicit JsonLeaves(std::size_t mostText) : m_mostText{mostText} {}
    JsonLeaves(JsonLeaves &&other) noexcept { *this = std::move(other); }
    JsonLeaves &operator=(JsonLeaves &&other) noexcept;

    /// Adds the values below `object`.
    /// CAPACITY when the wanted part is absurdly large.
    json::Error add(json::Object &object, std::string_view prefix, const Descend &descend);
    /// Adds one value under a key of the outermost object.
    json::Error addField(std::string_view key, json::Value value, const Descend &descend);
    /// Adds one value under a path.
    json::Error add(json::Value value, std::string_view path, const Descend &descend);

    /// Null when there is none. The first of several with one path.
    const JsonLeaf *find(const LeafPath &path) const;
    bool isObject(const LeafPath &path) const { return hasKind(path, '{'); }
    bool isArray(const LeafPath &path) const { return hasKind(path, '['); }
    /// Written and not null.
    bool has(const LeafPath &path) const;
    /// Text of a string; of a number as well. Empty for all else.
    std::string_view text(const LeafPath &path) const;
    bool isTrue(const LeafPath &path) const { return hasKind(path, 't'); }
    bool isCut(const LeafPath &path) const;
    std::span<const JsonLeaf> all() const { return {m_leaves.data(), m_count}; }
    void clear();

private:
    bool hasKind(const LeafPath &path, char kind) const;
    json::Error addKey(std::string_view key, json::Value value, const Descend &descend, int depth);
    /// Under m_path.
    json::Error addHere(json::Value value, std::string_view key, const Descend &descend, int depth);

    std::size_t m_mostText = 4096;
    std::size_t m_count = 0;          ///< of the leaves those that are in use
    std::vector<JsonLeaf> m_leaves{}; ///< the others keep their memory
    std::string m_path{};             ///< of what is being added
};

/// `a` + `b` -> `a.b`; either may be empty.
std::string joinedPath(std::string_view prefix, std::string_view key);

} // namespace tokenmeter
