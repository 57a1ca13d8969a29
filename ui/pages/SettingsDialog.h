// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "WindowServices.h"

#include <functional>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace tokenmeter
{

class SettingsPage;
class TextLabel;

/// Everything that can be chosen. Each change applies at once; there is no OK, only Close.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SettingsDialog(WindowServices &services, QWidget *parent = nullptr);

    int pageCount() const;
    void showPage(int index);

    /// Asks for a ledger file, an existing or a new one. Empty when the question was left.
    static QString askForLedger(QWidget *parent, const QString &current);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildLater();
    void change(const std::function<void(Settings &)> &edit);
    QWidget *general();
    QWidget *moneyAndTime();
    void addRates(SettingsPage &page, const Settings &now);
    void showRates();
    QWidget *notifications();
    QWidget *ledger();
    QWidget *prices();

    WindowServices &m_services;
    bool m_buildPending = false;
    QWidget *m_content = nullptr;
    QPushButton *m_fetchRates = nullptr;
    TextLabel *m_ratesNote = nullptr;
    QListWidget *m_list = nullptr;
    QStackedWidget *m_pages = nullptr;
};

} // namespace tokenmeter
