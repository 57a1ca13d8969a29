// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/Theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QHash>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>
#include <optional>

namespace tokenmeter
{
namespace
{

Theme &theme()
{
    static Theme instance;
    return instance;
}

/// As the desktop gave them, before we changed anything.
struct Desktop
{
    QPalette palette;
    QFont font;
};

std::optional<Desktop> &desktop()
{
    static std::optional<Desktop> first;
    return first;
}

bool isPresent(const QString &family)
{
    return QFontDatabase::families().contains(family);
}

/// Without a platform theme Qt names a family nobody chose.
bool isChosen(const QFont &font)
{
    static const QStringList placeholders{QString{}, QStringLiteral("Sans Serif"), QStringLiteral("Sans"), QStringLiteral("DejaVu Sans"),
                                          QStringLiteral("Helvetica")};
    return !placeholders.contains(font.family());
}

QFont applicationFont(const QFont &given)
{
    QFont font = given;
    QString family = given.family();
    if (!isChosen(given)) {
        for (const char *candidate : {"Inter", "Noto Sans", "Cantarell", "Ubuntu", "DejaVu Sans"}) {
            if (isPresent(QString::fromLatin1(candidate))) {
                family = QString::fromLatin1(candidate);
                break;
            }
        }
        font.setPixelSize(type::base);
    } else {
        font.setPixelSize(std::max(type::smallest, QFontInfo{given}.pixelSize()));
    }
    // Named explicitly, or Chinese may come out in Japanese forms.
    font.setFamilies({family, QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"),
                      QStringLiteral("WenQuanYi Micro Hei")});
    return font;
}

double factorOf(Theme::Role role)
{
    switch (role) {
    case Theme::Role::Hero:
        return type::hero;
    case Theme::Role::Figure:
        return type::figure;
    case Theme::Role::Page:
        return type::page;
    case Theme::Role::Title:
        return type::title;
    case Theme::Role::Small:
        return type::small;
    case Theme::Role::Caption:
        return type::caption;
    case Theme::Role::Body:
    case Theme::Role::Label:
        break;
    }
    return type::body;
}

QFont::Weight weightOf(Theme::Role role)
{
    switch (role) {
    case Theme::Role::Hero:
    case Theme::Role::Figure:
    case Theme::Role::Page:
    case Theme::Role::Title:
        return QFont::DemiBold;
    case Theme::Role::Label:
        return QFont::Medium;
    case Theme::Role::Body:
    case Theme::Role::Small:
    case Theme::Role::Caption:
        break;
    }
    return QFont::Normal;
}

} // namespace

const Theme &Theme::current()
{
    return theme();
}

Theme::Mode Theme::modeOf(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightnessF() > palette.color(QPalette::Window).lightnessF() ? Mode::Dark
                                                                                                          : Mode::Light;
}

Theme::Mode Theme::startMode()
{
    return modeOf(desktop() ? desktop()->palette : QApplication::palette());
}

void Theme::apply(QApplication &application, Mode mode)
{
    if (!desktop()) {
        desktop() = Desktop{QApplication::palette(), QApplication::font()};
        application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    }
    Theme &t = theme();
    t.m_mode = mode;
    t.m_font = applicationFont(desktop()->font);
    t.m_base = t.m_font.pixelSize();
    QApplication::setFont(t.m_font);
    QApplication::setPalette(t.palette());
    application.setStyleSheet(t.styleSheet());
}

QFont Theme::font(Role role) const
{
    return font(role, weightOf(role));
}

QFont Theme::font(Role role, QFont::Weight weight) const
{
    QFont font = m_font;
    font.setPixelSize(std::max(type::smallest, qRound(m_base * factorOf(role))));
    font.setWeight(weight);
    QStringList families = font.families();
    if (font.pixelSize() >= type::displayFrom && role != Role::Page && families.value(0) == QLatin1String("Inter")) {
        families.prepend(QStringLiteral("Inter Display"));
        font.setFamilies(families);
    }
    return font;
}

int Theme::px(int measure) const
{
    return m_base == type::base ? measure : qRound(measure * double(m_base) / type::base);
}

double Theme::px(double measure) const
{
    return measure * m_base / type::base;
}

QPalette Theme::palette() const
{
    const Colours &c = colours();
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text1);
    p.setColor(QPalette::Base, c.surface);
    p.setColor(QPalette::AlternateBase, c.sunken);
    p.setColor(QPalette::Text, c.text1);
    p.setColor(QPalette::PlaceholderText, c.text3);
    p.setColor(QPalette::Button, c.buttonFill);
    p.setColor(QPalette::ButtonText, c.text1);
    p.setColor(QPalette::BrightText, c.negative);
    p.setColor(QPalette::Highlight, c.selection);
    p.setColor(QPalette::HighlightedText, c.text1);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::ToolTipBase, c.tip);
    p.setColor(QPalette::ToolTipText, c.text1);
    p.setColor(QPalette::Light, c.raised);
    p.setColor(QPalette::Midlight, c.grid);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.borderStrong);
    p.setColor(QPalette::Shadow, c.borderStrong);
    const QColor pale = mixed(c.text3, c.surface, mix::disabled);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        p.setColor(QPalette::Disabled, role, pale);
    }
    return p;
}

