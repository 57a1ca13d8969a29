// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/CompareMoveBar.h"

#include "shell/FilterLine.h"
#include "shell/NameBook.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/CompactCombo.h"
#include "widgets/NoteBox.h"
#include "widgets/Segmented.h"

#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int AllMove = 0, OnlySomeMove = 1; ///< of the switch
constexpr int AnySize = 0, SizeBelow = 1, SizeFrom = 2; ///< of the box
constexpr int UsualPrompt = 20'000; ///< tokens
constexpr int PromptStep = 1'000;
constexpr int MostPrompt = 2'000'000'000; ///< what a field of whole numbers holds

} // namespace

CompareMoveBar::CompareMoveBar(QWidget *parent) : QWidget{parent}
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(px(space::s2));
    auto *row = new QHBoxLayout;
    row->setSpacing(px(space::s2));
    row->addWidget(new TextLabel{tr("Move"), Theme::Role::Small, TextLabel::Tone::Normal, this});
    m_which = new Segmented{{tr("All requests"), tr("Only…")}, this};
    m_which->setAccessibleName(tr("Which requests move"));
    row->addWidget(m_which);
    m_fields = new QWidget{this};
    auto *fields = new QHBoxLayout{m_fields};
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(px(space::s2));
    m_line = new FilterLine{m_fields};
    m_line->setShowsKeys(false);
    m_line->setPlaceholderText(tr("e.g. project:atlas-api"));
    m_line->setAccessibleName(tr("Requests that move"));
    m_line->setMinimumWidth(px(size::filterLineNarrow));
    fields->addWidget(m_line, 1);
    fields->addWidget(new TextLabel{tr("with prompts"), Theme::Role::Small, TextLabel::Tone::Normal, m_fields});
    m_size = new CompactCombo{m_fields};
    m_size->addItems({tr("of any size"), tr("under", "prompts under so many tokens"), tr("from", "prompts from so many tokens on")});
    m_size->setAccessibleName(tr("Size of prompts"));
    m_tokens = new QSpinBox{m_fields};
    m_tokens->setButtonSymbols(QSpinBox::NoButtons);
    m_tokens->setRange(1, MostPrompt);
    m_tokens->setSingleStep(PromptStep);
    m_tokens->setGroupSeparatorShown(true);
    m_tokens->setAlignment(Qt::AlignRight);
    m_tokens->setValue(UsualPrompt);
    m_tokens->setAccessibleName(tr("Tokens of a prompt"));
    m_unit = new TextLabel{tr("tokens"), Theme::Role::Small, TextLabel::Tone::Normal, m_fields};
    for (QWidget *each : std::initializer_list<QWidget *>{m_size, m_tokens, m_unit}) {
        fields->addWidget(each);
    }
    row->addWidget(m_fields, 1);
    row->addStretch(0);
    layout->addLayout(row);
    m_words = new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, this};
    m_words->setWordWrap(true);
    layout->addWidget(m_words);
    m_refusal = new NoteBox{this};
    layout->addWidget(m_refusal);

    connect(m_which, &Segmented::currentChanged, this, [this](int which) {
        showFields();
        if (m_isFilling) {
            return;
        }
        if (which == AllMove) {
            m_line->clear();
            m_size->setCurrentIndex(AnySize);
        } else {
            m_line->setFocus(Qt::OtherFocusReason);
        }
        apply();
    });
    connect(m_line, &FilterLine::refused, this, [this](const QString &sentence) { m_refusal->setNote(Tone::Negative, sentence); });
    connect(m_line, &QLineEdit::editingFinished, this, &CompareMoveBar::apply);
    connect(m_size, &QComboBox::activated, this, &CompareMoveBar::apply);
    connect(m_tokens, &QSpinBox::editingFinished, this, &CompareMoveBar::apply);
    m_words->hide();
    showFields();
}

QString CompareMoveBar::words() const
{
    return m_words->isHidden() ? QString{} : m_words->text();
}

QString CompareMoveBar::refusal() const
{
    return m_refusal->sentence();
}

void CompareMoveBar::setNames(const NameBook &names)
{
    m_line->setNames(names);
}

void CompareMoveBar::setWords(const QString &sentence)
{
    m_words->setText(sentence);
    m_words->setVisible(!sentence.isEmpty());
}

void CompareMoveBar::showFields()
{
    m_fields->setVisible(m_which->current() == OnlySomeMove);
    const bool hasSize = m_size->currentIndex() != AnySize;
    m_tokens->setVisible(hasSize);
    m_unit->setVisible(hasSize);
}

void CompareMoveBar::setChoice(const CompareMoveChoice &choice)
{
    const bool isOther = choice != m_choice;
    m_choice = choice;
    m_isFilling = true;
    if (!choice.isAll() || isOther) {
        m_which->setCurrent(choice.isAll() ? AllMove : OnlySomeMove);
    }
    m_line->setTerms(choice.terms);
    if (const std::optional<std::int64_t> size = choice.promptBelow ? choice.promptBelow : choice.promptFrom) {
        m_tokens->setValue(int(std::min<std::int64_t>(*size, MostPrompt)));
    }
    m_size->setCurrentIndex(choice.promptBelow ? SizeBelow : choice.promptFrom ? SizeFrom : AnySize);
    m_isFilling = false;
    showFields();
}

/// What all fields say together; a line that is not understood changes nothing.
void CompareMoveBar::apply()
{
    if (m_isFilling) {
        return;
    }
    showFields();
    const ParsedFilterText parsed = parseFilterText(m_line->text());
    if (parsed.problem) {
        m_refusal->setNote(Tone::Negative, FilterLine::sentence(*parsed.problem));
        return;
    }
    m_refusal->setNote(Tone::Negative, {});
    m_line->setModified(false);
    CompareMoveChoice choice{.terms = parsed.terms};
    if (m_size->currentIndex() == SizeBelow) {
        choice.promptBelow = m_tokens->value();
    } else if (m_size->currentIndex() == SizeFrom) {
        choice.promptFrom = m_tokens->value();
    }
    if (choice != m_choice) {
        Q_EMIT choiceWanted(choice);
    }
}

} // namespace tokenmeter
