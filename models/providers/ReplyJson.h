// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tokenmeter
{

class JsonNode;

/// A reply's body as a tree that may be asked in any order. Numbers keep the text they were written with.
/// (The importers' reader goes forwards only, once; replies are small and their fields come in any order.)
class ReplyJson
{
public:
    /// @param body UTF-8; a byte order mark is skipped
    /// Problems: ReplyTooLarge (over MostBytes, MostNodes or MostDepth), ReplyCutShort (empty, or it ends in the middle),
    /// ReplyNotJson (HTML, plain text, a bare string or number, damaged)
    static Result<ReplyJson> parse(std::string_view body);
    JsonNode root() const;

    static constexpr std::size_t MostBytes = 16 * 1024 * 1024;
    static constexpr std::size_t MostNodes = 2'000'000;
    static constexpr int MostDepth = 64;

    struct Data;

private:
    explicit ReplyJson(std::shared_ptr<const Data> data) : m_data{std::move(data)} {}
    std::shared_ptr<const Data> m_data;
};

enum class JsonKind : std::uint8_t { Missing, Null, Bool, Number, String, Array, Object };

/// A place in a ReplyJson, which must outlive it. Cheap to copy. One that is not there answers everything with nothing.
class JsonNode
{
public:
    JsonNode() = default;

    JsonKind kind() const;
    bool isObject() const { return kind() == JsonKind::Object; }
    bool isArray() const { return kind() == JsonKind::Array; }
    /// Neither missing nor null.
    bool isThere() const { return kind() != JsonKind::Missing && kind() != JsonKind::Null; }
    /// Of a string, unescaped; of a number, as it was written; of a bool "true" or "false"; else empty.
    std::string_view text() const;
    bool isTrue() const { return kind() == JsonKind::Bool && text() == "true"; }
    /// Name of this member in its object; empty in an array.
    std::string_view key() const;
    /// The first member of that name; missing when there is none or this is no object.
    JsonNode operator[](std::string_view name) const;
    /// Members of an object or elements of an array.
    std::size_t size() const;

    class Iterator
    {
    public:
        Iterator(const ReplyJson::Data *data, std::uint32_t index) : m_data{data}, m_index{index} {}
        JsonNode operator*() const { return JsonNode{m_data, m_index}; }
        Iterator &operator++();
        bool operator==(const Iterator &other) const { return m_index == other.m_index; }

    private:
        const ReplyJson::Data *m_data;
        std::uint32_t m_index;
    };
    Iterator begin() const;
    Iterator end() const { return {m_data, 0}; }

    /// This value as JSON text, cut to about `most` bytes: for fields that are kept without being understood.
    std::string compactText(std::size_t most) const;

private:
    friend class ReplyJson;
    JsonNode(const ReplyJson::Data *data, std::uint32_t index) : m_data{data}, m_index{index} {}
    void write(std::string &out, std::size_t most) const;

    const ReplyJson::Data *m_data = nullptr;
    std::uint32_t m_index = 0;
};

} // namespace tokenmeter
