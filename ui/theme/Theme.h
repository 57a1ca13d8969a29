// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;

namespace tokenmeter
{

/// The look that is in force. All painting code asks current() in its paintEvent and keeps no colour, so that a change
/// shows at once: apply() changes the application's palette, and every widget gets QEvent::PaletteChange.
class Theme
{
public:
    enum class Mode { Light, Dark };
    /// Hero and Figure are for large numbers, Page and Title for headings.
    enum class Role { Hero, Figure, Page, Title, Body, Label, Small, Caption };

    /// What apply() set last; light before the first.
    static const Theme &current();
    /// Sets style, palette, font and style sheet of the whole application. Call again to change the mode.
    static void apply(QApplication &application, Mode mode);
    /// Dark when text is lighter than its ground.
    static Mode modeOf(const QPalette &palette);
    /// The desktop's own mode, as it was when apply() was called first (or now, before that).
    static Mode startMode();

    Mode mode() const { return m_mode; }
    bool isDark() const { return m_mode == Mode::Dark; }
    const Colours &colours() const { return isDark() ? darkColours() : lightColours(); }

    /// In the role's size and weight. `weight` replaces the weight: amounts in rows 500, totals 600.
    QFont font(Role role) const;
    QFont font(Role role, QFont::Weight weight) const;
    /// A measure of tokens.h, carried from 13 px to the application's font.
    int px(int measure) const;
    double px(double measure) const;

    QPalette palette() const;
    /// The style sheet with its @tokens replaced; empty when resources are not linked.
    QString styleSheet() const;

private:
    friend class LightPaint;
    friend class PaperPaint;
    Mode m_mode = Mode::Light;
    int m_base = type::base; ///< pixel size of the application's font
    QFont m_font;
};

/// While it lives, what is painted on this thread is painted light: pictures that leave the window are.
class LightPaint
{
public:
    LightPaint();
    ~LightPaint();
    LightPaint(const LightPaint &) = delete;
    LightPaint &operator=(const LightPaint &) = delete;

private:
    Theme::Mode m_before;
};

/// The same for paper, whose texts are searched and copied: without the letters that a font puts in the place of others beside digits
/// (Inter's signs), which would be lost there.
class PaperPaint
{
public:
    PaperPaint();
    ~PaperPaint();
    PaperPaint(const PaperPaint &) = delete;
    PaperPaint &operator=(const PaperPaint &) = delete;

private:
    LightPaint m_light{};
    QFont::StyleStrategy m_before;
};

/// Short for Theme::current().px(measure).
int px(int measure);
double px(double measure);

/// `part` of a, the rest of b, without transparency.
QColor mixed(const QColor &a, const QColor &b, double part);
QColor withAlpha(const QColor &colour, double alpha);
/// Contrast of WCAG 2 between two opaque colours, 1 to 21.
double contrast(const QColor &a, const QColor &b);

} // namespace tokenmeter
