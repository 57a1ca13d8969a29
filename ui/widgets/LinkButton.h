// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QString>

namespace tokenmeter
{

/// Accent text without a box, underlined under the pointer. As high as a control, so that it can be hit.
class LinkButton : public Control
{
    Q_OBJECT
public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr, Theme::Role role = Theme::Role::Small);

    void setText(const QString &text);
    QString text() const { return m_text; }
    void setColour(const QColor &colour) { m_colour = colour; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QFont textFont() const;
    QString m_text;
    Theme::Role m_role;
    QColor m_colour{}; ///< invalid = accent
};

} // namespace tokenmeter
