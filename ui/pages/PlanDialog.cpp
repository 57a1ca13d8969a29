// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PlanDialog.h"

#include "flow/KnownSources.h"
#include "format/SourceText.h"
#include "pages/PlanDraft.h"
#include "pages/PlansView.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/BudgetSentence.h"
#include "widgets/CompactCombo.h"
#include "widgets/NameField.h"
#include "widgets/Segmented.h"

#include <QDateEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int MostPlanNameLetters = 100; ///< 400 bytes
constexpr int MostFieldLetters = 40;
constexpr int UsualDays = 30;
constexpr int MostDays = 3660;
constexpr int WeekDays = 7;

enum CycleChoice { EachMonth, EachYear, EachWeek, EachDays };
enum EndChoice { NoEnd, Until };

QDate planDate(LocalDay day)
{
    return QDate::fromString(QString::fromStdString(toIso(day)), Qt::ISODate);
}

LocalDay planDay(const QDate &date)
{
    return parseDay(date.toString(Qt::ISODate).toStdString()).value_or(LocalDay{});
}

template <class Field>
Field *planField(Field *field, const QString &accessibleName)
{
    field->setProperty("sentence", true);
    field->setAccessibleName(accessibleName);
    return field;
}

/// As wide as the numbers that it takes.
class PlanNumber final : public QLineEdit
{
public:
    explicit PlanNumber(QWidget *parent) : QLineEdit{parent} {}
    QSize sizeHint() const override { return {px(size::sentenceAmount), QLineEdit::sizeHint().height()}; }
};

QStringList stringsOf(const std::vector<std::string> &names)
{
    QStringList strings;
    for (const std::string &name : names) {
        strings << QString::fromStdString(name);
    }
    return strings;
}

std::vector<std::string> namesOf(const QStringList &strings)
{
    std::vector<std::string> names;
    for (const QString &string : strings) {
        names.push_back(string.toStdString());
    }
    return names;
}

using Choices = QList<std::pair<QString, QString>>;

void addChoice(Choices &choices, const QString &value, const QString &label)
{
    const bool isKnown = std::any_of(choices.begin(), choices.end(), [&](const auto &choice) { return choice.first == value; });
    if (!value.isEmpty() && !isKnown) {
        choices.append({value, label});
    }
}

/// Those of the ledger first.
Choices sourceChoices(const NameBook &names)
{
    Choices choices;
    for (const NameBook::Choice &choice : names.choices(FilterKey::Source)) {
        for (const std::string &raw : choice.raw) {
            addChoice(choices, QString::fromStdString(raw), sourceName(raw));
        }
    }
    for (const std::string &id : sourceIds()) {
        addChoice(choices, QString::fromStdString(id), sourceName(id));
    }
    return choices;
}

/// As usage is stored under them.
Choices providerChoices(const NameBook &names)
{
    Choices choices;
    for (const NameBook::Choice &choice : names.choices(FilterKey::Provider)) {
        for (const std::string &raw : choice.raw) {
            addChoice(choices, QString::fromStdString(raw), {});
        }
    }
    return choices;
}

Choices modelChoices(const NameBook &names)
{
    Choices choices;
    for (const NameBook::Choice &choice : names.choices(FilterKey::Model)) {
        addChoice(choices, choice.value, choice.label);
    }
    return choices;
}

} // namespace

Plan PlanDialog::freshPlan(PlanKind kind, const PageContext &context, Currency currency)
{
    Plan plan;
    plan.kind = kind;
    plan.from = context.zone.startOf(context.today);
    if (kind == PlanKind::Subscription || kind == PlanKind::Pack) {
        plan.currency = currency;
    }
    return plan;
}

PlanDialog::PlanDialog(WindowServices &services, const NameBook &names, const PageContext &context, PlansData known, const Plan &plan, QWidget *parent)
    : QDialog{parent}, m_services{services}, m_names{names}, m_context{context}, m_data{std::move(known)}, m_before{plan}
{
    setWindowTitle(plan.id == 0 ? tr("New plan") : tr("Plan"));
    setMinimumWidth(px(size::dialogWidth) + px(space::s6) * 3);
    build();
    fill(plan);
    m_name->setFocus();
}

PlanDialog::~PlanDialog() = default;

