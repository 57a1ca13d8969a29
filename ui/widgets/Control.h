// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QWidget>

class QPainter;

namespace tokenmeter
{

/// What our painted controls share: hover, a focus ring that shows only after the keyboard was used, and repainting
/// when the theme or the font changes.
class Control : public QWidget
{
    Q_OBJECT
public:
    explicit Control(QWidget *parent = nullptr);

protected:
    bool showsFocus() const { return m_keyboardFocus && hasFocus(); }
    bool isHovered() const { return isEnabled() && underMouse(); }
    /// Ground of a part under the pointer or pressed; transparent at rest.
    static QColor groundFor(bool hovered, bool pressed);

    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    /// The theme or the font has changed: forget what was measured.
    virtual void lookChanged();

private:
    bool m_keyboardFocus = false;
};

/// The ring of the focused part, drawn inside `rect` so that it is never cut.
void paintFocusRing(QPainter &painter, const QRectF &rect, double radius);
/// Filled with `ground`, edged with `border` (either may be invalid = none), on whole pixels.
void paintBox(QPainter &painter, const QRectF &rect, double radius, const QColor &ground, const QColor &border);

} // namespace tokenmeter
