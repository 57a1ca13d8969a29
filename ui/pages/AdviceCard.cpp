// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AdviceCard.h"

#include "format/AdviceText.h"
#include "format/MoneyText.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/StepList.h"

#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace tokenmeter
{
namespace
{

constexpr int MostNameShown = 60; ///< letters; an amount is never cut, so a name is
constexpr std::size_t MostAdviceShown = 8;

QString shortened(const QString &name)
{
    return name.size() <= MostNameShown ? name : name.left(MostNameShown - 1) + QChar{0x2026};
}

} // namespace

AdviceCard::AdviceCard(QWidget *parent) : Card{tr("What could be saved"), parent}
{
    m_sentence = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_sentence->setWordWrap(true);
    m_rows = new StepList{this};
    m_rows->setAccessibleName(tr("What could be saved"));
    content()->setSpacing(px(space::s2));
    content()->addWidget(m_sentence);
    content()->addWidget(m_rows);
    const auto open = [this](int row) { Q_EMIT opened(m_shown.at(std::size_t(row))); };
    connect(m_rows, &StepList::opened, this, open);
    connect(m_rows, &StepList::explained, this, open);
}

void AdviceCard::setAdvice(const Advice &advice)
{
    m_advice = advice;
    m_shown.resize(advice.lines.size());
    std::iota(m_shown.begin(), m_shown.end(), std::size_t{0});
    std::stable_partition(m_shown.begin(), m_shown.end(), [&](std::size_t line) { return advice.lines[line].inMix; });
    m_shown.resize(std::min(m_shown.size(), MostAdviceShown));
    std::vector<StepRow> rows;
    for (const std::size_t index : m_shown) {
        const AdviceLine &line = advice.lines[index];
        const QString name = AdviceText::name(line);
        const QString band = line.inMix ? tr("In the cheapest mix: %1", "of what it saves").arg(AdviceText::band(line)) : AdviceText::band(line);
        rows.push_back({.name = shortened(name),
                        .amount = AdviceText::saved(line),
                        .exact = name + QStringLiteral(", ") + MoneyText::full(line.saving.atLeast),
                        .meaning = tr("%1. %2", "two sentences").arg(band, AdviceText::assumption(line)),
                        .verb = tr("Show records")});
    }
    m_rows->setRows(std::move(rows));
    m_rows->setVisible(!advice.lines.empty());
    QStringList sentences{AdviceText::nothing(advice), AdviceText::mix(advice)};
    if (advice.lines.size() > 1) {
        sentences << tr("Lines of one model exclude each other, lines of one plan do, and so do cache lines and all others.");
    }
    sentences += AdviceText::plans(advice);
    sentences += AdviceText::caches(advice);
    sentences << AdviceText::leftOut(advice);
    sentences.removeAll(QString{});
    m_sentence->setText(sentences.join(QLatin1Char('\n')));
}

void AdviceCard::setReason(const QString &why)
{
    setAdvice({});
    m_sentence->setText(why);
}

QString AdviceCard::sentence() const
{
    return m_sentence->text();
}

PageTable AdviceCard::table() const
{
    PageTable table{.title = title(), .columns = {tr("What"), tr("Saves at least"), tr("Likely"), tr("At most"), tr("Assumption")}};
    for (const AdviceLine &line : m_advice.lines) {
        const auto amount = [](Money money) { return PageTable::Cell{.text = MoneyText::amount(money), .exact = MoneyText::full(money), .number = true}; };
        table.rows.push_back({{.text = AdviceText::name(line)}, amount(line.saving.atLeast), amount(line.saving.likely), amount(line.saving.atMost), {.text = AdviceText::assumption(line)}});
    }
    return table;
}

} // namespace tokenmeter
