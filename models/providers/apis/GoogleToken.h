// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

#include <string_view>

namespace tokenmeter
{

/// Asks for an access token with the account's service account (field "service-account": its JSON file) and hands it over as
/// `tokenField`. Source: "Using OAuth 2.0 for server to server applications".
/// Problem: CredentialUnusable, field: "service-account" or the member of the file that cannot be used
ApiReport googleTokenReport(std::string_view id, std::string_view scope, std::string_view tokenField);

/// A member of the account's service account file ("project_id"). Empty when it has none.
std::string serviceAccountField(const Credentials &credentials, std::string_view name);

} // namespace tokenmeter
