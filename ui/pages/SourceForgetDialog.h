// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace tokenmeter
{

struct ForgetTexts;

/// Says what forgetting a source means before it is done.
class SourceForgetDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SourceForgetDialog(const ForgetTexts &texts, QWidget *parent = nullptr);
    /// Its records leave the totals, too.
    bool withRecords() const;

    // For tests.
    QCheckBox *recordsBox() const { return m_records; }
    QPushButton *forgetButton() const { return m_forget; }

private:
    QCheckBox *m_records;
    QPushButton *m_forget;
};

} // namespace tokenmeter
