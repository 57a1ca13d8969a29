// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/PeriodMenu.h"

#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QActionGroup>
#include <QDateEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QMenu>
#include <QPushButton>

namespace tokenmeter
{

namespace
{

using std::chrono::days;

QDate dateOf(LocalDay day)
{
    const std::chrono::year_month_day date{day};
    return {int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))};
}

LocalDay dayOf(const QDate &date)
{
    return LocalDay{std::chrono::year{date.year()} / std::chrono::month{unsigned(date.month())}
                    / std::chrono::day{unsigned(date.day())}};
}

} // namespace

std::vector<PeriodMenu::Preset> PeriodMenu::presets(LocalDay today, const PeriodRules &rules)
{
    const Period month = periodAt(PeriodKind::Month, today, rules);
    const Period week = periodAt(PeriodKind::Week, today, rules);
    const auto lastDays = [today](int count) { return customPeriod(today - days{count - 1}, today); };
    return {{tr("Today"), periodAt(PeriodKind::Day, today, rules)},
            {tr("Yesterday"), periodAt(PeriodKind::Day, today - days{1}, rules)},
            {tr("This week"), week, true},
            {tr("Last week"), previousPeriod(week, rules)},
            {tr("This month"), month},
            {tr("Last month"), previousPeriod(month, rules)},
            {tr("This quarter"), periodAt(PeriodKind::Quarter, today, rules)},
            {tr("This year"), periodAt(PeriodKind::Year, today, rules)},
            {tr("Last 7 days"), lastDays(7), true},
            {tr("Last 30 days"), lastDays(30)},
            {tr("Last 90 days"), lastDays(90)}};
}

void PeriodMenu::fill(QMenu &menu, const Period &current, LocalDay today, const PeriodRules &rules,
                      const std::function<void(const Period &)> &choose)
{
    menu.clear();
    for (const Preset &preset : presets(today, rules)) {
        if (preset.startsGroup) {
            menu.addSeparator();
        }
        QAction *action = menu.addAction(preset.name);
        action->setCheckable(true);
        action->setChecked(preset.period == current);
        QObject::connect(action, &QAction::triggered, &menu, [choose, period = preset.period] { choose(period); });
    }
    menu.addSeparator();
    QAction *days = menu.addAction(tr("Choose days…"));
    QObject::connect(days, &QAction::triggered, &menu, [&menu, choose, current] {
        if (const std::optional<Period> period = askForDays(menu.parentWidget(), current)) {
            choose(*period);
        }
    });
}

std::optional<Period> PeriodMenu::askForDays(QWidget *parent, const Period &current)
{
    QDialog dialog{parent};
    dialog.setWindowTitle(tr("Choose days"));
    auto *from = new QDateEdit{dateOf(current.from), &dialog};
    auto *to = new QDateEdit{dateOf(current.to), &dialog};
    for (QDateEdit *field : {from, to}) {
        field->setCalendarPopup(true);
        field->setDisplayFormat(QLocale{}.dateFormat(QLocale::ShortFormat));
    }
    auto *fromLabel = new TextLabel{tr("First day"), Theme::Role::Body, TextLabel::Tone::Normal, &dialog};
    auto *toLabel = new TextLabel{tr("Last day, included"), Theme::Role::Body, TextLabel::Tone::Normal, &dialog};
    fromLabel->setBuddy(from);
    toLabel->setBuddy(to);
    from->setAccessibleName(fromLabel->text());
    to->setAccessibleName(toLabel->text());
    auto *buttons = new QDialogButtonBox{&dialog};
    buttons->addButton(QDialogButtonBox::Cancel);
    buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole)->setDefault(true);
    auto *grid = new QGridLayout{&dialog};
    grid->setContentsMargins(px(space::s6), px(space::s6), px(space::s6), px(space::s5));
    grid->setHorizontalSpacing(px(space::s4));
    grid->setVerticalSpacing(px(space::s3));
    grid->addWidget(fromLabel, 0, 0);
    grid->addWidget(from, 0, 1);
    grid->addWidget(toLabel, 1, 0);
    grid->addWidget(to, 1, 1);
    grid->addWidget(buttons, 2, 0, 1, 2);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    if (dialog.exec() != QDialog::Accepted) {
        return std::nullopt;
    }
    return customPeriod(dayOf(from->date()), dayOf(to->date()));
}

} // namespace tokenmeter
