// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/FactCard.h"

#include <QString>

class QAction;
class QProgressBar;

namespace tokenmeter
{

class LinkButton;

/// What a card says of one source, ready to be read.
struct SourceCardTexts
{
    FactCardTexts facts{};
    int permille = -1; ///< of its reading that is done; -1 = nothing is read now
    bool isPaused = false;
    bool isReading = false;
    QString whyNotScan{}; ///< empty: it may be scanned
    bool hasProblems = false;
    bool hasCopies = false;
    bool mayLeaveCacheOut = false; ///< it can be said that its input leaves cached tokens out
    bool leavesCacheOut = false;   ///< that was said
    QString whyNotSayCache{};      ///< empty: it can be said now
    friend bool operator==(const SourceCardTexts &, const SourceCardTexts &) = default;
};

/// One source: what was read of it and when, what is wrong, and what can be done about it.
class SourceCard : public FactCard
{
    Q_OBJECT
public:
    explicit SourceCard(QWidget *parent = nullptr);
    void setTexts(const SourceCardTexts &texts);
    const SourceCardTexts &texts() const { return m_texts; }

    // For tests.
    LinkButton *scanLink() const { return m_scan; }
    LinkButton *pauseLink() const { return m_pause; }
    LinkButton *filesLink() const { return m_files; }
    QAction *recordsAction() const { return m_records; }
    QAction *copiesAction() const { return m_copies; }
    QAction *problemsAction() const { return m_problems; }
    QAction *forgetAction() const { return m_forget; }
    QAction *cacheAction() const { return m_cache; }
    QProgressBar *bar() const { return m_bar; }

Q_SIGNALS:
    void scanWanted();
    void cancelWanted();
    void pauseWanted(bool pauses);
    void filesWanted();
    void recordsWanted();
    void copiesWanted();
    void problemsWanted();
    void cacheWanted(bool leavesOut);
    void forgetWanted();

private:
    SourceCardTexts m_texts;
    QProgressBar *m_bar = nullptr;
    LinkButton *m_scan = nullptr;
    LinkButton *m_pause = nullptr;
    LinkButton *m_files = nullptr;
    QAction *m_records = nullptr;
    QAction *m_copies = nullptr;
    QAction *m_problems = nullptr;
    QAction *m_cache = nullptr;
    QAction *m_forget = nullptr;
};

} // namespace tokenmeter