void PlanDialog::build()
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s3));
    QStringList kinds;
    for (const PlanKind each : UsualPlanKinds) {
        kinds << PlansView::kind(each);
    }
    m_kind = new Segmented{kinds, this};
    m_kind->setAccessibleName(tr("Kind of plan"));
    layout->addWidget(m_kind, 0, Qt::AlignLeft);
    m_meaning = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_meaning->setWordWrap(true);
    layout->addWidget(m_meaning);

    auto *nameRow = new QHBoxLayout;
    m_name = new QLineEdit{this};
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(MostPlanNameLetters);
    nameRow->addWidget(new TextLabel{tr("Name"), Theme::Role::Label, TextLabel::Tone::Normal, this});
    nameRow->addWidget(m_name, 1);
    layout->addLayout(nameRow);

    m_words = new BudgetSentence{this};
    m_amount = planField(new PlanNumber{m_words}, tr("Amount"));
    m_paid = planField(new PlanNumber{m_words}, tr("Paid"));
    for (QLineEdit *field : {m_amount, m_paid}) {
        field->setAlignment(Qt::AlignRight);
        field->setMaxLength(MostFieldLetters);
    }
    m_paid->setPlaceholderText(tr("the same", "credit that was bought for its face value"));
    m_currency = planField(new CompactCombo{m_words}, tr("Currency"));
    m_cycle = planField(new CompactCombo{m_words}, tr("How often the fee is due"));
    m_cycle->addItems({tr("month"), tr("year"), tr("week"), tr("period", "of some days, of a fee")});
    m_days = planField(new QSpinBox{m_words}, tr("Days"));
    m_days->setRange(1, MostDays);
    m_counted = planField(new CompactCombo{m_words}, tr("How the tokens are counted"));
    m_counted->addItems({tr("for all models together"), tr("for each model")});
    m_models = planField(new NameField{tr("all models"), tr("Other name, or its beginning and *"), m_words}, tr("Models"));
    m_models->setChoices(modelChoices(m_names));
    m_providers = planField(new NameField{tr("all providers"), tr("Other provider, as usage names it"), m_words}, tr("Providers"));
    m_providers->setChoices(providerChoices(m_names));
    m_sources = planField(new NameField{tr("all sources"), {}, m_words}, tr("Sources"));
    m_sources->setChoices(sourceChoices(m_names));
    m_from = planField(new QDateEdit{m_words}, tr("First day"));
    m_end = planField(new CompactCombo{m_words}, tr("End"));
    m_end->addItems({tr("without an end"), tr("until the end of")});
    m_until = planField(new QDateEdit{m_words}, tr("Last day"));
    for (QDateEdit *edit : {m_from, m_until}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    }
    layout->addWidget(m_words);
    m_hint = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_hint->setWordWrap(true);
    layout->addWidget(m_hint);
    layout->addStretch();

    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(m_before.id == 0 ? tr("Add plan") : tr("Save plan"), QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (const std::optional<Plan> entered = plan()) {
            m_accept->setEnabled(false); // until it is known whether it was stored
            Q_EMIT planWanted(*entered);
        }
    });
    const auto rearranged = [this] {
        arrange();
        changed();
    };
    connect(m_kind, &Segmented::currentChanged, this, rearranged);
    for (QComboBox *field : {m_currency, m_cycle, m_counted, m_end}) {
        connect(field, &QComboBox::currentIndexChanged, this, rearranged);
    }
    for (NameField *field : {m_models, m_providers, m_sources}) {
        connect(field, &NameField::valuesChanged, this, rearranged);
    }
    for (QLineEdit *field : {m_name, m_amount, m_paid}) {
        connect(field, &QLineEdit::textChanged, this, &PlanDialog::changed);
    }
    for (QDateEdit *field : {m_from, m_until}) {
        connect(field, &QDateEdit::dateChanged, this, &PlanDialog::changed);
    }
    connect(m_days, &QSpinBox::valueChanged, this, &PlanDialog::changed);
}

