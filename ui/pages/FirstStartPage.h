// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "WindowServices.h"

#include <vector>

class QCheckBox;
class QPushButton;
class QVBoxLayout;

namespace tokenmeter
{

class TextLabel;

/// What is shown while the ledger is empty: which tools were found, before anything is read.
class FirstStartPage : public QScrollArea
{
    Q_OBJECT
public:
    explicit FirstStartPage(QWidget *parent = nullptr);

    /// Before discover() has answered.
    void setLooking();
    /// @param zone of the reader, for the month of the oldest file
    void setFound(const std::vector<FoundSource> &found, const Zone &zone);
    /// Formats of the rows that are checked.
    QStringList chosenFormats() const;
    QPushButton *importButton() const { return m_import; }

Q_SIGNALS:
    void importChosen(const QStringList &formatIds);
    void importFilesChosen();
    void importFolderChosen();
    void demoChosen();

private:
    void addRow(const FoundSource &source, const Zone &zone);
    void addCursorRow();
    void clearRows();
    void updateImport();

    struct Row
    {
        QString formatId{};
        QCheckBox *check = nullptr;
    };
    std::vector<Row> m_rows;
    TextLabel *m_headline;
    TextLabel *m_explanation;
    TextLabel *m_sum;
    TextLabel *m_promise;
    QVBoxLayout *m_list;
    QPushButton *m_import;
};

} // namespace tokenmeter
