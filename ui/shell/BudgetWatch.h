// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "WindowServices.h"
#include "flow/Budgets.h"
#include "itemmodels/NewestAnswer.h"
#include "shell/SidebarBudget.h"

#include <optional>

namespace tokenmeter
{

/// The one budget that is in sight on every page: this month's over all usage, else the one that is nearest to its limit.
class BudgetWatch : public QObject
{
    Q_OBJECT
public:
    BudgetWatch(WindowServices &services, QObject *parent);

    void ask();
    /// In the program's language. Nothing until it is known, or where there is no usage; without a title where there is no budget.
    std::optional<BudgetLine> line() const;

Q_SIGNALS:
    void changed();

private:
    void forget();

    struct Known
    {
        bool hasUsage = false;
        std::optional<BudgetStatus> status{};
    };
    static Result<Known> read(WindowServices::Reading reading, UtcTime now, const Zone &zone);

    WindowServices &m_services;
    std::optional<Known> m_known{};
    NewestAnswer m_answer;
    QTimer m_soon; ///< several changes, one question
};

} // namespace tokenmeter
