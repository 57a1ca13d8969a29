// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTimer>
#include <QWidget>

namespace tokenmeter
{

class LinkButton;

/// What the user has just done, with one way back. At the bottom centre of its parent, for six seconds; it stays while
/// hovered or focused.
class Toast : public QWidget
{
    Q_OBJECT
public:
    /// @param above widget whose top edge it keeps clear of (the status bar); may be null
    explicit Toast(QWidget *parent, QWidget *above = nullptr);

    /// Replaces what is shown. `verb` may be empty.
    void showMessage(const QString &sentence, const QString &verb = {});

    QSize sizeHint() const override;

Q_SIGNALS:
    void actionTriggered();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void place();
    QString m_sentence;
    LinkButton *m_action = nullptr;
    QWidget *m_above = nullptr;
    QTimer m_timer;
};

} // namespace tokenmeter
