// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/Pricer.h"

#include <map>
#include <span>
#include <string>
#include <tuple>

namespace tokenmeter
{

/// What raw model names are shown as. Remembers its answers, so that a million cells cost a look-up each.
class ModelNames
{
public:
    /// @param at the moment at which a moving alias is read when no rate says what it stood for
    ModelNames(Pricer &pricer, UtcTime at) : m_pricer{pricer}, m_at{at} {}

    /// @param modelKey what the rate of the usage resolved the name to (Rate::modelKey), which wins over what the name
    ///        would be read as now; empty = the rate does not say
    /// Without any resolution: key empty, id and display name as written.
    const Pricer::ModelName &of(const std::string &provider, const std::string &raw, const std::string &modelKey);

private:
    Pricer::ModelName resolve(const std::string &provider, const std::string &raw, const std::string &modelKey);

    Pricer &m_pricer;
    UtcTime m_at;
    std::map<std::tuple<std::string, std::string, std::string>, Pricer::ModelName> m_known;
};

/// Whether a filter names this model: its raw name, its id or its catalogue key, literally or with a `*` at the end.
bool modelMatches(std::span<const std::string> patterns, const std::string &raw, const Pricer::ModelName &name);

} // namespace tokenmeter
