// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BudgetDialog.h"

#include "charts/figures.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "pages/BudgetDraft.h"
#include "pages/BudgetScope.h"
#include "pages/BudgetText.h"
#include "shell/FilterLine.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/BudgetSentence.h"
#include "widgets/CompactCombo.h"
#include "widgets/LinkButton.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;
using Kind = BudgetPeriod::Kind;

constexpr std::array Kinds{Kind::Day, Kind::Week, Kind::Month, Kind::Quarter, Kind::Year, Kind::Rolling, Kind::Range};
constexpr std::array Rollovers{Rollover::None, Rollover::Unspent, Rollover::Both};
constexpr std::array Bases{CostBasis::List, CostBasis::Effective};
constexpr int PauseMs = 150;
constexpr int MostNames = 40; ///< of a menu
constexpr int MostNameLetters = 200;
constexpr int ShownLetters = 34;

QDate dateOf(LocalDay day)
{
    return QDate::fromString(QString::fromStdString(toIso(day)), Qt::ISODate);
}

LocalDay dayOf(const QDate &date)
{
    return parseDay(date.toString(Qt::ISODate).toStdString()).value_or(LocalDay{});
}

/// Fields inside of the sentence look alike: see style.qss.
template <class Field>
Field *inSentence(Field *field, const QString &accessibleName)
{
    field->setProperty("sentence", true);
    field->setAccessibleName(accessibleName);
    return field;
}

/// As wide as the numbers that it takes.
class ShortField final : public QLineEdit
{
public:
    ShortField(int width, QWidget *parent) : QLineEdit{parent}, m_width{width} {}
    QSize sizeHint() const override { return {px(m_width), QLineEdit::sizeHint().height()}; }

private:
    int m_width;
};

class ShortSpin final : public QSpinBox
{
public:
    explicit ShortSpin(QWidget *parent) : QSpinBox{parent} { setButtonSymbols(NoButtons); }
    QSize sizeHint() const override { return {px(size::sentenceNumber), QSpinBox::sizeHint().height()}; }
};

class Divider final : public QWidget
{
public:
    explicit Divider(QWidget *parent) : QWidget{parent} { setFixedHeight(int(size::hairline)); }

protected:
    void paintEvent(QPaintEvent *) override { QPainter{this}.fillRect(rect(), Theme::current().colours().border); }
};

} // namespace

BudgetDialog::BudgetDialog(WindowServices &services, const NameBook &names, const PageContext &context, const Budget &budget, QWidget *parent)
    : QDialog{parent}, m_services{services}, m_names{names}, m_context{context}, m_before{budget}
{
    setWindowTitle(budget.id == 0 ? tr("New budget") : tr("Budget"));
    setMinimumWidth(px(size::dialogWidth) + px(space::s6) * 3);
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &BudgetDialog::preview);
    build();
    fill(budget);
    m_amount->setFocus();
    m_amount->selectAll();
    fit();
    preview();
}

BudgetDialog::~BudgetDialog() = default;

