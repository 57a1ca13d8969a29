// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/LedgersMenu.h"

#include "WindowServices.h"
#include "format/ProblemText.h"

namespace tokenmeter
{
namespace
{

constexpr qsizetype Most = 8;

QString storeKey()
{
    return QStringLiteral("ledgers");
}

} // namespace

LedgersMenu::LedgersMenu(WindowServices &services, QWidget *parent) : QMenu{tr("Recent ledgers"), parent}, m_services{services}
{
    connect(this, &QMenu::aboutToShow, this, &LedgersMenu::fill);
}

QStringList LedgersMenu::known() const
{
    QStringList files = QString::fromUtf8(m_services.stored(storeKey())).split(u'\n', Qt::SkipEmptyParts);
    files.removeAll(m_services.ledgerPath());
    return files;
}

void LedgersMenu::remember()
{
    if (m_services.isDemo()) {
        return;
    }
    const QStringList files = QStringList{m_services.ledgerPath()} + known();
    m_services.store(storeKey(), files.mid(0, Most).join(u'\n').toUtf8());
}

void LedgersMenu::fill()
{
    clear();
    for (const QString &file : known()) {
        QAction *entry = addAction(visibleText(file).replace(u'&', QStringLiteral("&&")));
        connect(entry, &QAction::triggered, this, [this, file] { Q_EMIT ledgerChosen(file); });
    }
    if (isEmpty()) {
        addAction(tr("No other ledger was opened yet"))->setEnabled(false);
    }
}

} // namespace tokenmeter
