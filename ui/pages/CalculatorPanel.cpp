// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/CalculatorPanel.h"

#include "charts/BandBars.h"
#include "format/CalculatorText.h"
#include "format/MoneyText.h"
#include "itemmodels/SheetModel.h"
#include "pages/CalculatorView.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/FactorSlider.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteBox.h"
#include "widgets/PasteField.h"
#include "widgets/Pill.h"
#include "widgets/TreeDelegate.h"
#include "widgets/TreeTable.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr int TypingMs = 200;     ///< from the last key to the question
constexpr int Percents = 100;     ///< ends of the sliders
constexpr int HundredthsAPercent = 100;
constexpr int MostAnswerPercent = 95;
constexpr int MostFreeShown = 2'000'000'000; ///< what a field of whole numbers holds
constexpr int UsualSent = 2'000, UsualAnswered = 500, UsualRequests = 1'000; ///< so that the first look shows figures
constexpr int TextLines = 5;
constexpr int CalculatorSliderPage = 10;

QSpinBox *countField(const QString &name, int least, int most, int value, QWidget *parent)
{
    auto *field = new QSpinBox{parent};
    field->setButtonSymbols(QSpinBox::NoButtons);
    field->setRange(least, most);
    field->setGroupSeparatorShown(true);
    field->setValue(value);
    field->setAlignment(Qt::AlignRight);
    field->setAccessibleName(name);
    return field;
}

} // namespace

CalculatorPanel::CalculatorPanel(QWidget *parent) : QWidget{parent}
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(TypingMs);
    connect(&m_rest, &QTimer::timeout, this, &CalculatorPanel::changed);
    build();
}

void CalculatorPanel::buildForm()
{
    m_form = new Card{tr("One request"), this};
    auto *textName = new TextLabel{tr("Its text, or an answer of an API with its usage"), Theme::Role::Small, TextLabel::Tone::Normal, m_form};
    m_text = new PasteField{m_form};
    m_text->setAccessibleName(textName->text());
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(TextLines * QFontMetrics{m_text->font()}.lineSpacing() + px(space::s4));
    textName->setBuddy(m_text);
    m_heldRow = new QWidget{m_form};
    auto *heldRow = new QHBoxLayout{m_heldRow};
    heldRow->setContentsMargins(0, 0, 0, 0);
    m_heldWords = new TextLabel{Theme::Role::Body, TextLabel::Tone::Strong, m_heldRow};
    m_clear = new LinkButton{tr("Clear"), m_heldRow};
    m_clear->setAccessibleName(tr("Clear the text"));
    heldRow->addWidget(m_heldWords);
    heldRow->addWidget(m_clear);
    heldRow->addStretch(1);
    m_heldRow->hide();
    connect(m_text, &PasteField::largePasted, this, &CalculatorPanel::hold);
    connect(m_clear, &LinkButton::clicked, this, [this] {
        hold({});
        m_text->setFocus(Qt::OtherFocusReason);
    });
    m_found = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_form};
    m_found->setWordWrap(true);

    auto *fields = new QGridLayout;
    fields->setHorizontalSpacing(px(space::s4));
    fields->setVerticalSpacing(px(space::s1));
    int place = 0;
    const auto add = [&](const QString &name, int least, int most, int value, TextLabel **label) {
        QSpinBox *field = countField(name, least, most, value, m_form);
        auto *title = new TextLabel{name, Theme::Role::Small, TextLabel::Tone::Normal, m_form};
        title->setBuddy(field);
        const int row = place / 2 * 3;
        fields->addWidget(title, row, place % 2);
        fields->addWidget(field, row + 1, place % 2);
        fields->setRowMinimumHeight(row + 2, px(space::s2));
        if (label != nullptr) {
            *label = title;
        }
        ++place;
        connect(field, &QSpinBox::valueChanged, this, [this, isAnswer = label == &m_answeredName] {
            m_usesShare = m_usesShare && !isAnswer; // whichever was moved last counts
            typed();
        });
        return field;
    };
    m_sent = add(tr("Tokens sent"), 0, int(MostCalculatedTokens), UsualSent, &m_sentName);
    m_answered = add(tr("Tokens answered"), 0, int(MostCalculatedTokens), UsualAnswered, &m_answeredName);
    m_requests = add(tr("Requests in the first month"), 1, int(MostCalculatedRequests), UsualRequests, nullptr);
    m_growth = add(tr("Growth a month"), -int(MostGrowth / HundredthsAPercent), int(MostGrowth / HundredthsAPercent), 0, nullptr);
    m_growth->setSuffix(QStringLiteral(" %"));
    m_free = add(tr("Free tokens of each model"), 0, MostFreeShown, 0, nullptr);
    m_free->setToolTip(tr("Used once, before anything is paid."));
    m_batch = new QCheckBox{tr("Batch price"), m_form};
    m_batch->setToolTip(tr("Where it is sold; answers may then take up to a day."));
    fields->addWidget(m_batch, 7, 1, Qt::AlignLeft | Qt::AlignVCenter);
    m_share = new FactorSlider{tr("Answer, part of all tokens"), m_form};
    m_share->setRange(0, MostAnswerPercent, CalculatorSliderPage);
    m_cache = new FactorSlider{tr("Read from a cache"), m_form};
    m_cache->setRange(0, Percents, CalculatorSliderPage);
    fields->addWidget(m_share, 9, 0);
    fields->addWidget(m_cache, 9, 1);
    fields->setColumnStretch(0, 1);
    fields->setColumnStretch(1, 1);

    QVBoxLayout *content = m_form->content();
    content->setSpacing(px(space::s1));
    content->addWidget(textName);
    content->addWidget(m_text, 1);
    content->addWidget(m_heldRow);
    content->addWidget(m_found);
    content->addSpacing(px(space::s2));
    content->addLayout(fields);

    connect(m_text, &PasteField::textChanged, this, &CalculatorPanel::typed);
    connect(m_batch, &QCheckBox::toggled, this, &CalculatorPanel::typed);
    connect(m_cache, &FactorSlider::moved, this, &CalculatorPanel::typed);
    connect(m_share, &FactorSlider::moved, this, [this](int) {
        m_usesShare = true;
        typed();
    });
}