QString Theme::styleSheet() const
{
    QFile file{QStringLiteral(":/style.qss")};
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const Colours &c = colours();
    const QHash<QString, QString> values{
        {QStringLiteral("surface"), c.surface.name()},
        {QStringLiteral("raised"), c.raised.name()},
        {QStringLiteral("sunken"), c.sunken.name()},
        {QStringLiteral("hover"), c.hover.name()},
        {QStringLiteral("pressed"), c.pressed.name()},
        {QStringLiteral("border"), c.border.name()},
        {QStringLiteral("borderStrong"), c.borderStrong.name()},
        {QStringLiteral("controlEdge"), c.controlEdge.name()},
        {QStringLiteral("text1"), c.text1.name()},
        {QStringLiteral("text2"), c.text2.name()},
        {QStringLiteral("text3"), c.text3.name()},
        {QStringLiteral("accent"), c.accent.name()},
        {QStringLiteral("onAccent"), c.onAccent.name()},
        {QStringLiteral("accentSoft"), c.accentSoft.name()},
        {QStringLiteral("selection"), c.selection.name()},
        {QStringLiteral("focus"), c.focus.name()},
        {QStringLiteral("tip"), c.tip.name()},
        {QStringLiteral("sidebar"), c.sidebar.name()},
        {QStringLiteral("buttonFill"), c.buttonFill.name()},
        {QStringLiteral("theme"), isDark() ? QStringLiteral("dark") : QStringLiteral("light")},
        {QStringLiteral("controlInner"), QString::number(px(size::control) - size::controlInset)},
        {QStringLiteral("headerHeight"), QString::number(px(size::tableHeader))},
        {QStringLiteral("captionSize"), QString::number(font(Role::Caption).pixelSize())},
    };
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression token{QStringLiteral("@\\{?([A-Za-z0-9]+)\\}?")};
    QString result;
    qsizetype at = 0;
    for (auto i = token.globalMatch(text); i.hasNext();) {
        const QRegularExpressionMatch match = i.next();
        result += QStringView{text}.mid(at, match.capturedStart() - at);
        result += values.value(match.captured(1), match.captured(0));
        at = match.capturedEnd();
    }
    result += QStringView{text}.mid(at);
    return result;
}

LightPaint::LightPaint() : m_before{theme().m_mode}
{
    theme().m_mode = Theme::Mode::Light;
}

LightPaint::~LightPaint()
{
    theme().m_mode = m_before;
}

PaperPaint::PaperPaint() : m_before{theme().m_font.styleStrategy()}
{
    theme().m_font.setStyleStrategy(QFont::StyleStrategy(m_before | QFont::PreferNoShaping));
}

PaperPaint::~PaperPaint()
{
    theme().m_font.setStyleStrategy(m_before);
}

int px(int measure)
{
    return Theme::current().px(measure);
}

double px(double measure)
{
    return Theme::current().px(measure);
}

QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto channel = [part](float x, float y) { return float(double(x) * part + double(y) * (1 - part)); };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()), channel(a.blueF(), b.blueF()));
}

QColor withAlpha(const QColor &colour, double alpha)
{
    QColor result = colour;
    result.setAlphaF(float(alpha));
    return result;
}

double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &colour) {
        const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(double(colour.redF())) + 0.7152 * linear(double(colour.greenF())) + 0.0722 * linear(double(colour.blueF()));
    };
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

} // namespace tokenmeter
