// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tokenmeter
{

/// Where content would be: what is the case, what to do, and one button. No picture.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);
    /// Plain texts; `hint` and `verb` may be empty.
    void setTexts(const QString &fact, const QString &hint = {}, const QString &verb = {});

Q_SIGNALS:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyLook();
    QLabel *m_fact = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_button = nullptr;
};

} // namespace tokenmeter