void CalculatorPanel::build()
{
    m_grid = new QGridLayout{this};
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(size::cardGap);
    m_grid->setVerticalSpacing(size::cardGap);
    m_failure = new NoteBox{this};
    buildForm();

    m_barsCard = new Card{tr("Cost of a year"), this};
    m_barsCard->setBottomPadding(size::chartCardBottom);
    m_bars = new BandBars{m_barsCard};
    m_bars->setAccessibleName(tr("Cost of a year"));
    m_barsCard->content()->addWidget(m_bars, 1);
    m_estimate = new Pill{m_barsCard};
    m_estimate->setState(Tone::Neutral, tr("Estimate"));
    m_barsCard->addTitleControl(m_estimate);
    auto *menu = new CardMenu{m_barsCard, m_bars};
    connect(menu, &CardMenu::tableWanted, this, &CalculatorPanel::tableWanted);

    m_tableCard = new Card{tr("Models"), this};
    m_tableCard->setSidePadding(size::treeInset);
    m_tableCard->setBottomPadding(space::s3);
    m_table = new TreeTable{m_tableCard};
    m_table->setRootIsDecorated(false);
    m_table->setItemDelegate(new TreeDelegate{m_table});
    m_table->setAccessibleName(tr("Models"));
    m_rows = new SheetModel{this};
    m_table->setModel(m_rows);
    m_tableCard->content()->addWidget(m_table, 1);
    m_add = new QPushButton{tr("Choose models…"), m_tableCard};
    m_tableCard->addTitleControl(m_add);
    connect(m_add, &QPushButton::clicked, this, &CalculatorPanel::modelsWanted);

    QWidget *const order[] = {m_text, m_clear, m_sent, m_answered, m_requests, m_growth, m_free, m_batch, m_share->slider(), m_cache->slider(), m_bars, m_add, m_table};
    for (std::size_t i = 1; i < std::size(order); ++i) {
        setTabOrder(order[i - 1], order[i]);
    }
    fillShares();
    arrange(false);
}

bool CalculatorPanel::hasText() const
{
    return m_calculation && m_calculation->pasted.kind != PastedText::Kind::Nothing;
}

bool CalculatorPanel::isResponse() const
{
    return m_calculation && m_calculation->pasted.kind == PastedText::Kind::Response;
}

CalculationInput CalculatorPanel::input() const
{
    CalculationInput input{.text = m_held.isEmpty() ? m_text->toPlainText().toStdString() : std::string{},
                           .sent = m_sent->value(),
                           .answered = m_answered->value(),
                           .requests = m_requests->value(),
                           .growth = std::int64_t{m_growth->value()} * HundredthsAPercent,
                           .freeTokens = m_free->value(),
                           .batch = m_batch->isChecked()};
    if (m_usesShare) {
        input.answerShare = std::int64_t{m_share->value()} * HundredthsAPercent;
    }
    if (m_cache->value() > 0) {
        input.cacheShare = std::int64_t{m_cache->value()} * HundredthsAPercent;
    }
    return input;
}

/// It takes the place of what was in the field, as pasting over everything would.
void CalculatorPanel::hold(const QString &text)
{
    m_held = text;
    if (!text.isEmpty()) {
        const QSignalBlocker quiet{m_text};
        m_text->clear();
    }
    m_heldWords->setText(tr("A long text, being counted…"));
    m_heldRow->setVisible(!text.isEmpty());
    m_text->setVisible(text.isEmpty());
    if (!text.isEmpty()) {
        m_clear->setFocus(Qt::OtherFocusReason);
    }
    typed();
}

