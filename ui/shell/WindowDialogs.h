// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

#include "core/Time.h"
#include "itemmodels/PageTable.h"

#include <vector>

class QPoint;
class QWidget;

namespace tokenmeter
{

/// What the window asks in a dialog. Empty = the user has changed their mind.
class WindowDialogs
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::WindowDialogs)
public:
    static QStringList filesToImport(QWidget *window);
    static QString folderToImport(QWidget *window);
    static QString tableToImport(QWidget *window); ///< one that a mapping is made for
    /// A file that the ledger is copied to; named by the day until the user says otherwise.
    static QString backUpTarget(QWidget *window, LocalDay today);
    static QString viewName(QWidget *window, const QString &suggested);
    static void showTable(QWidget *window, const PageTable &table);
    /// The one, or a menu of them at `place` of the screen.
    static void showTables(QWidget *window, const std::vector<PageTable> &tables, const QPoint &place);
    static void showAbout(QWidget *window);
};

} // namespace tokenmeter
