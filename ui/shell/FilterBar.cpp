// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FilterBar.h"

#include "core/Decimal.h"
#include "format/BasisText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"
#include "shell/FoldButton.h"
#include "shell/PeriodMenu.h"
#include "shell/PeriodText.h"
#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/Chip.h"
#include "widgets/CompactCombo.h"
#include "widgets/PeriodStepper.h"
#include "widgets/Segmented.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>

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
    case FilterKey::Tag:
        return tr("Tag");
    case FilterKey::Session:
        return tr("Session");
    case FilterKey::Agent:
        return tr("Agent");
    case FilterKey::Tier:
        return tr("Tier");
    case FilterKey::Bound:
        return tr("Size", "filter on the cost or tokens of a record");
    case FilterKey::Text:
        return tr("Text");
    case FilterKey::Excluded:
        return tr("Excluded");
    case FilterKey::Unpriced:
        return tr("Price");
    }
    return {};
}

FilterBar::FilterBar(QWidget *parent)
    : QWidget{parent}, m_stepper{new PeriodStepper{this}}, m_add{nullptr}, m_fold{nullptr}, m_measures{nullptr}, m_basis{nullptr},
      m_bases{nullptr}, m_currencies{nullptr}
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
        connect(chip, &Chip::clicked, this, [this, key] { openChip(key); });
        connect(chip, &Chip::cleared, this, [this, key] { choose(key, {}); });
    }
    m_fold = new FoldButton{this};
    m_add = new QToolButton{this};
    m_add->setIcon(icons::themed(Icon::Add));
    m_add->setIconSize({px(size::iconButton), px(size::iconButton)});
    m_add->setFixedSize(px(size::control), px(size::control));
    m_add->setToolTip(tr("More filters"));
    m_add->setAccessibleName(tr("More filters"));
    m_measures = new Segmented{{tr("Cost"), tr("Tokens"), tr("Requests")}, this};
    m_measures->setAccessibleName(tr("Measure"));
    m_basis = new TextLabel{BasisText::name(ViewBasis::List), Theme::Role::Label, TextLabel::Tone::Normal, this};
    m_basis->setToolTip(BasisText::meaning(ViewBasis::List));
    m_bases = new CompactCombo{this};
    m_bases->setAccessibleName(tr("Basis", "which cost is shown"));
    m_currencies = new QComboBox{this};
    m_currencies->setSizeAdjustPolicy(QComboBox::AdjustToContents); // not by what it holds when it is first shown
    m_currencies->setAccessibleName(tr("Currency"));
    row->addWidget(m_fold);
    row->addWidget(m_add);
    row->addStretch(1);
    row->addWidget(m_measures);
    row->addSpacing(px(space::s1));
    row->addWidget(m_basis);
    row->addWidget(m_bases);
    row->addSpacing(px(space::s1));
    row->addWidget(m_currencies);

    connect(m_stepper, &PeriodStepper::previousRequested, this, [this] { stepPeriod(false); });
    connect(m_stepper, &PeriodStepper::nextRequested, this, [this] { stepPeriod(true); });
    connect(m_stepper, &PeriodStepper::presentRequested, this, &FilterBar::showPresent);
    connect(m_stepper, &PeriodStepper::chooserRequested, this, &FilterBar::openPeriodMenu);
    connect(m_fold, &FoldButton::clicked, this, &FilterBar::openFoldMenu);
    connect(m_add, &QToolButton::clicked, this, &FilterBar::openAddMenu);
    connect(m_measures, &Segmented::currentChanged, this, [this](int index) {
        ViewState view = m_view;
        view.measure = Measure(index);
        Q_EMIT viewWanted(view);
    });
    connect(m_bases, &QComboBox::activated, this, [this](int index) {
        ViewState view = m_view;
        view.basis = ViewBasis(m_bases->itemData(index).toInt());
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
    updateBases();
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
    m_narrow = narrow;
    updateBases();
    fold();
}

/// What the page can show. What is shown is chosen, also where another one was wanted and cannot be answered.
void FilterBar::updateBases()
{
    const std::vector<ViewBasis> bases = basesOf(m_view.page);
    const ViewBasis shown = shownBasis(m_view);
    const QString refused = notOnBills(m_view);
    const QSignalBlocker quiet{m_bases};
    m_bases->clear();
    auto *model = qobject_cast<QStandardItemModel *>(m_bases->model());
    for (const ViewBasis basis : bases) {
        m_bases->addItem(BasisText::name(basis), int(basis));
        const int row = m_bases->count() - 1;
        const bool isRefused = basis == ViewBasis::Billed && !refused.isEmpty();
        m_bases->setItemData(row, isRefused ? BasisText::notTold(refused) : BasisText::meaning(basis), Qt::ToolTipRole);
        if (isRefused && model != nullptr) {
            model->item(row)->setEnabled(false);
        }
        if (basis == shown) {
            m_bases->setCurrentIndex(row);
        }
    }
    m_bases->setToolTip(BasisText::meaning(shown));
    m_bases->updateGeometry();
    m_bases->setVisible(bases.size() > 1);
    m_basis->setVisible(bases.size() == 1 && !m_narrow);
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
        row.label = choiceLabel(key, choice);
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
    QWidget *elsewhere = m_fold->isVisible() && m_view.filter.has(key) ? static_cast<QWidget *>(m_fold) : m_add;
    if (std::find(MainFilterKeys.begin(), MainFilterKeys.end(), key) != MainFilterKeys.end()) {
        elsewhere = m_fold;
    }
    popup->openBelow(m_chips.at(key)->isVisible() ? static_cast<QWidget *>(m_chips.at(key)) : elsewhere);
    return popup;
}

void FilterBar::want(const FilterTerms &filter)
{
    ViewState view = m_view;
    view.filter = filter;
    Q_EMIT viewWanted(view);
}

void FilterBar::choose(FilterKey key, const std::vector<QString> &values)
{
    FilterTerms filter = m_view.filter;
    std::vector<FilterTerm> terms;
    for (const QString &value : values) {
        terms.push_back({.text = value, .pattern = false});
    }
    filter.set(key, terms);
    want(filter);
}

QString FilterBar::choiceLabel(FilterKey key, const NameBook::Choice &choice) const
{
    if (key == FilterKey::Tag) {
        return termText(key, {.text = choice.value, .pattern = false});
    }
    if (choice.value.isEmpty()) {
        return key == FilterKey::Project ? tr("(no project)") : tr("(not said)");
    }
    return choice.label;
}

QString FilterBar::termText(FilterKey key, const FilterTerm &term) const
{
    switch (key) {
    case FilterKey::Excluded:
        return term.text == QStringLiteral("only") ? tr("nothing else") : tr("counted too");
    case FilterKey::Unpriced:
        return term.text == QStringLiteral("no") ? tr("known") : tr("none");
    case FilterKey::Text:
        return tr("“%1”").arg(visibleText(term.text));
    case FilterKey::Tag: {
        const TagTerm tag = tagOf(term);
        if (!tag.key.empty() && tag.value.empty()) {
            return tr("no %1", "no tag of that key").arg(visibleText(tag.key));
        }
        return visibleText(tag.key.empty() ? QString::fromStdString(tag.value) : term.text);
    }
    case FilterKey::Bound: {
        const std::optional<RecordBound> bound = boundOf(term);
        if (!bound) {
            return term.text;
        }
        QString text = term.text;
        const QString word = boundWord(bound->of);
        const auto name = [&]() -> QString {
            switch (bound->of) {
            case RecordBound::Of::Cost:
                return tr("cost");
            case RecordBound::Of::Tokens:
                return tr("tokens");
            case RecordBound::Of::Input:
                return tr("input");
            case RecordBound::Of::CacheRead:
                return tr("cache read");
            case RecordBound::Of::CacheWrite:
                return tr("cache write");
            case RecordBound::Of::Output:
                return tr("output");
            case RecordBound::Of::Reasoning:
                return tr("reasoning");
            }
            return {};
        };
        QString sign;
        for (qsizetype i = word.size(); i < text.size() && !text[i].isDigit() && text[i] != u'.'; ++i) {
            sign += text[i];
        }
        sign.replace(QStringLiteral("<="), QStringLiteral("≤")).replace(QStringLiteral(">="), QStringLiteral("≥"));
        const QString number = bound->of == RecordBound::Of::Cost ? QString::fromStdString(formatDecimal(bound->value, MoneyScale))
                                                                 : NumberText::whole(bound->value);
        return name() + u' ' + sign + NumberText::Nbsp + number;
    }
    default:
        break;
    }
    if (term.text.isEmpty()) {
        return key == FilterKey::Project ? tr("(no project)") : tr("(not said)");
    }
    return visibleText(m_names.label(key, term));
}

QString FilterBar::valueText(FilterKey key) const
{
    const std::vector<FilterTerm> terms = m_view.filter.of(key);
    QStringList labels;
    for (const FilterTerm &term : terms) {
        labels << termText(key, term);
    }
    constexpr qsizetype MostNamed = 2;
    if (labels.size() > MostNamed) {
        return key == FilterKey::Bound ? NumberText::whole(labels.size())
                                       : tr("%1 of %2", "so many of all models").arg(labels.size()).arg(std::max(m_names.choices(key).size(), terms.size()));
    }
    return labels.join(tr(", ", "between two names"));
}

void FilterBar::openChip(FilterKey key)
{
    if (isListKey(key)) {
        openList(key);
    } else {
        openChoices(key);
    }
}

QMenu *FilterBar::openChoices(FilterKey key)
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (key == FilterKey::Excluded || key == FilterKey::Unpriced) {
        addSwitches(*menu);
    } else {
        for (const FilterTerm &term : m_view.filter.of(key)) {
            QString name = termText(key, term);
            QAction *action = menu->addAction(tr("Remove %1").arg(name.replace(u'&', QStringLiteral("&&"))));
            connect(action, &QAction::triggered, this, [this, key, term] {
                FilterTerms filter = m_view.filter;
                filter.remove(key, term);
                want(filter);
            });
        }
    }
    const QWidget *anchor = m_chips.at(key)->isVisible() ? static_cast<QWidget *>(m_chips.at(key)) : m_fold;
    menu->popup(anchor->mapToGlobal(QPoint{0, anchor->height() + px(space::s1)}));
    return menu;
}

