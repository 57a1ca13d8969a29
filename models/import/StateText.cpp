// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/StateText.h"

#include <charconv>

namespace tokenmeter
{

void StateWriter::text(std::string_view value)
{
    m_result += std::to_string(value.size());
    m_result += ':';
    m_result += value;
}

std::string_view StateReader::text()
{
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), size);
    const std::size_t digits = std::size_t(end - m_rest.data());
    if (!m_good || error != std::errc{} || digits >= m_rest.size() || *end != ':' || m_rest.size() - digits - 1 < size) {
        m_good = false;
        return {};
    }
    const std::string_view value = m_rest.substr(digits + 1, size);
    m_rest.remove_prefix(digits + 1 + size);
    return value;
}

std::int64_t StateReader::number()
{
    const std::string_view value = text();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size()) {
        m_good = false;
        return 0;
    }
    return number;
}

std::int64_t StateReader::count(std::int64_t most)
{
    const std::int64_t value = number();
    if (value < 0 || value > most) {
        m_good = false;
        return 0;
    }
    return value;
}

} // namespace tokenmeter
