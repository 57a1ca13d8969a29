// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Zone.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Alerts in words that can be read without the program. Plain text; names are made visible.
class AlertText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AlertText)
public:
    /// "October has used 80 % of $50.00"
    static QString headline(const Alert &alert);
    /// "$40.20 of $50.00 in October 2026", and whether it is still so.
    static QString detail(const Alert &alert, UtcTime now, const Zone &zone);
    static QString several(int count);
    static QString testTitle();
    static QString testText();
};

} // namespace tokenmeter
