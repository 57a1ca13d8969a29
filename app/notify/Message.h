// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Zone.h"

#include <QJsonObject>
#include <QString>

#include <string>
#include <vector>

namespace tokenmeter
{

/// What leaves the computer for one or several alerts: names of budgets and figures, never content. Plain text.
struct Message
{
    std::string key{};    ///< the same at every attempt; receivers may drop what they have seen
    QString title{};      ///< "October is over its limit"
    QString text{};       ///< one line an alert
    QJsonObject document{}; ///< the same for programs: what Json webhooks and commands get
    std::vector<std::int64_t> alerts{}; ///< numbers in the ledger; none = a test
    bool isUrgent = false; ///< a limit is exceeded, or something runs away
};

/// One alert, or several as a summary. The language is the program's.
Message messageOf(const std::vector<Alert> &alerts, std::string key, UtcTime now, const Zone &zone);
/// Says that it is a test.
Message testMessage(std::string key, UtcTime now);

} // namespace tokenmeter
