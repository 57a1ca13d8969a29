// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Properties.h"

#include <string>

namespace tokenmeter::testing
{

/// What holds of all bytes as a packed file, or an archive of files, of that format: each piece of it is refused or read, the same in
/// small pieces as in large ones and when it is read again; and nothing impossible comes of it.
/// @return what is wrong; empty = nothing
std::string complaintAboutPacked(Reader &reader, const Format &format, const std::string &name, const std::string &bytes);

} // namespace tokenmeter::testing