void BudgetDialog::build()
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s3));

    auto *nameRow = new QHBoxLayout;
    auto *nameLabel = new TextLabel{tr("Name"), Theme::Role::Label, TextLabel::Tone::Normal, this};
    m_name = new QLineEdit{this};
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(MostNameLetters);
    nameRow->addWidget(nameLabel);
    nameRow->addWidget(m_name, 1);
    layout->addLayout(nameRow);

    m_what = new BudgetSentence{this};
    m_scope = inSentence(new QPushButton{m_what}, tr("What is counted"));
    m_scopeMenu = new QMenu{m_scope};
    m_scope->setMenu(m_scopeMenu);
    m_amount = inSentence(new ShortField{size::sentenceAmount, m_what}, tr("Limit"));
    m_amount->setAlignment(Qt::AlignRight);
    m_amount->setMaxLength(40);
    m_unit = inSentence(new CompactCombo{m_what}, tr("Currency, or tokens"));
    m_basis = inSentence(new CompactCombo{m_what}, tr("Basis"));
    m_basis->addItems({BudgetText::basis(CostBasis::List), BudgetText::basis(CostBasis::Effective)});
    m_basis->setItemData(0, plainToolTip(tr("Tokens at the prices of the price list: what usage is worth.")), Qt::ToolTipRole);
    m_basis->setItemData(1, plainToolTip(tr("What is left to pay after free quota, credit, discounts and subscriptions.")), Qt::ToolTipRole);
    m_period = inSentence(new CompactCombo{m_what}, tr("Period"));
    m_period->addItems({tr("day"), tr("week"), tr("month"), tr("quarter"), tr("year"), tr("window of hours"), tr("range of days")});
    m_day = inSentence(new ShortSpin{m_what}, tr("First day of the period"));
    m_day->setRange(1, 31);
    m_weekday = inSentence(new CompactCombo{m_what}, tr("First day of the week"));
    for (int day = 1; day <= 7; ++day) {
        m_weekday->addItem(NumberText::locale().dayName(day));
    }
    m_hours = inSentence(new ShortSpin{m_what}, tr("Hours"));
    m_hours->setRange(1, MaxRollingHours);
    m_from = inSentence(new QDateEdit{m_what}, tr("First day"));
    m_to = inSentence(new QDateEdit{m_what}, tr("Last day"));
    for (QDateEdit *edit : {m_from, m_to}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    }
    layout->addWidget(m_what);
    m_filter = new FilterLine{this};
    m_filter->setNames(m_names);
    m_filter->hide();
    layout->addWidget(m_filter);

    m_when = new BudgetSentence{this};
    m_thresholds = inSentence(new ShortField{size::sentenceList, m_when}, tr("Thresholds in per cent"));
    m_forecast = new QCheckBox{tr("when the forecast is over it"), m_when};
    m_anomaly = new QCheckBox{tr("on a day far from usual"), m_when};
    layout->addWidget(m_when);

    m_rest = new BudgetSentence{this};
    m_rollover = inSentence(new CompactCombo{m_rest}, tr("What is carried over"));
    m_rollover->addItems({tr("is not carried over"), tr("is carried over if unspent"), tr("is carried over, overspend too")});
    m_cap = inSentence(new ShortField{size::sentenceAmount, m_rest}, tr("Most that is carried over"));
    m_cap->setPlaceholderText(tr("any amount"));
    m_cap->setMaxLength(40);
    layout->addWidget(m_rest);

    m_hint = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_hint->setWordWrap(true);
    layout->addWidget(m_hint);

    layout->addWidget(new Divider{this});
    m_choices = new QWidget{this};
    m_choicesLayout = new QHBoxLayout{m_choices};
    m_choicesLayout->setContentsMargins(0, 0, 0, 0);
    m_choicesLayout->setSpacing(px(space::s2));
    layout->addWidget(m_choices);
    m_words = new TextLabel{Theme::Role::Body, TextLabel::Tone::Strong, this};
    m_words->setWordWrap(true);
    layout->addWidget(m_words);
    m_bars = new BurnHistoryChart{this};
    m_bars->setLeastHeight(size::budgetBackTest);
    m_bars->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_bars->setAccessibleName(tr("Tried on the past"));
    layout->addWidget(m_bars);
    layout->addStretch();

    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(m_before.id == 0 ? tr("Add budget") : tr("Save budget"), QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    layout->addWidget(buttons);
    setTabOrder(m_name, m_scope);
    setTabOrder(m_to, m_filter);
    setTabOrder(m_filter, m_thresholds);
    setTabOrder(m_anomaly, m_rollover);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_scopeMenu, &QMenu::aboutToShow, this, &BudgetDialog::fillScopeMenu);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_nameIsOurs = false;
        changed();
    });
    for (QLineEdit *field : {m_amount, m_thresholds, m_cap}) {
        connect(field, &QLineEdit::textChanged, this, &BudgetDialog::changed);
    }
    for (QComboBox *field : {m_unit, m_basis, m_period, m_weekday, m_rollover}) {
        connect(field, &QComboBox::currentIndexChanged, this, [this] {
            arrange();
            changed();
        });
    }
    for (QSpinBox *field : {m_day, m_hours}) {
        connect(field, &QSpinBox::valueChanged, this, &BudgetDialog::changed);
    }
    for (QDateEdit *field : {m_from, m_to}) {
        connect(field, &QDateEdit::dateChanged, this, &BudgetDialog::changed);
    }
    for (QCheckBox *field : {m_forecast, m_anomaly}) {
        connect(field, &QCheckBox::toggled, this, &BudgetDialog::changed);
    }
    connect(m_filter, &QLineEdit::textEdited, this, [this](const QString &text) {
        const ParsedFilterText parsed = parseFilterText(text);
        m_filterProblem = parsed.problem ? FilterLine::sentence(*parsed.problem) : QString{};
        if (!parsed.problem) {
            setTerms(parsed.terms, true);
        }
        changed();
    });
}

