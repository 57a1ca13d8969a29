// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Credentials.h"

#include <ostream>

namespace tokenmeter
{

std::ostream &operator<<(std::ostream &out, const Secret &)
{
    return out << "(secret)";
}

std::string_view Credentials::get(std::string_view name) const
{
    const auto found = m_fields.find(name);
    return found == m_fields.end() ? std::string_view{} : std::string_view{found->second.reveal()};
}

void Credentials::add(const Credentials &other)
{
    for (const auto &[name, value] : other.m_fields) {
        m_fields.insert_or_assign(name, value);
    }
}

std::string Credentials::names() const
{
    std::string text;
    for (const auto &[name, value] : m_fields) {
        text += text.empty() ? "" : ", ";
        text += name;
    }
    return text;
}

bool Credentials::leakInto(std::string_view text) const
{
    constexpr std::size_t Telling = 8; // shorter values ("default", "EU") stand in texts by chance
    for (const auto &[name, value] : m_fields) {
        if (value.reveal().size() >= Telling && text.find(value.reveal()) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::ostream &operator<<(std::ostream &out, const Credentials &credentials)
{
    return out << "Credentials(" << credentials.names() << ")";
}

} // namespace tokenmeter
