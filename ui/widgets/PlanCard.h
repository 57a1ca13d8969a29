// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/FactCard.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace tokenmeter
{

class LinkButton;
class PlanBar;
class TextLabel;

/// How much of a plan is gone, as marks on one bar. Parts of all that it gives.
struct PlanMarks
{
    double drawn = 0;
    double expired = 0; ///< from the right: left over when it ended
    bool atMost = false; ///< more may be drawn that has no amount
    std::optional<double> timeGone{};
    QString spoken{};   ///< for those who do not see it
};

/// What a card says of one plan, ready to be read.
struct PlanCardTexts
{
    Icon icon = Icon::Bank;
    QString name{};
    QString kind{};  ///< second line
    Tone tone = Tone::Neutral;
    QString state{}; ///< the pill's words
    std::optional<PlanMarks> bar{};
    QString drawn{}; ///< below the bar, left and right
    QString left{};
    QList<std::pair<QString, QString>> facts{}; ///< label and value
    QString verdict{}; ///< a sentence; empty = not shown
    bool hasWorth = false; ///< its cycles can be shown
};

/// A plan: what it is, how much of it is left and until when, and what can be done with it.
class PlanCard : public FactCard
{
    Q_OBJECT
public:
    explicit PlanCard(QWidget *parent = nullptr);
    void setTexts(const PlanCardTexts &texts);
    const PlanCardTexts &texts() const { return m_texts; }

    // For tests.
    LinkButton *editLink() const { return m_edit; }
    LinkButton *removeLink() const { return m_remove; }
    LinkButton *worthLink() const { return m_worth; }

Q_SIGNALS:
    void editWanted();
    void removeWanted();
    void worthWanted();

private:
    PlanCardTexts m_texts;
    PlanBar *m_bar = nullptr;
    QWidget *m_barWords = nullptr;
    TextLabel *m_drawn = nullptr;
    TextLabel *m_left = nullptr;
    TextLabel *m_verdict = nullptr;
    LinkButton *m_worth = nullptr;
    LinkButton *m_edit = nullptr;
    LinkButton *m_remove = nullptr;
};

} // namespace tokenmeter
