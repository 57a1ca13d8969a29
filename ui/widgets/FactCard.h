// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Tone.h"

#include <QFrame>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

class QGridLayout;
class QHBoxLayout;
class QMenu;
class QVBoxLayout;

namespace tokenmeter
{

class LinkButton;
class NoteBox;
class Pill;
class TextLabel;

/// What a card says of one thing, ready to be read.
struct FactCardTexts
{
    Icon icon = Icon::File;
    QString name{};
    QString subtitle{};
    Tone tone = Tone::Neutral;
    QString state{}; ///< the pill's words; empty = no pill
    QList<std::pair<QString, QString>> facts{}; ///< label and value
    QString note{};  ///< beside an icon, without a ground; empty = not shown
    Tone problemTone = Tone::Negative;
    QString problem{}; ///< a sentence on a coloured ground; empty = not shown
    QString hint{};    ///< below it: what to do
    QString verb{};    ///< a link beside it; empty = none
    friend bool operator==(const FactCardTexts &, const FactCardTexts &) = default;
};

/// One thing among several of its kind: icon, name and state, rows of facts, a note, what is wrong, and below a line what can be done.
/// Others put widgets of their own above or below the facts, and links into the foot.
class FactCard : public QFrame
{
    Q_OBJECT
public:
    explicit FactCard(QWidget *parent = nullptr);

    /// The accessible name becomes everything that is said, in its order.
    void setFactTexts(const FactCardTexts &texts);
    const FactCardTexts &factTexts() const { return m_texts; }
    /// Long values take several lines in place of being shortened.
    void setWrapsFacts(bool wraps) { m_wrapsFacts = wraps; }

    /// The subtitle is a path: its beginning and its end stay where it is too long.
    void setShowsPath();

    LinkButton *addLink(const QString &text);
    /// The "…" at the foot's right end, there once it was asked for.
    QMenu *menu();

    // For tests.
    NoteBox *problemBox() const { return m_problem; }
    QString note() const;
    QList<LinkButton *> links() const { return m_links; }

Q_SIGNALS:
    void problemActivated();

protected:
    QVBoxLayout *aboveFacts() const { return m_above; }
    QVBoxLayout *belowFacts() const { return m_below; }
    /// "name, subtitle, state" and "label: value" each: for accessible names of those that say more.
    QStringList spokenHead() const;
    QStringList spokenFacts() const;
    /// Each link's own: "Pause: Claude Code".
    void nameLinks();

    void paintEvent(QPaintEvent *event) override;

private:
    FactCardTexts m_texts;
    bool m_wrapsFacts = false;
    TextLabel *m_name = nullptr;
    TextLabel *m_subtitle = nullptr;
    Pill *m_pill = nullptr;
    QVBoxLayout *m_above = nullptr;
    QWidget *m_factsHolder = nullptr;
    QGridLayout *m_facts = nullptr;
    QVBoxLayout *m_below = nullptr;
    QWidget *m_note = nullptr;
    TextLabel *m_noteText = nullptr;
    NoteBox *m_problem = nullptr;
    QWidget *m_foot = nullptr;
    QHBoxLayout *m_footRow = nullptr;
    QList<LinkButton *> m_links;
    QMenu *m_menu = nullptr;
    QWidget *m_menuButton = nullptr;
};

} // namespace tokenmeter
