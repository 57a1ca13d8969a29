// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

namespace tokenmeter
{

/// `accounts ...`. @return the exit status
int runAccounts(const CommandContext &context, const AccountsCommand &command);
/// `sync`: polls and ends. Exit status 1 when an account failed, is stopped, or its key is not there.
int runSync(const CommandContext &context, const SyncCommand &command);

} // namespace tokenmeter
