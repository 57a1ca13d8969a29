// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "shell/Period.h"

#include <functional>
#include <optional>
#include <vector>

class QMenu;
class QWidget;

namespace tokenmeter
{

/// What the middle of the period stepper opens.
class PeriodMenu
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PeriodMenu)
public:
    struct Preset
    {
        QString name{};
        Period period{};
        bool startsGroup = false;
    };
    static std::vector<Preset> presets(LocalDay today, const PeriodRules &rules);

    /// Fills `menu`; `choose` is called with what was taken. The last entry asks for two days.
    static void fill(QMenu &menu, const Period &current, LocalDay today, const PeriodRules &rules,
                     const std::function<void(const Period &)> &choose);

    /// A dialog with two dates, both inclusive. Nothing when it was left.
    static std::optional<Period> askForDays(QWidget *parent, const Period &current);
};

} // namespace tokenmeter
