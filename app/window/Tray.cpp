// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Tray.h"

#include "flow/Budgets.h"
#include "flow/Report.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"

#include <QIcon>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int SoonMs = 2'000;

struct TrayFigures
{
    Spend today{}, month{};
    std::optional<BudgetStatus> tightest{};
};

Result<TrayFigures> figuresOf(WindowServices::Reading reading, UtcTime now, const Zone &zone)
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
    const Result<std::vector<Budget>> budgets = reading.reader.budgets();
    if (!month || !budgets) {
        return month ? budgets.problem() : month.problem();
    }
    figures.today = day->total;
    figures.month = month->total;
    const Result<std::vector<BudgetStatus>> statuses = budgetStatusesOf(reading.reader, reading.pricer, *budgets, now, zone);
    if (!statuses) {
        return statuses.problem();
    }
    for (const BudgetStatus &status : *statuses) {
        if (!status.budget.paused && (!figures.tightest || status.ratio.toDouble() > figures.tightest->ratio.toDouble())) {
            figures.tightest = status;
        }
    }
    return figures;
}

QString spendText(const Spend &spend)
{
    QStringList amounts;
    for (const Money &money : spend.cost) {
        amounts << MoneyText::amount(money);
    }
    const QString sum = amounts.isEmpty() ? MoneyText::amount(Money::fromAtto(0, Currency{"USD"})) : amounts.join(QStringLiteral(" + "));
    return spend.unpricedRequests > 0 ? Tray::tr("at least %1").arg(sum) : sum;
}

QString budgetText(const BudgetStatus &status)
{
    const QString name = visibleText(status.budget.name);
    if (status.state == BudgetState::Exceeded || !status.ratio.billionths) {
        return Tray::tr("%1: exceeded").arg(name);
    }
    const QString percent = NumberText::whole(*status.ratio.billionths / 10'000'000);
    return status.atLeast ? Tray::tr("%1: at least %2 %").arg(name, percent) : Tray::tr("%1: %2 %").arg(name, percent);
}

} // namespace

Tray::Tray(WindowServices &services, QObject *parent) : QObject{parent}, m_services{services}
{
    m_icon.setIcon(QIcon::fromTheme(QStringLiteral("tokenmeter"), QIcon{QStringLiteral(":/icons/tokenmeter.svg")}));
    connect(m_menu.addAction(tr("Open Tokenmeter")), &QAction::triggered, this, &Tray::showWanted);
    m_figures = m_menu.addSeparator();
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &Tray::quitWanted);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
            Q_EMIT showWanted();
        }
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::showWanted);
    m_soon.setSingleShot(true);
    m_soon.setInterval(SoonMs);
    connect(&m_soon, &QTimer::timeout, this, &Tray::ask);
    connect(&services, &WindowServices::ledgerChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&services, &WindowServices::ledgerSwitched, &m_soon, qOverload<>(&QTimer::start));
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_icon.show();
    }
}

void Tray::showMessage(const QString &title, const QString &text)
{
    if (QSystemTrayIcon::supportsMessages()) {
        m_icon.showMessage(title, text);
    }
}

void Tray::ask()
{
    if (!isVisible()) {
        return;
    }
    m_services
        .ask(QStringLiteral("tray"),
             [now = m_services.now(), zone = m_services.zone()](WindowServices::Reading reading) { return figuresOf(reading, now, zone); })
        .then(this, [this](const Result<TrayFigures> &figures) {
            if (!figures) {
                return;
            }
            QStringList lines{tr("Today: %1").arg(spendText(figures->today)), tr("This month: %1").arg(spendText(figures->month))};
            if (figures->tightest) {
                lines << budgetText(*figures->tightest);
            }
            show(lines);
        });
}

void Tray::show(const QStringList &lines)
{
    m_icon.setToolTip(lines.join(QLatin1Char('\n')));
    qDeleteAll(m_lines);
    m_lines.clear();
    QAction *const below = m_menu.actions().value(m_menu.actions().indexOf(m_figures) + 1);
    for (QString line : lines) {
        auto *action = new QAction{line.replace(QLatin1Char('&'), QLatin1String("&&")), this};
        action->setEnabled(false);
        m_menu.insertAction(below, action);
        m_lines << action;
    }
}

} // namespace tokenmeter
