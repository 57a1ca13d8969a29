// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowDialogs.h"

#include "pages/TableDialog.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>

namespace tokenmeter
{

QStringList WindowDialogs::filesToImport(QWidget *window)
{
    return QFileDialog::getOpenFileNames(window, tr("Import files"), {},
                                         tr("Usage logs and exports (*.jsonl *.json *.ndjson *.csv *.tsv *.db *.gz *.zst *.zip);;All files (*)"));
}

QString WindowDialogs::folderToImport(QWidget *window)
{
    return QFileDialog::getExistingDirectory(window, tr("Import folder"));
}

QString WindowDialogs::tableToImport(QWidget *window)
{
    return QFileDialog::getOpenFileName(window, tr("Import with a mapping"), {},
                                        tr("Tables (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.gz *.zst);;All files (*)"));
}

QString WindowDialogs::backUpTarget(QWidget *window, LocalDay today)
{
    const QString name = QStringLiteral("tokenmeter-%1.db").arg(QString::fromStdString(toIso(today)));
    return QFileDialog::getSaveFileName(window, tr("Back up ledger"), name, tr("Ledgers (*.db)"));
}

QString WindowDialogs::viewName(QWidget *window, const QString &suggested)
{
    bool ok = false;
    const QString name = QInputDialog::getText(window, tr("Save view"), tr("Name of this page with its period, filters and look:"),
                                               QLineEdit::Normal, suggested, &ok)
                             .simplified();
    return ok ? name : QString{};
}

void WindowDialogs::showTable(QWidget *window, const PageTable &table)
{
    auto *dialog = new TableDialog{table, window};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void WindowDialogs::showTables(QWidget *window, const std::vector<PageTable> &tables, const QPoint &place)
{
    if (tables.size() == 1) {
        showTable(window, tables.front());
        return;
    }
    auto *choice = new QMenu{window};
    choice->setAttribute(Qt::WA_DeleteOnClose);
    for (const PageTable &table : tables) {
        QObject::connect(choice->addAction(table.title), &QAction::triggered, window, [window, table] { showTable(window, table); });
    }
    choice->popup(place);
}

void WindowDialogs::showAbout(QWidget *window)
{
    auto *box = new QMessageBox{window};
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Tokenmeter"));
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Tokenmeter %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr("A ledger of what large language models cost.\n"
                               "Nothing leaves this computer. Prompts and answers are never stored.\n\n"
                               "Free software under the GNU General Public License, version 3 or later."));
    box->setStandardButtons(QMessageBox::Close);
    box->show();
}

} // namespace tokenmeter
