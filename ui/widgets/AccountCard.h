// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/FactCard.h"

#include <QList>
#include <QString>

#include <utility>

namespace tokenmeter
{

class LinkButton;
class TextLabel;

/// What a card says of one account, ready to be read.
struct AccountCardTexts
{
    Icon icon = Icon::Polled;
    QString name{};
    QString provider{}; ///< second line
    Tone tone = Tone::Neutral;
    QString state{};    ///< the pill's words
    QList<std::pair<QString, QString>> facts{}; ///< label and value
    QString sees{};     ///< sentences; empty = not shown
    QString cannotSee{};
    QString problem{};  ///< a sentence with what to do
    Tone problemTone = Tone::Negative;
    bool isSyncing = false;
    bool isPaused = false;
    bool mayPause = true; ///< false: there is nothing that could go on or rest
    bool maySync = true;
    QString whyNotSync{}; ///< tooltip, where it may not
};

/// An account: name, state in words, figures, what is wrong, and what can be done about it.
class AccountCard : public FactCard
{
    Q_OBJECT
public:
    explicit AccountCard(QWidget *parent = nullptr);
    void setTexts(const AccountCardTexts &texts);
    const AccountCardTexts &texts() const { return m_texts; }

    // For tests.
    LinkButton *syncLink() const { return m_sync; }
    LinkButton *pauseLink() const { return m_pause; }
    LinkButton *editLink() const { return m_edit; }
    LinkButton *removeLink() const { return m_remove; }

Q_SIGNALS:
    void syncWanted();
    void cancelWanted();
    void pauseWanted(bool pauses);
    void editWanted();
    void removeWanted();

private:
    AccountCardTexts m_texts;
    TextLabel *m_sees = nullptr;
    TextLabel *m_cannotSee = nullptr;
    LinkButton *m_sync = nullptr;
    LinkButton *m_pause = nullptr;
    LinkButton *m_edit = nullptr;
    LinkButton *m_remove = nullptr;
};

} // namespace tokenmeter