void BudgetDialog::fill(const Budget &budget)
{
    m_filling = true;
    QStringList units{QStringLiteral("USD"), QStringLiteral("CNY"), QStringLiteral("EUR"), m_services.settings().currency};
    if (!budget.countsTokens()) {
        units << QString::fromStdString(budget.currency.code());
    }
    units.removeDuplicates();
    m_unit->addItems(units);
    m_unit->addItem(tr("tokens"), true);
    m_unit->setCurrentIndex(budget.countsTokens() ? m_unit->count() - 1 : m_unit->findText(QString::fromStdString(budget.currency.code())));
    m_amount->setText(budget.id == 0 && budget.limit == 0 ? QString{} : BudgetDraft::text(budget.limit, budget.currency));
    m_basis->setCurrentIndex(int(std::find(Bases.begin(), Bases.end(), budget.basis) - Bases.begin()));
    const BudgetPeriod &period = budget.period;
    m_period->setCurrentIndex(int(std::find(Kinds.begin(), Kinds.end(), period.kind) - Kinds.begin()));
    m_day->setValue(period.anchorDay);
    m_weekday->setCurrentIndex(period.firstWeekday);
    constexpr int usualHours = 5;
    m_hours->setValue(period.hours > 0 ? period.hours : usualHours);
    const bool isRange = period.kind == Kind::Range;
    m_from->setDate(dateOf(isRange ? period.from : m_context.today));
    m_to->setDate(dateOf(isRange ? period.to : m_context.today + days{29}));
    m_thresholds->setText(BudgetDraft::text(budget.thresholds));
    m_forecast->setChecked(budget.warnForecast);
    m_anomaly->setChecked(budget.warnAnomaly);
    m_rollover->setCurrentIndex(int(std::find(Rollovers.begin(), Rollovers.end(), budget.rollover) - Rollovers.begin()));
    m_cap->setText(budget.carryCap ? BudgetDraft::text(*budget.carryCap, budget.currency) : QString{});
    m_name->setText(QString::fromStdString(budget.name));
    m_nameIsOurs = budget.name.empty();
    setTerms(BudgetScope::terms(budget.filter, m_names));
    m_filling = false;
    arrange();
    changed();
    m_pause.stop(); // the first preview does not wait
}

void BudgetDialog::setTerms(const FilterTerms &terms, bool fromLine)
{
    m_terms = terms;
    const QString words = BudgetScope::words(terms, m_names);
    m_scope->setText(terms.isEmpty() ? tr("all usage") : words.size() > ShownLetters ? words.left(ShownLetters - 1) + QChar{0x2026} : words);
    m_scope->setToolTip(plainToolTip(words));
    m_scope->setAccessibleDescription(words);
    if (!fromLine) {
        m_filter->setText(filterText(terms));
    }
    if (m_nameIsOurs) {
        m_name->setText(words);
    }
    arrange();
}

