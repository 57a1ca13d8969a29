// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QTimer>

#include "WindowServices.h"
#include "flow/Budgets.h"
#include "flow/Report.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// What the menu of the tray tells.
struct TrayFigures
{
    Spend today{}, month{};                ///< list cost, all usage
    std::optional<BudgetStatus> ofMonth{}; ///< the calendar month's budget over all usage
    std::optional<BudgetStatus> nearest{}; ///< of the others, the one that is nearest to its limit
    bool isOver = false;                   ///< some budget that is not paused is exceeded
    std::vector<std::int64_t> waiting{};   ///< alerts the user has not answered
};
Result<TrayFigures> trayFigures(WindowServices::Reading reading, UtcTime now, const Zone &zone);

/// Today, this month, the nearest budget; then what can be done without the window. Whoever shows it calls ask().
class TrayMenu : public QMenu
{
    Q_OBJECT
public:
    explicit TrayMenu(WindowServices &services, QWidget *parent = nullptr);

    /// Asks the ledger; changed() follows when there is an answer.
    void ask();
    const QStringList &lines() const { return m_lines; }
    bool isOver() const { return m_figures.isOver; }

Q_SIGNALS:
    void changed();
    void showWanted();
    void quitWanted();

private:
    void fill();
    void snooze(UtcTime until);

    WindowServices &m_services;
    TrayFigures m_figures{};
    QStringList m_lines{};
    QList<QAction *> m_lineActions{};
    QAction *m_belowLines = nullptr;
    QMenu *m_snooze = nullptr;
};

} // namespace tokenmeter
