// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Tone.h"

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace tokenmeter
{

/// One sentence across the page with at most two buttons at its right. One banner at a time.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    /// Plain text; elided with a tooltip where it does not fit.
    void setMessage(Tone tone, Icon icon, const QString &sentence);
    /// At most two; empty = none.
    void setActions(const QStringList &verbs);

    QSize sizeHint() const override;

Q_SIGNALS:
    void actionTriggered(int index);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Accent;
    Icon m_icon = Icon::Info;
    QString m_sentence;
    QHBoxLayout *m_layout = nullptr;
    QList<QPushButton *> m_buttons;
};

} // namespace tokenmeter
