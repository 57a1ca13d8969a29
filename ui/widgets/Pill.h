// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Tone.h"

#include <QWidget>

class QPainter;

namespace tokenmeter
{

/// A state in icon and words on a soft ground: "Up to date", "1 problem".
class Pill : public QWidget
{
    Q_OBJECT
public:
    explicit Pill(QWidget *parent = nullptr);
    void setState(Tone tone, const QString &words);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// The same for delegates and lists: painted with its right edge at `right`, centred on `middle`; returns its width.
    static double paint(QPainter &painter, double right, double middle, Tone tone, const QString &words);
    static double widthOf(const QString &words);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    QString m_words;
};

} // namespace tokenmeter
