// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// A text that must never be shown. It has no conversion to a text and prints as "(secret)"; reveal() is what a reviewer looks for.
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string value) : m_value{std::move(value)} {}
    const std::string &reveal() const { return m_value; }
    bool isEmpty() const { return m_value.empty(); }
    friend bool operator==(const Secret &, const Secret &) = default;

private:
    std::string m_value{};
};
std::ostream &operator<<(std::ostream &out, const Secret &secret);

/// The fields of an account's key by name ("key", "access-key-id", "team"), as its provider's description lists them; all are
/// kept as secrets, even those that are none. Also what one report hands on to the next (an access token).
class Credentials
{
public:
    void set(std::string name, std::string value) { m_fields.insert_or_assign(std::move(name), Secret{std::move(value)}); }
    bool has(std::string_view name) const { return !get(name).empty(); }
    /// Empty when it is not there. Good as long as this object is not changed.
    std::string_view get(std::string_view name) const;
    /// Takes over all fields of the other one.
    void add(const Credentials &other);
    bool isEmpty() const { return m_fields.empty(); }
    /// "key, team": the names, which are ours.
    std::string names() const;
    /// Whether one of the values (of at least eight characters) stands in the text. For checking what is about to be written.
    bool leakInto(std::string_view text) const;
    friend bool operator==(const Credentials &, const Credentials &) = default;

private:
    std::map<std::string, Secret, std::less<>> m_fields{};
};
/// The names only.
std::ostream &operator<<(std::ostream &out, const Credentials &credentials);

} // namespace tokenmeter
