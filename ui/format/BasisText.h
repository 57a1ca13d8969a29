// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/BasisUsage.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Which cost is shown, in words.
class BasisText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BasisText)
public:
    /// "List cost"
    static QString name(ViewBasis basis);
    /// What it is: a sentence.
    static QString meaning(ViewBasis basis);
    /// Beside a total; empty for list cost, which is what totals are where nothing is said.
    static QString note(ViewBasis basis);
    /// "A bill does not tell sessions." @param word of a filter or a group: "session", "tag"
    static QString notTold(const QString &word);
};

} // namespace tokenmeter
