// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Zone.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tokenmeter
{

/// Alerts in words that can be read without the program. Plain text; names are made visible.
class AlertText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AlertText)
public:
    /// "October has used 80 % of $50.00"
    static QString headline(const Alert &alert);
    /// What of how much, until when, what can be done; in sentences: "October 2026: $40.20 of $50.00 used. Left through 31 Oct: $9.80."
    static QString detail(const Alert &alert, UtcTime now, const Zone &zone);
    static QString several(int count);
    static QString testTitle();
    static QString testText();

private:
    static QStringList ofBudget(const Alert &alert, UtcTime now, const Zone &zone);
    static QStringList ofUnusual(const Alert &alert, UtcTime now, const Zone &zone);
    static QStringList ofCredit(const Alert &alert, UtcTime now, const Zone &zone);
    static QStringList ofModel(const Alert &alert, UtcTime now, const Zone &zone);
};

} // namespace tokenmeter