void FilterBar::addSwitches(QMenu &menu)
{
    const auto add = [this, &menu](const QString &text, FilterKey key, const QString &value) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        const std::vector<FilterTerm> terms = m_view.filter.of(key);
        action->setChecked(!terms.empty() && terms.front().text == value);
        connect(action, &QAction::triggered, this, [this, key, value](bool on) {
            choose(key, on ? std::vector<QString>{value} : std::vector<QString>{});
        });
    };
    add(tr("Count excluded records too"), FilterKey::Excluded, QStringLiteral("yes"));
    add(tr("Only excluded records"), FilterKey::Excluded, QStringLiteral("only"));
    add(tr("Only records without a price"), FilterKey::Unpriced, QStringLiteral("yes"));
    add(tr("Only records with a price"), FilterKey::Unpriced, QStringLiteral("no"));
}

QMenu *FilterBar::openAddMenu()
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const FilterKey key : ListFilterKeys) {
        if (std::find(MainFilterKeys.begin(), MainFilterKeys.end(), key) != MainFilterKeys.end()) {
            continue;
        }
        QAction *action = menu->addAction(tr("%1…", "opens the list of a filter").arg(nameOf(key)));
        const bool any = !m_names.choices(key).empty();
        action->setEnabled(any);
        if (!any) {
            action->setText(tr("%1 (none in this ledger)").arg(nameOf(key)));
        }
        connect(action, &QAction::triggered, this, [this, key] { openList(key); });
    }
    menu->addSeparator();
    addSwitches(*menu);
    menu->popup(m_add->mapToGlobal(QPoint{0, m_add->height() + px(space::s1)}));
    return menu;
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
    const int right = m_measures->sizeHint().width() + (m_basis->isHidden() ? 0 : m_basis->sizeHint().width() + gap) + (m_bases->isHidden() ? 0 : m_bases->sizeHint().width() + gap)
                      + m_currencies->sizeHint().width() + 4 * gap;
    const int room = width() - 2 * px(size::pageMargin) - m_stepper->sizeHint().width() - gap - right - m_add->width() - gap;
    std::vector<FilterKey> all;
    for (const FilterKey key : AllFilterKeys) {
        if (std::find(MainFilterKeys.begin(), MainFilterKeys.end(), key) != MainFilterKeys.end() || m_view.filter.has(key)) {
            all.push_back(key);
        }
    }
    std::vector<FilterKey> shown = all;
    const auto needed = [&] {
        int sum = shown.size() < all.size() ? m_fold->sizeHint().width() + gap : 0;
        for (const FilterKey key : shown) {
            sum += m_chips.at(key)->sizeHint().width() + gap;
        }
        return sum;
    };
    const auto countFolded = [&] {
        int set = 0;
        for (const FilterKey key : all) {
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
    m_fold->setVisible(shown.size() < all.size());
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
        const bool isMain = std::find(MainFilterKeys.begin(), MainFilterKeys.end(), key) != MainFilterKeys.end();
        if (chip->isHidden() && (isMain || m_view.filter.has(key))) {
            const QString value = valueText(key);
            QAction *action = menu->addAction(value.isEmpty() ? nameOf(key) : tr("%1: %2", "filter and value").arg(nameOf(key), value));
            connect(action, &QAction::triggered, this, [this, k = key] { openChip(k); });
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
