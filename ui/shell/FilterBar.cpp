// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FilterBar.h"

#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"
#include "shell/FoldButton.h"
#include "shell/PeriodMenu.h"
#include "shell/PeriodText.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Chip.h"
#include "widgets/PeriodStepper.h"
#include "widgets/Segmented.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>

#include <algorithm>

namespace tokenmeter
{

namespace
{

QString amountText(const Spend &spend, Measure measure, const std::string &currency)
{
    switch (measure) {
    case Measure::Tokens:
        return TokenText::shortForm(spend.totalTokens);
    case Measure::Requests:
        return NumberText::whole(spend.requests);
    case Measure::Cost:
        break;
    }
    const auto wanted = std::find_if(spend.cost.begin(), spend.cost.end(),
                                     [&currency](const Money &m) { return m.currency().code() == currency; });
    if (wanted != spend.cost.end()) {
        return MoneyText::amount(*wanted);
    }
    return spend.cost.empty() ? MoneyText::noPrice() : MoneyText::amount(spend.cost.front());
}

} // namespace

FilterBar::Amounts amountsOf(const OverviewData &data, const NameBook &names, Measure measure)
{
    FilterBar::Amounts amounts;
    for (const ModelSeries &model : data.models) {
        amounts[FilterKey::Model][names.modelTerm(model.rawModels).text] = amountText(model.spend, measure, data.currency);
    }
    for (const NamedSpend &project : data.projects) {
        amounts[FilterKey::Project][QString::fromStdString(project.name)] = amountText(project.spend, measure, data.currency);
    }
    return amounts;
}

QString FilterBar::nameOf(FilterKey key)
{
    switch (key) {
    case FilterKey::Provider:
        return tr("Provider");
    case FilterKey::Model:
        return tr("Model");
    case FilterKey::Project:
        return tr("Project");
    case FilterKey::Source:
        return tr("Source");
    }
    return {};
}

FilterBar::FilterBar(QWidget *parent)
    : QWidget{parent}, m_stepper{new PeriodStepper{this}}, m_fold{nullptr}, m_measures{nullptr}, m_basis{nullptr},
      m_currencies{nullptr}
{
    setFixedHeight(px(size::filterBar));
    setAccessibleName(tr("Filters"));
    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(px(size::pageMargin), 0, px(size::pageMargin), px(size::filterBar) - px(size::control));
    row->setSpacing(px(space::s2));
    row->addWidget(m_stepper);
    row->addSpacing(px(space::s1));
    for (const FilterKey key : AllFilterKeys) {
        auto *chip = new Chip{nameOf(key), this};
        m_chips[key] = chip;
        row->addWidget(chip);
        connect(chip, &Chip::clicked, this, [this, key] { openList(key); });
        connect(chip, &Chip::cleared, this, [this, key] { choose(key, {}); });
    }
    m_fold = new FoldButton{this};
    m_measures = new Segmented{{tr("Cost"), tr("Tokens"), tr("Requests")}, this};
    m_measures->setAccessibleName(tr("Measure"));
    m_basis = new TextLabel{tr("List cost"), Theme::Role::Label, TextLabel::Tone::Normal, this};
    m_basis->setToolTip(tr("Tokens at the list price in force when they were used."));
    m_currencies = new QComboBox{this};
    m_currencies->setAccessibleName(tr("Currency"));
    row->addWidget(m_fold);
    row->addStretch(1);
    row->addWidget(m_measures);
    row->addSpacing(px(space::s1));
    row->addWidget(m_basis);
    row->addSpacing(px(space::s1));
    row->addWidget(m_currencies);

    connect(m_stepper, &PeriodStepper::previousRequested, this, [this] { stepPeriod(false); });
    connect(m_stepper, &PeriodStepper::nextRequested, this, [this] { stepPeriod(true); });
    connect(m_stepper, &PeriodStepper::presentRequested, this, &FilterBar::showPresent);
    connect(m_stepper, &PeriodStepper::chooserRequested, this, &FilterBar::openPeriodMenu);
    connect(m_fold, &FoldButton::clicked, this, &FilterBar::openFoldMenu);
    connect(m_measures, &Segmented::currentChanged, this, [this](int index) {
        ViewState view = m_view;
        view.measure = Measure(index);
        Q_EMIT viewWanted(view);
    });
    connect(m_currencies, &QComboBox::textActivated, this, [this](const QString &code) {
        ViewState view = m_view;
        view.currency = code;
        Q_EMIT viewWanted(view);
    });
}

void FilterBar::setRules(const PeriodRules &rules, LocalDay today)
{
    m_rules = rules;
    m_today = today;
}

void FilterBar::setView(const ViewState &view)
{
    m_view = view;
    m_stepper->setText(PeriodText::label(view.period, m_today));
    m_stepper->setCanGoForward(canStepForward(view.period, m_today));
    const QSignalBlocker quietMeasures{m_measures};
    m_measures->setCurrent(int(view.measure));
    const QSignalBlocker quietCurrencies{m_currencies};
    if (m_currencies->findText(view.currency) < 0) {
        m_currencies->addItem(view.currency);
    }
    m_currencies->setCurrentText(view.currency);
    updateChips();
}

void FilterBar::setNames(const NameBook &names, const Amounts &amounts)
{
    m_names = names;
    m_amounts = amounts;
    updateChips();
}

void FilterBar::setCurrencies(const QStringList &codes)
{
    const QSignalBlocker quiet{m_currencies};
    m_currencies->clear();
    m_currencies->addItems(codes);
    if (m_currencies->findText(m_view.currency) < 0) {
        m_currencies->addItem(m_view.currency);
    }
    m_currencies->setCurrentText(m_view.currency);
}

void FilterBar::setNarrow(bool narrow)
{
    m_basis->setVisible(!narrow);
    fold();
}

void FilterBar::stepPeriod(bool forward)
{
    if (forward && !canStepForward(m_view.period, m_today)) {
        return;
    }
    ViewState view = m_view;
    view.period = forward ? nextPeriod(view.period, m_rules) : previousPeriod(view.period, m_rules);
    Q_EMIT viewWanted(view);
}

void FilterBar::showPresent()
{
    ViewState view = m_view;
    const int length = daysIn(view.period);
    view.period = view.period.kind == PeriodKind::Custom
                      ? customPeriod(m_today - std::chrono::days{length - 1}, m_today)
                      : periodAt(view.period.kind, m_today, m_rules);
    Q_EMIT viewWanted(view);
}

FilterPopup *FilterBar::openList(FilterKey key)
{
    const std::vector<FilterTerm> terms = m_view.filter.of(key);
    const auto amounts = m_amounts.find(key);
    std::vector<ChoiceRow> rows;
    for (const NameBook::Choice &choice : m_names.choices(key)) {
        ChoiceRow row{.value = choice.value, .label = choice.label, .amount = {}, .chosen = false};
        if (choice.value.isEmpty()) {
            row.label = key == FilterKey::Project ? tr("(no project)") : tr("(not said)");
        }
        if (amounts != m_amounts.end()) {
            const auto amount = amounts->second.find(choice.value);
            row.amount = amount == amounts->second.end() ? QString{} : amount->second;
        }
        row.chosen = std::any_of(terms.begin(), terms.end(),
                                 [&](const FilterTerm &term) { return m_names.matches(choice, term); });
        rows.push_back(std::move(row));
    }
    // What has an amount in this period comes first; each part keeps the order of the answer.
    std::stable_partition(rows.begin(), rows.end(), [](const ChoiceRow &row) { return !row.amount.isEmpty() || row.chosen; });
    auto *popup = new FilterPopup{nameOf(key), this};
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setRows(std::move(rows));
    connect(popup, &FilterPopup::chosenChanged, this, [this, key](const std::vector<QString> &values) { choose(key, values); });
    QWidget *anchor = m_chips.at(key)->isVisible() ? static_cast<QWidget *>(m_chips.at(key)) : m_fold;
    popup->openBelow(anchor);
    return popup;
}

void FilterBar::choose(FilterKey key, const std::vector<QString> &values)
{
    ViewState view = m_view;
    std::vector<FilterTerm> terms;
    for (const QString &value : values) {
        terms.push_back({.text = value, .pattern = false});
    }
    view.filter.set(key, terms);
    Q_EMIT viewWanted(view);
}

QString FilterBar::valueText(FilterKey key) const
{
    const std::vector<FilterTerm> terms = m_view.filter.of(key);
    QStringList labels;
    for (const FilterTerm &term : terms) {
        const QString label = m_names.label(key, term);
        labels << (term.text.isEmpty() ? (key == FilterKey::Project ? tr("(no project)") : tr("(not said)")) : visibleText(label));
    }
    constexpr qsizetype MostNamed = 2;
    if (labels.size() > MostNamed) {
        return tr("%1 of %2", "so many of all models").arg(labels.size()).arg(std::max(m_names.choices(key).size(), terms.size()));
    }
    return labels.join(tr(", ", "between two names"));
}

void FilterBar::updateChips()
{
    for (const auto &[key, chip] : m_chips) {
        chip->setValue(valueText(key));
    }
    fold();
}

/// Chips that do not fit fold away, last first; those with a value only after all others.
void FilterBar::fold()
{
    const int gap = px(space::s2);
    const int right = m_measures->sizeHint().width() + (m_basis->isHidden() ? 0 : m_basis->sizeHint().width() + gap)
                      + m_currencies->sizeHint().width() + 4 * gap;
    const int room = width() - 2 * px(size::pageMargin) - m_stepper->sizeHint().width() - gap - right;
    std::vector<FilterKey> shown(AllFilterKeys.begin(), AllFilterKeys.end());
    const auto needed = [&] {
        int sum = shown.size() < AllFilterKeys.size() ? m_fold->sizeHint().width() + gap : 0;
        for (const FilterKey key : shown) {
            sum += m_chips.at(key)->sizeHint().width() + gap;
        }
        return sum;
    };
    const auto countFolded = [&] {
        int set = 0;
        for (const FilterKey key : AllFilterKeys) {
            set += std::find(shown.begin(), shown.end(), key) == shown.end() && m_view.filter.has(key) ? 1 : 0;
        }
        m_fold->setCount(set);
    };
    while (!shown.empty() && needed() > room) {
        const auto empty = std::find_if(shown.rbegin(), shown.rend(), [this](FilterKey key) { return !m_view.filter.has(key); });
        shown.erase(empty == shown.rend() ? std::prev(shown.end()) : std::prev(empty.base()));
        countFolded();
    }
    countFolded();
    for (const auto &[key, chip] : m_chips) {
        chip->setVisible(std::find(shown.begin(), shown.end(), key) != shown.end());
    }
    m_fold->setVisible(shown.size() < AllFilterKeys.size());
}

void FilterBar::openPeriodMenu()
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    PeriodMenu::fill(*menu, m_view.period, m_today, m_rules, [this](const Period &period) {
        ViewState view = m_view;
        view.period = period;
        Q_EMIT viewWanted(view);
    });
    menu->popup(m_stepper->mapToGlobal(m_stepper->labelRect().bottomLeft() + QPoint{0, px(space::s1)}));
}

void FilterBar::openFoldMenu()
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &[key, chip] : m_chips) {
        if (chip->isHidden()) {
            const QString value = valueText(key);
            QAction *action = menu->addAction(value.isEmpty() ? nameOf(key) : tr("%1: %2", "filter and value").arg(nameOf(key), value));
            connect(action, &QAction::triggered, this, [this, k = key] { openList(k); });
        }
    }
    menu->popup(m_fold->mapToGlobal(QPoint{0, m_fold->height() + px(space::s1)}));
}

QWidget *FilterBar::foldButton() const
{
    return m_fold;
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fold();
}

void FilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fold();
    }
}

} // namespace tokenmeter