void BudgetDialog::fillScopeMenu()
{
    m_scopeMenu->clear();
    const auto choose = [this](const FilterTerms &terms) {
        m_filterProblem.clear();
        setTerms(terms);
        changed();
    };
    connect(m_scopeMenu->addAction(tr("All usage")), &QAction::triggered, this, [choose] { choose({}); });
    const std::array<std::pair<FilterKey, QString>, 5> keys{{{FilterKey::Model, tr("Model")},
                                                              {FilterKey::Project, tr("Project")},
                                                              {FilterKey::Provider, tr("Provider")},
                                                              {FilterKey::Source, tr("Source")},
                                                              {FilterKey::Tag, tr("Tag")}}};
    for (const auto &[key, title] : keys) {
        const std::vector<NameBook::Choice> choices = m_names.choices(key);
        if (choices.empty()) {
            continue;
        }
        QMenu *menu = m_scopeMenu->addMenu(title);
        for (std::size_t i = 0; i < std::min<std::size_t>(MostNames, choices.size()); ++i) {
            const NameBook::Choice &choice = choices[i];
            if (choice.value.isEmpty()) {
                continue; // what no source said cannot be named in a sentence
            }
            QString label = BudgetScope::label(key, {.text = choice.value}, m_names);
            label.replace(QLatin1Char('&'), QStringLiteral("&&"));
            connect(menu->addAction(label), &QAction::triggered, this, [choose, key = key, value = choice.value] {
                FilterTerms terms;
                terms.add(key, {.text = value});
                choose(terms);
            });
        }
    }
    m_scopeMenu->addSeparator();
    connect(m_scopeMenu->addAction(tr("Write a filter…")), &QAction::triggered, this, [this] {
        m_filter->show();
        m_filter->setFocus();
    });
}

Currency BudgetDialog::currency() const
{
    return m_unit->currentData().toBool() ? Currency{} : Currency{m_unit->currentText().toStdString()};
}

/// Tokens have none; what was chosen stays for when it is money again.
CostBasis BudgetDialog::basis() const
{
    return currency().isNone() ? CostBasis::List : Bases[std::size_t(std::max(0, m_basis->currentIndex()))];
}

BudgetPeriod::Kind BudgetDialog::periodKind() const
{
    return Kinds[std::size_t(std::max(0, m_period->currentIndex()))];
}

/// As high as what it says, and never less while one writes: buttons do not run away.
void BudgetDialog::fit()
{
    const int wide = std::max(width(), minimumWidth());
    layout()->activate();
    const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : layout()->totalSizeHint().height();
    resize(wide, isVisible() ? std::max(height(), needed) : needed);
}

void BudgetDialog::arrange()
{
    const Kind kind = periodKind();
    QString text = currency().isNone() ? tr("Warn me when %1 uses more than %2 %3 per %4.") : tr("Warn me when %1 costs more than %2 %3 per %4, counted as %10.");
    const QString blank = text.endsWith(QLatin1Char('.')) ? QStringLiteral(" ") : QString{};
    const QList<QWidget *> tail{m_day, m_weekday, m_hours, m_from, m_to, m_basis};
    switch (kind) {
    case Kind::Week:
        text += blank + tr("It begins on %6.", "a week, and its first day");
        break;
    case Kind::Month:
        text += blank + tr("It begins on day %5.", "a month");
        break;
    case Kind::Quarter:
        text += blank + tr("It begins on day %5 of its first month.", "a quarter");
        break;
    case Kind::Year:
        text += blank + tr("It begins on day %5 of January.", "a year");
        break;
    case Kind::Rolling:
        text += blank + tr("The window is always the last %7 hours.");
        break;
    case Kind::Range:
        text += blank + tr("It runs from %8 to %9.", "two days, both inclusive");
        break;
    case Kind::Day:
        break;
    }
    m_what->setText(text, QList<QWidget *>{m_scope, m_amount, m_unit, m_period} + tail);
    m_when->setText(tr("Tell me at %1 per cent of it, %2, and %3."), {m_thresholds, m_forecast, m_anomaly});
    const bool hasNext = kind != Kind::Rolling && kind != Kind::Range;
    m_rest->setVisible(hasNext);
    const bool carries = m_rollover->currentIndex() > 0;
    m_rest->setText(carries ? tr("What is left over %1, at most %2.") : tr("What is left over %1."), {m_rollover, m_cap});
    if (isVisible()) {
        fit();
    }
}

