// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "providers/Http.h"

#include <optional>

namespace tokenmeter
{

/// What a reply that is no success means; nothing for statuses from 200 to 299. The problem's only argument is the status:
/// the message that came with it may quote a key and stays out.
/// The status alone misleads: some interfaces answer 400 to a wrong clock or to too many calls and 403 to a used-up quota, so
/// words of their error codes are looked up first. Words of all interfaces are in one table, since gateways mix them.
/// Causes: KeyRefused, KeyNotAllowed, SignatureRefused, RequestRefused, NotFoundThere, RateLimited, ServiceFailed
std::optional<Problem> problemOfStatus(const HttpReply &reply);

/// The same for bodies that report a failure under a status of success.
std::optional<Problem> problemOfErrorBody(const HttpReply &reply);

} // namespace tokenmeter
