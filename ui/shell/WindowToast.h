// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// What is said in passing, when something has ended.
class WindowToast
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::WindowToast)
public:
    /// Empty when it failed: the banner says that.
    static QString importEnded(const ImportOutcome &outcome);
    static QString undone(const Result<JournalEntry> &entry);
    static QString pricesSet(qint64 records, const std::optional<Problem> &failure);
    static QString backedUp(const QString &target);
    static QString viewSaved(const QString &name);
};

} // namespace tokenmeter