void PlanDialog::fill(const Plan &plan)
{
    m_filling = true;
    m_kind->setCurrent(int(std::find(UsualPlanKinds.begin(), UsualPlanKinds.end(), plan.kind) - UsualPlanKinds.begin()));
    m_kind->setVisible(plan.id == 0); // what it is does not change
    m_name->setText(QString::fromStdString(plan.name));
    QStringList units{m_services.settings().currency, QStringLiteral("USD"), QStringLiteral("CNY"), QStringLiteral("EUR")};
    if (!plan.currency.isNone()) {
        units.prepend(QString::fromStdString(plan.currency.code()));
    }
    units.removeDuplicates();
    m_currency->addItems(units);
    if (plan.id != 0) {
        m_amount->setText(plan.kind == PlanKind::Subscription ? PlanDraft::amountText(plan.fee)
                          : plan.kind == PlanKind::Quota      ? QString::number(plan.tokens)
                          : plan.kind == PlanKind::Discount   ? PlanDraft::percentText(plan.multiplier)
                                                              : PlanDraft::amountText(plan.face));
        m_paid->setText(PlanDraft::amountText(plan.paid));
    }
    m_cycle->setCurrentIndex(plan.cycle.kind == PlanCycle::Kind::Month ? EachMonth : plan.cycle.kind == PlanCycle::Kind::Year ? EachYear
                             : plan.cycle.days == WeekDays            ? EachWeek
                                                                      : EachDays);
    m_days->setValue(plan.cycle.days > 0 ? plan.cycle.days : UsualDays);
    m_counted->setCurrentIndex(plan.perModel ? 1 : 0);
    m_models->setValues(stringsOf(plan.models));
    m_providers->setValues(stringsOf(plan.providers));
    m_sources->setValues(stringsOf(plan.sources));
    m_from->setDate(planDate(m_context.zone.dayOf(plan.from)));
    m_end->setCurrentIndex(plan.until ? Until : NoEnd);
    m_until->setDate(planDate(plan.until ? lastDayOf(plan, m_context.zone) : m_context.zone.dayOf(plan.from) + days{UsualDays - 1}));
    m_filling = false;
    arrange();
    changed();
}

PlanKind PlanDialog::kind() const
{
    return UsualPlanKinds[std::size_t(std::clamp(m_kind->current(), 0, int(UsualPlanKinds.size()) - 1))];
}

void PlanDialog::arrange()
{
    if (m_filling) {
        return;
    }
    const bool isSubscription = kind() == PlanKind::Subscription;
    m_sources->setNone(isSubscription ? tr("choose sources") : tr("all sources"));
    const bool hasEnd = m_end->currentIndex() == Until;
    const QList<QWidget *> tail{m_models, m_providers, m_sources, m_from, m_end, m_until};
    switch (kind()) {
    case PlanKind::Subscription: {
        m_meaning->setText(tr("A fee for usage that costs nothing more. What it includes is worth its list price, and was not spent."));
        const bool isDays = m_cycle->currentIndex() == EachDays;
        const QString text = isDays && hasEnd ? tr("It costs %1 %2 each %3 of %4 days and includes what %7 uses with %5 at %6, from %8 %9 %10.")
            : isDays                          ? tr("It costs %1 %2 each %3 of %4 days and includes what %7 uses with %5 at %6, from %8 %9.")
            : hasEnd                          ? tr("It costs %1 %2 each %3 and includes what %7 uses with %5 at %6, from %8 %9 %10.")
                                              : tr("It costs %1 %2 each %3 and includes what %7 uses with %5 at %6, from %8 %9.");
        m_words->setText(text, QList<QWidget *>{m_amount, m_currency, m_cycle, m_days} + tail);
        break;
    }
    case PlanKind::Quota:
        m_meaning->setText(tr("Tokens that cost nothing until they are used up or the time is over. They are drawn before anything that was paid for."));
        m_words->setText(hasEnd ? tr("%1 tokens are free, counted %2, with %3 at %4 in %5, from %6 %7 %8.") : tr("%1 tokens are free, counted %2, with %3 at %4 in %5, from %6 %7."),
                         QList<QWidget *>{m_amount, m_counted} + tail);
        break;
    case PlanKind::Discount:
        m_meaning->setText(tr("A price that was agreed with a provider: part of the list price is taken off."));
        m_words->setText(hasEnd ? tr("%1 per cent is taken off the list price with %2 at %3 in %4, from %5 %6 %7.") : tr("%1 per cent is taken off the list price with %2 at %3 in %4, from %5 %6."),
                         QList<QWidget *>{m_amount} + tail);
        break;
    case PlanKind::Pack:
        m_meaning->setText(tr("Credit that was bought before it is used, often for less than it pays for. What is left at its end is lost."));
        m_words->setText(hasEnd ? tr("Credit of %1 %2, bought for %3, pays for %4 at %5 in %6, from %7 %8 %9.") : tr("Credit of %1 %2, bought for %3, pays for %4 at %5 in %6, from %7 %8."),
                         QList<QWidget *>{m_amount, m_currency, m_paid} + tail);
        break;
    }
    // Fields of other kinds.
    const QList<QWidget *> own = isSubscription      ? QList<QWidget *>{m_currency, m_cycle}
        : kind() == PlanKind::Pack  ? QList<QWidget *>{m_currency, m_paid}
        : kind() == PlanKind::Quota ? QList<QWidget *>{m_counted}
                                    : QList<QWidget *>{};
    for (QWidget *field : {static_cast<QWidget *>(m_currency), static_cast<QWidget *>(m_cycle), static_cast<QWidget *>(m_paid), static_cast<QWidget *>(m_counted)}) {
        field->setVisible(own.contains(field));
    }
    m_days->setVisible(isSubscription && m_cycle->currentIndex() == EachDays);
    m_amount->setAccessibleName(isSubscription ? tr("Fee") : kind() == PlanKind::Quota ? tr("Tokens") : kind() == PlanKind::Discount ? tr("Per cent off") : tr("Credit"));
    fit();
}