std::optional<Budget> BudgetDialog::read(QString &refusal) const
{
    Budget budget = m_before;
    budget.name = m_name->text().trimmed().toStdString();
    budget.currency = currency();
    budget.basis = basis();
    BudgetPeriod period{.kind = periodKind()};
    switch (period.kind) {
    case Kind::Week:
        period.firstWeekday = std::max(0, m_weekday->currentIndex());
        break;
    case Kind::Month:
    case Kind::Quarter:
    case Kind::Year:
        period.anchorDay = m_day->value();
        break;
    case Kind::Rolling:
        period.hours = m_hours->value();
        break;
    case Kind::Range:
        period.from = dayOf(m_from->date());
        period.to = dayOf(m_to->date());
        break;
    case Kind::Day:
        break;
    }
    budget.period = period;
    if (!m_filterProblem.isEmpty()) {
        refusal = m_filterProblem;
        return std::nullopt;
    }
    if (refusal = BudgetScope::refusal(m_terms); !refusal.isEmpty()) {
        return std::nullopt;
    }
    // What was not touched stays as it was stored.
    budget.filter = m_terms == BudgetScope::terms(m_before.filter, m_names) ? m_before.filter : BudgetScope::stored(m_terms, m_names);
    const auto limit = BudgetDraft::limit(m_amount->text(), budget.currency);
    if (!limit.value) {
        refusal = limit.refusal;
        return std::nullopt;
    }
    budget.limit = *limit.value;
    const auto thresholds = BudgetDraft::thresholds(m_thresholds->text());
    if (!thresholds.value) {
        refusal = thresholds.refusal;
        return std::nullopt;
    }
    budget.thresholds = *thresholds.value;
    budget.warnForecast = m_forecast->isChecked();
    budget.warnAnomaly = m_anomaly->isChecked();
    const bool hasNext = period.kind != Kind::Rolling && period.kind != Kind::Range;
    budget.rollover = hasNext ? Rollovers[std::size_t(std::max(0, m_rollover->currentIndex()))] : Rollover::None;
    budget.carryCap.reset();
    if (budget.rollover != Rollover::None && !m_cap->text().trimmed().isEmpty()) {
        const auto cap = BudgetDraft::limit(m_cap->text(), budget.currency);
        if (!cap.value) {
            refusal = tr("Most that is carried over: %1").arg(cap.refusal);
            return std::nullopt;
        }
        budget.carryCap = cap.value;
    }
    if (budget.name.empty()) {
        refusal = tr("Enter a name, so that an alert can say what it is about.");
        return std::nullopt;
    }
    if (period.kind == Kind::Range && period.to < period.from) {
        refusal = tr("The range ends before it begins.");
        return std::nullopt;
    }
    if (const Result<Done> checked = checkBudget(budget); !checked) {
        refusal = ProblemText::sentence(checked.problem());
        return std::nullopt;
    }
    return budget;
}

std::optional<Budget> BudgetDialog::budget() const
{
    QString refusal;
    std::optional<Budget> budget = read(refusal);
    return m_rateRefuses ? std::nullopt : budget;
}

void BudgetDialog::changed()
{
    if (m_filling) {
        return;
    }
    m_rateProblem.clear();
    m_rateRefuses = false;
    QString refusal;
    const std::optional<Budget> budget = read(refusal);
    m_hint->setText(!refusal.isEmpty()          ? refusal
                    : budget && budget->limit == 0 ? tr("Any spend is over this limit.")
                                                   : QString{});
    m_accept->setEnabled(budget.has_value());
    m_accept->setToolTip(refusal);
    m_bars->setEnabled(budget.has_value());
    if (budget) {
        m_pause.start();
    } else {
        m_pause.stop();
        m_answer.forget();
        m_words->setText({});
        BurnHistoryData nothing;
        m_bars->setData(nothing);
    }
}

