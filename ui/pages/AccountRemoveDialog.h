// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace tokenmeter
{

/// Says what removing an account means before it is done.
class AccountRemoveDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AccountRemoveDialog(const BillingAccount &account, QWidget *parent = nullptr);
    /// What was read from it goes, too.
    bool withData() const;

    // For tests.
    QCheckBox *dataBox() const { return m_data; }
    QPushButton *removeButton() const { return m_remove; }

private:
    QCheckBox *m_data;
    QPushButton *m_remove;
};

} // namespace tokenmeter
