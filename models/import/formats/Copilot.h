// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Identity.h"
#include "core/SessionTeller.h"
#include "import/Format.h"
#include "import/Paths.h"

#include <string>
#include <string_view>
#include <vector>

/// What Copilot's three stores have in common. They tell of the same calls, so all records of a session are one family, and each says which
/// store tells it (core/SessionTeller.h): the ledger lets the best store of a session count alone. That the three write the same session id has
/// not been verified.
namespace tokenmeter::copilot
{

/// Who is paid for a call, whose model it may be: GitHub, a router of the catalogue.
inline constexpr std::string_view Provider = "github-copilot";

inline std::uint64_t familyOfSession(std::string_view session)
{
    return familyOf({"copilot", session});
}

/// The tool's folder, or those that COPILOT_HOME names, with something behind each.
inline std::vector<std::string> folders(const DiscoveryPlaces &places, std::string_view below)
{
    std::vector<std::string> roots = paths::splitList(places.variable("COPILOT_HOME"), places.home);
    if (roots.empty() && !places.home.empty()) {
        roots.push_back(places.home + "/.copilot");
    }
    for (std::string &root : roots) {
        root += below;
    }
    return roots;
}

} // namespace tokenmeter::copilot