void BudgetDialog::preview()
{
    QString refusal;
    const std::optional<Budget> draft = read(refusal);
    // Without an amount history can still suggest one.
    Budget asked = draft.value_or(m_before);
    if (!draft) {
        asked.currency = currency();
        asked.basis = basis();
        asked.period.kind = periodKind();
        asked.period.hours = m_hours->value();
        asked.filter = BudgetScope::stored(m_terms, m_names);
    }
    asked.chainFrom = {};
    const UtcTime now = m_context.now;
    const Zone zone = m_context.zone;
    m_answer.await(this, m_services.ask(QStringLiteral("budgets.preview"),
                                        [asked, now, zone](WindowServices::Reading reading) {
                                            return budgetPreviewOf(reading.reader, reading.pricer, asked, now, zone, reading.progress);
                                        }),
                   [this](const Result<BudgetPreview> &preview) {
                       if (preview) {
                           showPreview(*preview);
                       } else if (preview.problem().cause != Cause::Cancelled) {
                           m_words->setText(ProblemText::sentence(preview.problem()));
                       }
                       Q_EMIT settled();
                   });
}

void BudgetDialog::showPreview(const BudgetPreview &preview)
{
    const BudgetsView view{m_context, m_names};
    while (QLayoutItem *item = m_choicesLayout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    m_choices->setVisible(preview.suggestion.has_value());
    if (preview.suggestion) {
        m_choicesLayout->addWidget(new TextLabel{tr("From your history:"), Theme::Role::Small, TextLabel::Tone::Normal, m_choices});
        const MeasureText text = BudgetText::measure(preview.status.budget.currency);
        const auto add = [&](const QString &word, Int128 amount, const QString &why) {
            auto *button = new LinkButton{word.arg(text.forecast(amount)), m_choices};
            button->setAccessibleName(button->text());
            button->setToolTip(why);
            connect(button, &LinkButton::clicked, this, [this, amount, unit = preview.status.budget.currency] { m_amount->setText(BudgetDraft::text(amount, unit)); });
            m_choicesLayout->addWidget(button);
        };
        const BudgetSuggestion &suggestion = *preview.suggestion;
        add(tr("tight %1"), suggestion.tight, tr("Every other period would have been over it."));
        add(tr("usual %1"), suggestion.usual, tr("Nine of ten periods would have stayed within it."));
        add(tr("generous %1"), suggestion.generous, tr("A fifth above the largest period so far."));
        m_choicesLayout->addStretch();
    }
    QString refusal;
    const std::optional<Budget> draft = read(refusal);
    if (!draft) {
        return;
    }
    m_words->setText(view.backTest(preview.backTest, draft->period));
    fit();
    m_bars->setData(view.backTestBars(preview.backTest, *draft));
    // Usage in a currency that cannot be converted is in no amount: say so; refuse where that is all there is.
    if (!preview.status.missingRates.empty()) {
        QStringList currencies;
        for (const Money &amount : preview.status.foreign) {
            currencies << QString::fromStdString(amount.currency().code());
        }
        // On effective cost nothing spent may be what plans have covered.
        const bool isAll = preview.status.current.spent == 0 && draft->basis == CostBasis::List;
        m_rateRefuses = isAll;
        const QString unit = m_unit->currentText();
        const QString names = currencies.join(tr(", ", "between two names"));
        m_rateProblem = isAll ? tr("There is no exchange rate from %1 to %2, so nothing would count. Choose another currency, or store a rate first.").arg(names, unit)
                              : tr("There is no exchange rate from %1 to %2: that part would not count, and the budget would say “at least”.").arg(names, unit);
        m_hint->setText(m_rateProblem);
        m_accept->setEnabled(!isAll);
        m_accept->setToolTip(isAll ? m_rateProblem : QString{});
    } else if (m_hint->text().isEmpty() && preview.status.current.unpricedRequests > 0) {
        m_hint->setText(view.caveat(preview.status));
    } else if (m_hint->text().isEmpty() && draft->basis == CostBasis::Effective && !preview.hasPlans) {
        m_hint->setText(tr("There are no plans yet, so effective cost is list cost."));
    }
}

QString BudgetDialog::sentence() const
{
    return m_what->spoken();
}

QString BudgetDialog::hint() const
{
    return m_hint->text();
}

QString BudgetDialog::backTestWords() const
{
    return m_words->text();
}

} // namespace tokenmeter