/// As high as what it says, and never less while one writes: buttons do not run away.
void PlanDialog::fit()
{
    const int wide = std::max(width(), minimumWidth());
    layout()->activate();
    const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : layout()->totalSizeHint().height();
    resize(wide, isVisible() ? std::max(height(), needed) : needed);
}

void PlanDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    fit();
}

bool PlanDialog::readTerms(Plan &plan, QString &refusal) const
{
    const auto take = [&](const auto &read, auto &target) {
        refusal = read.refusal;
        if (read.value) {
            target = *read.value;
        }
        return read.value.has_value();
    };
    switch (plan.kind) {
    case PlanKind::Subscription: {
        constexpr PlanCycle cycles[] = {{.kind = PlanCycle::Kind::Month}, {.kind = PlanCycle::Kind::Year}, {.kind = PlanCycle::Kind::Days, .days = WeekDays}};
        const int cycle = m_cycle->currentIndex();
        plan.cycle = cycle >= EachMonth && cycle < EachDays ? cycles[cycle] : PlanCycle{.kind = PlanCycle::Kind::Days, .days = m_days->value()};
        return take(PlanDraft::amount(m_amount->text()), plan.fee);
    }
    case PlanKind::Quota:
        plan.perModel = m_counted->currentIndex() == 1;
        return take(PlanDraft::tokens(m_amount->text()), plan.tokens);
    case PlanKind::Discount:
        return take(PlanDraft::percentOff(m_amount->text()), plan.multiplier);
    case PlanKind::Pack:
        break;
    }
    if (!take(PlanDraft::amount(m_amount->text()), plan.face)) {
        return false;
    }
    if (m_paid->text().trimmed().isEmpty()) { // as the command has it: without a price it was bought at its face value
        plan.paid = plan.face;
        return true;
    }
    return take(PlanDraft::amount(m_paid->text()), plan.paid);
}

/// A day that was not touched keeps the moment that is stored.
void PlanDialog::readDays(Plan &plan) const
{
    const Zone &zone = m_context.zone;
    const LocalDay first = planDay(m_from->date());
    if (plan.id == 0 || zone.dayOf(plan.from) != first) {
        plan.from = zone.startOf(first);
    }
    if (m_end->currentIndex() != Until) {
        plan.until.reset();
        return;
    }
    const LocalDay last = planDay(m_until->date());
    if (!plan.until || lastDayOf(plan, zone) != last) {
        plan.until = zone.startOf(last + days{1});
    }
}

std::optional<Plan> PlanDialog::read(QString &refusal) const
{
    Plan plan = m_before;
    plan.kind = kind();
    plan.name = m_name->text().trimmed().toStdString();
    plan.models = namesOf(m_models->values());
    plan.providers = namesOf(m_providers->values());
    plan.sources = namesOf(m_sources->values());
    const bool hasMoney = plan.kind == PlanKind::Subscription || plan.kind == PlanKind::Pack;
    plan.currency = hasMoney ? Currency{m_currency->currentText().toStdString()} : Currency{};
    readDays(plan);
    if (!readTerms(plan, refusal)) {
        return std::nullopt;
    }
    if (const Result<Done> checked = checkPlan(plan); !checked) {
        refusal = PlanDraft::refusal(checked.problem());
        return std::nullopt;
    }
    return plan;
}

std::optional<Plan> PlanDialog::plan() const
{
    QString refusal;
    return read(refusal);
}

void PlanDialog::changed()
{
    if (m_filling) {
        return;
    }
    QString refusal;
    const std::optional<Plan> entered = read(refusal);
    m_hint->setText(entered ? PlansView{m_context, m_data}.overlap(*entered, overlapping(*entered, m_data.standings)) : refusal);
    m_accept->setEnabled(entered.has_value());
    m_accept->setToolTip(refusal);
    if (isVisible()) {
        fit();
    }
}

void PlanDialog::refuse(const QString &why)
{
    m_hint->setText(why);
    m_accept->setEnabled(true);
}

QString PlanDialog::sentence() const
{
    return m_words->spoken();
}

QString PlanDialog::hint() const
{
    return m_hint->text();
}

} // namespace tokenmeter
