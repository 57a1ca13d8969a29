// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TextProbe.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <QTextItem>

#include <algorithm>

namespace tokenmeter::testing
{

class TextProbe::Engine : public QPaintEngine
{
public:
    explicit Engine(QSize size) : QPaintEngine{AllFeatures}, m_size{size} {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState &now) override
    {
        const DirtyFlags dirty = now.state();
        if (dirty & DirtyTransform) {
            m_transform = now.transform();
        }
        if (dirty & DirtyBrush) {
            m_brush = now.brush();
        }
        if (dirty & DirtyOpacity) {
            m_opacity = now.opacity();
        }
        if (dirty & DirtyClipEnabled) {
            m_clips = now.isClipEnabled();
        }
        if (dirty & DirtyClipRegion) {
            take(m_transform.mapRect(QRectF{now.clipRegion().boundingRect()}), now.clipOperation());
        }
        if (dirty & DirtyClipPath) {
            take(m_transform.mapRect(now.clipPath().boundingRect()), now.clipOperation());
        }
    }
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const QString text = item.text().trimmed();
        if (text.isEmpty()) {
            return;
        }
        const QRectF ink = QFontMetricsF{item.font()}.tightBoundingRect(item.text()).translated(at);
        m_texts.push_back({text, m_transform.mapRect(ink), clip()});
    }
    void drawRects(const QRectF *rects, int count) override
    {
        for (int i = 0; i < count; ++i) {
            cover(rects[i]);
        }
    }
    void drawRects(const QRect *rects, int count) override
    {
        for (int i = 0; i < count; ++i) {
            cover(rects[i]);
        }
    }
    void drawPath(const QPainterPath &path) override { cover(path.boundingRect()); }
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    void drawPolygon(const QPoint *, int, PolygonDrawMode) override {}
    void drawLines(const QLineF *, int) override {}
    void drawLines(const QLine *, int) override {}
    void drawEllipse(const QRectF &) override {}
    void drawEllipse(const QRect &) override {}
    void drawPoints(const QPointF *, int) override {}
    void drawPoints(const QPoint *, int) override {}
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawImage(const QRectF &, const QImage &, const QRectF &, Qt::ImageConversionFlags) override {}
    void drawTiledPixmap(const QRectF &, const QPixmap &, const QPointF &) override {}

    std::vector<Text> m_texts;

private:
    void take(const QRectF &rect, Qt::ClipOperation operation)
    {
        m_clip = operation == Qt::IntersectClip && m_clips ? m_clip.intersected(rect) : rect;
        m_clips = operation != Qt::NoClip;
    }
    QRectF clip() const
    {
        QRectF visible{QPointF{}, QSizeF{m_size}};
        if (!systemClip().isEmpty()) {
            visible = visible.intersected(QRectF{systemClip().boundingRect()});
        }
        return m_clips ? visible.intersected(m_clip) : visible;
    }
    void cover(const QRectF &rect)
    {
        if (m_brush.style() != Qt::SolidPattern || m_brush.color().alpha() < 255 || m_opacity < 1) {
            return;
        }
        const QRectF covered = m_transform.mapRect(rect).intersected(clip());
        std::erase_if(m_texts, [&covered](const Text &text) { return covered.contains(text.ink.center()); });
    }

    QSize m_size;
    QTransform m_transform;
    QBrush m_brush;
    double m_opacity = 1;
    bool m_clips = false;
    QRectF m_clip;
};

TextProbe::TextProbe(QSize size) : m_engine{std::make_unique<Engine>(size)}, m_size{size} {}

TextProbe::~TextProbe() = default;

const std::vector<TextProbe::Text> &TextProbe::texts() const
{
    return m_engine->m_texts;
}

QPaintEngine *TextProbe::paintEngine() const
{
    return m_engine.get();
}

int TextProbe::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmWidthMM:
        return m_size.width() * 254 / 960;
    case PdmHeightMM:
        return m_size.height() * 254 / 960;
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return 96;
    case PdmNumColors:
        return 1 << 24;
    case PdmDepth:
        return 32;
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return int(devicePixelRatioFScale());
    }
    return 0;
}

QStringList TextProbe::faultsOf(QWidget &widget)
{
    constexpr double slack = 1.5; // hinting
    TextProbe probe{widget.size()};
    widget.render(&probe);
    QStringList faults;
    std::vector<Text> seen;
    for (const Text &text : probe.texts()) {
        if (text.clip.isEmpty() || !text.clip.intersects(text.ink)) {
            continue; // scrolled out of view
        }
        if (text.ink.left() < text.clip.left() - slack || text.ink.right() > text.clip.right() + slack) {
            faults << QStringLiteral("cut: \"%1\" at %2..%3 in %4..%5").arg(text.text).arg(text.ink.left()).arg(text.ink.right())
                          .arg(text.clip.left()).arg(text.clip.right());
        }
        seen.push_back({text.text, text.ink.intersected(text.clip), text.clip});
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        for (std::size_t j = i + 1; j < seen.size(); ++j) {
            const QRectF common = seen[i].ink.intersected(seen[j].ink);
            if (common.width() > slack && common.height() > slack) {
                faults << QStringLiteral("overlap: \"%1\" and \"%2\" at %3,%4").arg(seen[i].text, seen[j].text).arg(common.left()).arg(common.top());
            }
        }
    }
    return faults;
}

} // namespace tokenmeter::testing
