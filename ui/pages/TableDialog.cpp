// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/TableDialog.h"

#include "itemmodels/PageTableModel.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QTableView>
#include <QVBoxLayout>

namespace tokenmeter
{

TableDialog::TableDialog(const PageTable &table, QWidget *parent) : QDialog{parent}, m_table{table}, m_view{new QTableView{this}}
{
    setWindowTitle(table.title);
    auto *model = new PageTableModel{table, m_view};
    m_view->setModel(model);
    m_view->setAccessibleName(table.title);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(px(size::rowTable));
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->resizeColumnsToContents();
    for (int column = 0; column < model->columnCount(); ++column) {
        m_view->setColumnWidth(column, std::min(m_view->columnWidth(column) + space::s4, px(size::tableColumnMax)));
    }
    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    QPushButton *save = buttons->addButton(tr("Save as CSV…"), QDialogButtonBox::ActionRole);
    for (QAbstractButton *button : buttons->buttons()) {
        static_cast<QPushButton *>(button)->setAutoDefault(false); // Return belongs to the table
    }
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (std::size_t(index.row()) < m_table.rows.size()) {
            Q_EMIT rowActivated(index.row());
        }
    });
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(textOf(m_table)); });
    connect(save, &QPushButton::clicked, this, &TableDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout{this};
    column->setSpacing(space::s4);
    column->addWidget(m_view, 1);
    if (!table.note.isEmpty()) {
        column->addWidget(new TextLabel{table.note, Theme::Role::Small, TextLabel::Tone::Normal, this});
    }
    column->addWidget(buttons);
    resize(px(size::tableDialogWidth), px(size::tableDialogHeight));
}

QString TableDialog::write(const PageTable &table, const QString &file)
{
    QSaveFile target{file};
    if (!target.open(QIODevice::WriteOnly)) {
        return target.errorString();
    }
    target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    target.write(CsvMark);
    target.write(csvOf(table).toUtf8());
    return target.commit() ? QString{} : target.errorString();
}

void TableDialog::save()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Save as CSV"), {}, tr("Comma-separated values (*.csv)"));
    if (file.isEmpty()) {
        return;
    }
    if (m_table.saveAll) {
        m_table.saveAll(file);
        accept();
        return;
    }
    const QString failure = write(m_table, file);
    if (!failure.isEmpty()) {
        QMessageBox::warning(this, tr("Save as CSV"), tr("The file could not be written: %1").arg(failure));
    }
}

} // namespace tokenmeter
