// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/TrayMenu.h"

#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "itemmodels/Answer.h"
#include "pages/BudgetText.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

bool isOfCalendarMonth(const Budget &budget)
{
    return budget.filter.empty() && budget.period.kind == BudgetPeriod::Kind::Month && budget.period.anchorDay == 1 && !budget.countsTokens();
}

QString spendText(const Spend &spend)
{
    QStringList amounts;
    for (const Money &money : spend.cost) {
        amounts << MoneyText::amount(money);
    }
    const QString sum = amounts.isEmpty() ? MoneyText::amount(Money::fromAtto(0, Currency{"USD"})) : amounts.join(QStringLiteral(" + "));
    return spend.unpricedRequests > 0 ? TrayMenu::tr("at least %1").arg(sum) : sum;
}

/// "$561.42 of $1,000"
QString ofLimit(const BudgetStatus &status)
{
    const MeasureText text = BudgetText::measure(status.budget.currency);
    const QString spent = text.figure(status.current.spent);
    const QString sum = TrayMenu::tr("%1 of %2").arg(status.atLeast ? TrayMenu::tr("at least %1").arg(spent) : spent, text.forecast(status.current.available));
    return status.state == BudgetState::Exceeded ? TrayMenu::tr("%1, exceeded").arg(sum) : sum;
}

} // namespace

Result<TrayFigures> trayFigures(WindowServices::Reading reading, UtcTime now, const Zone &zone)
{
    TrayFigures figures;
    ReportRequest request;
    request.zone = zone;
    request.now = now;
    const LocalDay today = zone.dayOf(now);
    const std::chrono::year_month_day date{today};
    request.filter.to = today;
    request.filter.from = today;
    const Result<Report> day = reportOf(reading.reader, reading.pricer, request);
    request.filter.from = LocalDay{date.year() / date.month() / 1};
    const Result<Report> month = day ? reportOf(reading.reader, reading.pricer, request) : day;
    const Result<std::vector<Budget>> budgets = month ? reading.reader.budgets() : Result<std::vector<Budget>>{month.problem()};
    const Result<std::vector<BudgetStatus>> statuses = budgets
        ? budgetStatusesOf(reading.reader, reading.pricer, *budgets, now, zone)
        : Result<std::vector<BudgetStatus>>{budgets.problem()};
    const Result<std::vector<Alert>> alerts
        = statuses ? reading.reader.alerts({.openOnly = true}) : Result<std::vector<Alert>>{statuses.problem()};
    if (!alerts) {
        return alerts.problem();
    }
    figures.today = day->total;
    figures.month = month->total;
    for (const BudgetStatus &status : *statuses) {
        if (status.budget.paused) {
            continue;
        }
        figures.isOver = figures.isOver || status.state == BudgetState::Exceeded;
        if (!figures.ofMonth && isOfCalendarMonth(status.budget)) {
            figures.ofMonth = status;
        } else if (!figures.nearest || status.ratio.toDouble() > figures.nearest->ratio.toDouble()) {
            figures.nearest = status;
        }
    }
    for (const Alert &alert : *alerts) {
        if (BudgetText::isUnseen(alert, now)) {
            figures.waiting.push_back(alert.id);
        }
    }
    return figures;
}

TrayMenu::TrayMenu(WindowServices &services, QWidget *parent) : QMenu{parent}, m_services{services}
{
    m_belowLines = addSeparator();
    connect(addAction(tr("Import now")), &QAction::triggered, this, [this] { m_services.refresh(); });
    m_snooze = addMenu(QString{});
    connect(m_snooze->addAction(tr("For an hour")), &QAction::triggered, this, [this] { snooze(m_services.now() + std::chrono::hours{1}); });
    connect(m_snooze->addAction(tr("Until tomorrow, 08:00")), &QAction::triggered, this, [this] {
        const Zone zone = m_services.zone();
        snooze(zone.startOf(zone.dayOf(m_services.now()) + std::chrono::days{1}) + std::chrono::hours{8});
    });
    addSeparator();
    connect(addAction(tr("Open Tokenmeter")), &QAction::triggered, this, &TrayMenu::showWanted);
    connect(addAction(tr("Quit")), &QAction::triggered, this, &TrayMenu::quitWanted);
    fill();
}

void TrayMenu::ask()
{
    const auto figures = m_services.ask(QStringLiteral("tray"), [now = m_services.now(), zone = m_services.zone()](WindowServices::Reading reading) {
        return trayFigures(reading, now, zone);
    });
    whenAnswered(this, figures, [this](const Result<TrayFigures> &answer) {
        if (!answer) {
            return;
        }
        m_figures = *answer;
        const QString month = DateText::monthName(m_services.zone().dayOf(m_services.now()));
        m_lines = {tr("Today: %1").arg(spendText(m_figures.today)),
                   tr("%1: %2", "month, amount").arg(month, m_figures.ofMonth ? ofLimit(*m_figures.ofMonth) : spendText(m_figures.month))};
        if (m_figures.nearest) {
            m_lines << tr("%1: %2", "budget, amount").arg(visibleText(m_figures.nearest->budget.name), ofLimit(*m_figures.nearest));
        }
        fill();
        Q_EMIT changed();
    });
}

void TrayMenu::fill()
{
    qDeleteAll(m_lineActions);
    m_lineActions.clear();
    for (QString line : m_lines) {
        auto *action = new QAction{line.replace(QLatin1Char('&'), QLatin1String("&&")), this};
        action->setEnabled(false);
        insertAction(m_belowLines, action);
        m_lineActions << action;
    }
    const int waiting = int(m_figures.waiting.size());
    m_snooze->setTitle(waiting > 0 ? tr("Snooze %n alerts", nullptr, waiting) : tr("Snooze alerts"));
    m_snooze->setEnabled(waiting > 0);
}

void TrayMenu::snooze(UtcTime until)
{
    for (const std::int64_t alert : m_figures.waiting) {
        m_services.snoozeAlert(alert, until);
    }
}

} // namespace tokenmeter
