// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/OwnPrice.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tokenmeter
{

/// A price of the user's own for a model that has none. Says what is missing instead of refusing silently.
class PriceDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param requests, tokens how much usage waits for this price
    PriceDialog(const QString &model, const QString &provider, qint64 requests, qint64 tokens, const QString &currency,
                QWidget *parent = nullptr);

    /// What was entered; its uuid is made here.
    OwnPrice price() const;
    QPushButton *acceptButton() const { return m_accept; }
    QLineEdit *inputField() const { return m_input; }
    QLineEdit *outputField() const { return m_output; }
    QLineEdit *cacheField() const { return m_cache; }

private:
    void check();
    QLineEdit *priceField(const QString &accessibleName);

    QString m_model;
    QString m_provider;
    QLineEdit *m_input = nullptr;
    QLineEdit *m_output = nullptr;
    QLineEdit *m_cache = nullptr;
    QComboBox *m_currency = nullptr;
    QCheckBox *m_dated = nullptr;
    QDateEdit *m_from = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
