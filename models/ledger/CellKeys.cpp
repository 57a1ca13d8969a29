// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/CellKeys.h"

namespace tokenmeter
{
namespace
{

std::int64_t weekOf(std::int64_t day)
{
    return day - (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

std::int64_t monthOf(std::int64_t day)
{
    const std::chrono::year_month_day date{std::chrono::local_days{std::chrono::days{day}}};
    return std::int64_t(int(date.year())) * 12 + unsigned(date.month()) - 1;
}

} // namespace

CellKeys::Parts CellKeys::of(const Place &place, const FacetRow &facet) const
{
    Parts parts{};
    for (std::size_t i = 0; i < m_dimensions.size(); ++i) {
        parts[i] = part(m_dimensions[i], place, facet);
    }
    return parts;
}

std::int64_t CellKeys::part(Dimension dimension, const Place &place, const FacetRow &facet) const
{
    switch (dimension) {
    case Dimension::Hour:
        return place.precision == Precision::Day ? NoHour : m_quarterHours ? place.quarter : m_cutter.hourOf(place.quarter);
    case Dimension::Day:
        return place.day;
    case Dimension::Week:
        return weekOf(place.day);
    case Dimension::Month:
        return monthOf(place.day);
    case Dimension::UtcDay:
        return floorDivide(place.quarter, QuartersADay);
    case Dimension::Provider:
        return facet.provider;
    case Dimension::Model:
        return facet.model;
    case Dimension::Project:
        return facet.project;
    case Dimension::Session:
        return place.session;
    case Dimension::Source:
        return facet.format;
    case Dimension::Tier:
        return facet.tier;
    case Dimension::Tag:
        return place.tag;
    case Dimension::Agent:
        return facet.agent;
    }
    return 0;
}

} // namespace tokenmeter
