// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"
#include "import/Profile.h"

#include <optional>

namespace tokenmeter
{

/// A format that reads any table by a profile; its id is "generic:" and the profile's name, and it owns no folders.
/// CSV, TSV, JSON lines and lists in JSON. Its version follows from what the profile says, so that a file is read again when it says
/// something else.
/// A row without a time, or with neither tokens nor cost, is a problem and left out; whether the rest may stay is for
/// the caller to ask. A profile that checkProfile() refuses is one problem, and nothing is read.
Format genericFormat(const Profile &profile);

/// A mapping from the names in the header, to be looked at by the user. Which counts include which is set where the
/// total column of the first 1000 rows leaves one reading, and left open otherwise (checkProfile() then asks).
/// @param head the first bytes of the file, or all of it; an incomplete last row does no harm
/// @return nothing when there is no time column or nothing to count
std::optional<Profile> proposeProfile(std::string_view head);
/// The same also where names tell too little to read the file: kind, list and what was recognised.
Profile guessProfile(std::string_view head);

} // namespace tokenmeter
