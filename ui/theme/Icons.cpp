// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/Icons.h"

#include "theme/IconPaths.h"
#include "theme/Theme.h"

#include <QCache>
#include <QIconEngine>
#include <QPaintDevice>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

namespace tokenmeter::icons
{
namespace
{

/// Some hundred small pictures: icons times colours times scales.
constexpr int CacheSize = 512;

QByteArray svgOf(Icon icon, const QColor &colour)
{
    return QByteArrayLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"")
           + colour.name().toLatin1() + "\" stroke-opacity=\"" + QByteArray::number(colour.alphaF()) + "\" stroke-width=\""
           + QByteArray::number(size::iconStroke) + "\" stroke-linecap=\"round\" stroke-linejoin=\"round\">"
           + IconPaths[std::size_t(icon)].shapes + "</svg>";
}

class Engine : public QIconEngine
{
public:
    explicit Engine(Icon icon) : m_icon{icon} {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        icons::paint(*painter, QRectF{rect}, m_icon, std::min(rect.width(), rect.height()), colourOf(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return icons::pixmap(m_icon, std::min(size.width(), size.height()), colourOf(mode), 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const int side = std::min(size.width(), size.height());
        return icons::pixmap(m_icon, qRound(side / scale), colourOf(mode), scale);
    }
    QIconEngine *clone() const override { return new Engine{m_icon}; }

private:
    static QColor colourOf(QIcon::Mode mode)
    {
        const Colours &c = Theme::current().colours();
        switch (mode) {
        case QIcon::Disabled:
            return withAlpha(c.text3, mix::disabled);
        case QIcon::Active:
        case QIcon::Selected:
            return c.text1;
        case QIcon::Normal:
            break;
        }
        return c.text2;
    }

    Icon m_icon;
};

} // namespace

QPixmap pixmap(Icon icon, int side, const QColor &colour, double devicePixelRatio)
{
    const int device = std::max(1, qRound(side * devicePixelRatio));
        static QCache<quint64, QPixmap> cache{CacheSize};
    const quint64 key = (quint64(icon) << 48) | (quint64(device & 0xFFFF) << 32) | colour.rgba();
    QPixmap picture;
    if (const QPixmap *found = cache.object(key)) {
        picture = *found;
    } else {
        picture = QPixmap{device, device};
        picture.fill(Qt::transparent);
        QPainter painter{&picture};
        QSvgRenderer renderer{svgOf(icon, colour)};
        renderer.render(&painter, QRectF{0, 0, double(device), double(device)});
        painter.end();
        cache.insert(key, new QPixmap{picture});
    }
    picture.setDevicePixelRatio(devicePixelRatio);
    return picture;
}

void paint(QPainter &painter, const QRectF &rect, Icon icon, int side, const QColor &colour)
{
    const double dpr = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    const auto snap = [dpr](double x) { return qRound(x * dpr) / dpr; };
    const QPointF at{snap(rect.center().x() - side / 2.0), snap(rect.center().y() - side / 2.0)};
    painter.drawPixmap(at, pixmap(icon, side, colour, dpr));
}

QIcon themed(Icon icon)
{
    return QIcon{new Engine{icon}};
}

QIcon fromDesktop(Icon icon)
{
    const QString name = QString::fromLatin1(IconPaths[std::size_t(icon)].desktopName);
    return name.isEmpty() ? themed(icon) : QIcon::fromTheme(name, themed(icon));
}

void paintBrand(QPainter &painter, const QRectF &rect)
{
    const Colours &c = Theme::current().colours();
    const double unit = rect.width() / size::iconGrid;
    const double bar = size::brandBar * unit;
    const double gap = size::brandGap * unit;
    const double bottom = rect.bottom();
    const double left = rect.center().x() - (3 * bar + 2 * gap) / 2;
    constexpr std::array<double, 3> heights{0.34, 0.56, 0.76};
    constexpr std::array<double, 3> strength{0.45, 0.70, 1.00};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        painter.setBrush(withAlpha(c.accent, strength[i]));
        const double height = rect.height() * heights[i];
        painter.drawRoundedRect(QRectF{left + double(i) * (bar + gap), bottom - height, bar, height}, unit, unit);
    }
    painter.setBrush(c.text1);
    painter.drawRoundedRect(QRectF{rect.left(), rect.top() + unit, rect.width(), size::iconStroke * unit}, unit, unit);
    painter.restore();
}

} // namespace tokenmeter::icons
