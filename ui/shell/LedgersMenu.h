// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace tokenmeter
{

class WindowServices;

/// The ledgers that were open before, newest first, without the one that is.
class LedgersMenu : public QMenu
{
    Q_OBJECT
public:
    LedgersMenu(WindowServices &services, QWidget *parent);
    /// Puts the open ledger first. The demo's is none of the user's.
    void remember();

Q_SIGNALS:
    void ledgerChosen(const QString &file);

private:
    QStringList known() const;
    void fill();

    WindowServices &m_services;
};

} // namespace tokenmeter
