// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "theme/Theme.h"

namespace tokenmeter
{

/// Plain text in a role and a tone of the theme. One line, elided with a tooltip; or wrapped paragraphs.
/// A QLabel for its accessibility, but it never reads markup and takes its colour when it paints.
class TextLabel : public QLabel
{
    Q_OBJECT
public:
    enum class Tone { Strong, Normal, Faint }; ///< text 1, 2, 3
    TextLabel(Theme::Role role, Tone tone, QWidget *parent = nullptr);
    TextLabel(const QString &text, Theme::Role role, Tone tone, QWidget *parent = nullptr);

    void setTone(Tone tone);
    void setWeight(QFont::Weight weight);
    void setElideMode(Qt::TextElideMode mode);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyFont();
    void updateTip();
    int wrappedHeight(int width) const;

    Theme::Role m_role;
    Tone m_tone;
    QFont::Weight m_weight = QFont::Weight(0); ///< 0 = the role's
    Qt::TextElideMode m_elide = Qt::ElideRight;
};

} // namespace tokenmeter
