// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/SourceCard.h"

#include "theme/Theme.h"
#include "widgets/LinkButton.h"

#include <QAction>
#include <QMenu>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{

SourceCard::SourceCard(QWidget *parent) : FactCard{parent}
{
    constexpr int Whole = 1000;
    setShowsPath();
    m_bar = new QProgressBar{this};
    m_bar->setRange(0, Whole);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(px(size::jobBarHeight));
    m_bar->hide();
    belowFacts()->addWidget(m_bar);
    m_scan = addLink(tr("Scan again"));
    m_pause = addLink(tr("Pause"));
    m_files = addLink(tr("Files"));
    m_records = menu()->addAction(tr("Show records"));
    m_copies = menu()->addAction(tr("Merged copies…"));
    m_problems = menu()->addAction(tr("Problems…"));
    m_cache = menu()->addAction(tr("Input leaves cached tokens out"));
    m_cache->setCheckable(true);
    menu()->setToolTipsVisible(true);
    menu()->addSeparator();
    m_forget = menu()->addAction(QString{});

    connect(m_scan, &LinkButton::clicked, this, [this] {
        if (m_texts.isReading) {
            Q_EMIT cancelWanted();
        } else {
            Q_EMIT scanWanted();
        }
    });
    connect(m_pause, &LinkButton::clicked, this, [this] { Q_EMIT pauseWanted(!m_texts.isPaused); });
    connect(m_files, &LinkButton::clicked, this, &SourceCard::filesWanted);
    connect(m_records, &QAction::triggered, this, &SourceCard::recordsWanted);
    connect(m_copies, &QAction::triggered, this, &SourceCard::copiesWanted);
    connect(m_problems, &QAction::triggered, this, &SourceCard::problemsWanted);
    connect(m_cache, &QAction::triggered, this, [this](bool leavesOut) {
        m_cache->setChecked(m_texts.leavesCacheOut); // until it is so
        Q_EMIT cacheWanted(leavesOut);
    });
    connect(m_forget, &QAction::triggered, this, &SourceCard::forgetWanted);
    connect(this, &FactCard::problemActivated, this, &SourceCard::problemsWanted);
}

void SourceCard::setTexts(const SourceCardTexts &texts)
{
    m_texts = texts;
    m_bar->setVisible(texts.isReading);
    m_bar->setValue(std::max(0, texts.permille));
    m_bar->setAccessibleName(texts.facts.state);
    m_scan->setText(texts.isReading ? tr("Cancel") : tr("Scan again"));
    const bool mayScan = texts.isReading || texts.whyNotScan.isEmpty();
    m_scan->setEnabled(mayScan);
    m_scan->setColour(mayScan ? QColor{} : Theme::current().colours().text3);
    m_scan->setToolTip(mayScan ? QString{} : texts.whyNotScan);
    m_pause->setText(texts.isPaused ? tr("Go on") : tr("Pause"));
    m_copies->setEnabled(texts.hasCopies);
    m_problems->setEnabled(texts.hasProblems);
    m_cache->setVisible(texts.mayLeaveCacheOut);
    m_cache->setChecked(texts.leavesCacheOut);
    m_cache->setEnabled(texts.whyNotSayCache.isEmpty());
    m_cache->setToolTip(texts.whyNotSayCache);
    m_forget->setText(tr("Forget %1…").arg(QString{texts.facts.name}.replace(QLatin1Char('&'), QStringLiteral("&&"))));
    setFactTexts(texts.facts);
}

} // namespace tokenmeter
