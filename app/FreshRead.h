// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "LedgerAccess.h"
#include "flow/CreditMemo.h"

#include <QJsonObject>

#include <chrono>
#include <optional>

namespace tokenmeter
{

/// How old what the ledger knows is.
struct DataAge
{
    std::optional<UtcTime> asOf{}; ///< when the logs were last looked at; nothing = never
    bool isRead = false;           ///< this run has looked
    bool isComplete = true;        ///< there was time for everything that changed
    std::optional<Problem> problem{}; ///< why it could not look
};

/// A ledger for a command that answers from it and first reads what changed in the logs it already knows, for at most a time.
/// Never fails because of the logs, or because another process writes: then it answers from what is there, and says so.
struct FreshLedger
{
    LedgerAccess ledger{};
    DataAge age{};
};
/// Keeps what would save time the next time, where this run may write. A failure to is none: nothing but time is lost.
void keep(FreshLedger &ledger, const LedgerNotes &notes);
Result<FreshLedger> openFresh(const CommandContext &context, bool cached, std::chrono::milliseconds most);

/// {"as_of": "...", "age_seconds": 12, "read": true, "complete": true}
QJsonObject toJson(const DataAge &age, UtcTime now);
/// "Logs read just now.", "Logs last read 3 hours ago."
QString ageText(const DataAge &age, UtcTime now);

} // namespace tokenmeter
