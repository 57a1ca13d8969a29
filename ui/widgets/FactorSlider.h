// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSlider;

namespace tokenmeter
{

class TextLabel;

/// An assumption that can be moved: its name, what it says now, and a slider below. Whole steps.
class FactorSlider : public QWidget
{
    Q_OBJECT
public:
    explicit FactorSlider(const QString &name, QWidget *parent = nullptr);

    /// @param least, most ends of the slider, in its steps
    void setRange(int least, int most, int pageStep);
    void setValue(int value); ///< tells nobody
    int value() const;
    void setText(const QString &text, const QString &explanation);
    QString text() const;
    QSlider *slider() const { return m_slider; }

Q_SIGNALS:
    void moved(int value); ///< by the user, while it moves

private:
    TextLabel *m_name = nullptr;
    TextLabel *m_text = nullptr;
    QSlider *m_slider = nullptr;
};

} // namespace tokenmeter