QString CalculatorPanel::heldWords() const
{
    return m_heldRow->isHidden() ? QString{} : m_heldWords->text();
}

void CalculatorPanel::typed()
{
    fillShares();
    m_rest.start();
    Q_EMIT touched();
}

/// What the sliders say, and each of the two ways to say an answer's size by the other.
void CalculatorPanel::fillShares()
{
    const std::int64_t sent = hasText() ? m_calculation->question.central.prompt() : m_sent->value();
    if (m_usesShare) {
        const QSignalBlocker quiet{m_answered};
        m_answered->setValue(int(std::min(answeredAt(sent, std::int64_t{m_share->value()} * HundredthsAPercent), MostCalculatedTokens)));
    } else {
        const std::int64_t all = sent + m_answered->value();
        m_share->setValue(all > 0 ? int((2 * Percents * std::int64_t{m_answered->value()} + all) / (2 * all)) : 0);
    }
    m_share->setText(CalculatorText::percent(std::int64_t{m_share->value()} * HundredthsAPercent), tr("Tokens of the answer as a part of all. Moving it sets the tokens answered."));
    m_cache->setText(CalculatorText::percent(std::int64_t{m_cache->value()} * HundredthsAPercent),
                     tr("What many requests have in common. Writing it into the cache once is not counted; a model without a cache takes it as plain input."));
}

void CalculatorPanel::setCurrency(Currency currency)
{
    m_currency = currency;
}

void CalculatorPanel::setColours(const ModelColours &colours)
{
    m_colours = colours;
}

void CalculatorPanel::setCalculation(const Calculation &calculation)
{
    m_calculation = calculation;
    fill();
}

void CalculatorPanel::setFailure(const QString &sentence)
{
    m_failure->setNote(Tone::Negative, sentence);
}

void CalculatorPanel::setLoading(bool loading)
{
    m_barsCard->setLoading(loading);
    m_tableCard->setLoading(loading);
}

void CalculatorPanel::fill()
{
    if (!m_calculation) {
        return;
    }
    const CalculatorView view{*m_calculation, m_currency, m_colours};
    if (!m_held.isEmpty() && hasText()) {
        m_heldWords->setText(view.size());
    }
    m_found->setText(view.found());
    m_found->setVisible(!view.found().isEmpty());
    // Of a text the tokens sent are counted, of a response the answer's, too: a field that says something else would lie.
    for (QWidget *each : std::initializer_list<QWidget *>{m_sentName, m_sent}) {
        each->setVisible(!hasText());
    }
    for (QWidget *each : std::initializer_list<QWidget *>{m_answeredName, m_answered, m_share}) {
        each->setVisible(!isResponse());
    }
    fillShares();
    m_bars->setData(view.bars());
    m_barsCard->setTotal(view.requests());
    m_estimate->setVisible(view.isEstimate());
    m_rows->setSheet(view.columns(), view.rows());
    m_table->measureAnew();
    constexpr int Notes = 5, Band = 4;
    m_table->setColumns({0, 1, 2, 3, 4, 5}, {Band, Notes});
    m_table->setFixedHeight(px(size::tableHeader) + std::max(1, m_rows->rowCount()) * px(size::rowTree) + px(space::s1));
    m_failure->setNote(Tone::Neutral, view.note());
    m_barsCard->setMinimumHeight(std::max(px(size::chartCard), m_bars->sizeHint().height() + px(size::cardTitle) + size::chartCardBottom));
}

void CalculatorPanel::arrange(bool narrow)
{
    while (m_grid->count() > 0) {
        delete m_grid->takeAt(0);
    }
    const int across = narrow ? 1 : 2;
    constexpr int FormPart = 47, BarsPart = 53;
    m_grid->setColumnStretch(0, narrow ? 1 : FormPart);
    m_grid->setColumnStretch(1, narrow ? 0 : BarsPart);
    int row = 0;
    m_grid->addWidget(m_failure, row++, 0, 1, across);
    m_grid->addWidget(m_form, row, 0);
    m_grid->addWidget(m_barsCard, narrow ? row + 1 : row, narrow ? 0 : 1);
    row += narrow ? 2 : 1;
    m_grid->addWidget(m_tableCard, row, 0, 1, across);
}

std::vector<PageTable> CalculatorPanel::tables() const
{
    return m_calculation ? std::vector<PageTable>{CalculatorView{*m_calculation, m_currency, m_colours}.table()} : std::vector<PageTable>{};
}

QString CalculatorPanel::found() const
{
    return m_found->isHidden() ? QString{} : m_found->text();
}

QString CalculatorPanel::note() const
{
    return m_failure->isHidden() ? QString{} : m_failure->sentence();
}

} // namespace tokenmeter
