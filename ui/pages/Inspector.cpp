// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/Inspector.h"

#include "charts/figures.h"
#include "flow/Why.h"
#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QClipboard>
#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

using Kind = InspectorBlock::Kind;

/// Words wrap at blanks; a name without blanks wraps anywhere.
int wrapFlags(const QFontMetricsF &metrics, const QString &text, double width)
{
    for (const QString &word : text.split(u' ')) {
        if (metrics.horizontalAdvance(word) > width) {
            return int(Qt::AlignLeft | Qt::AlignTop) | int(Qt::TextWrapAnywhere);
        }
    }
    return int(Qt::AlignLeft | Qt::AlignTop) | int(Qt::TextWordWrap);
}

double wrapped(QPainter *painter, const QFont &font, const QColor &ink, double left, double top, double width, const QString &text)
{
    const QFontMetricsF metrics{font};
    const double room = std::max(1.0, width);
    const int flags = wrapFlags(metrics, text, room);
    constexpr double Endless = 1e6;
    const double height = metrics.boundingRect(QRectF{0, 0, room, Endless}, flags, text).height();
    if (painter != nullptr) {
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(QRectF{left, top, room, height + 1}, flags, text);
    }
    return std::ceil(height);
}

} // namespace

InspectorBody::InspectorBody(QWidget *parent) : QWidget{parent}
{
    QSizePolicy policy{QSizePolicy::Preferred, QSizePolicy::Minimum};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::StrongFocus);
}

void InspectorBody::setBlocks(std::vector<InspectorBlock> blocks)
{
    m_blocks = std::move(blocks);
    m_skeleton = false;
    setAccessibleName(InspectorView::asText(m_blocks));
    updateGeometry();
    update();
}

void InspectorBody::setSkeleton(bool shown)
{
    m_skeleton = shown;
    update();
}

QSize InspectorBody::sizeHint() const
{
    const int width = px(size::inspector) - 2 * size::cardPadding;
    return {width, heightForWidth(width)};
}

int InspectorBody::heightForWidth(int width) const
{
    return int(std::ceil(layOut(nullptr, width)));
}

double InspectorBody::layOut(QPainter *painter, double width) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QFont body = theme.font(Theme::Role::Small);
    const QFont figure = theme.font(Theme::Role::Small);
    const QFont strong = theme.font(Theme::Role::Body, QFont::DemiBold);
    const QFont caption = theme.font(Theme::Role::Caption, QFont::Medium);
    const double line = px(size::inspectorLine);
    const double smallLine = px(size::inspectorSmallLine);
    const double gap = space::s3;

    double counts = 0;
    double prices = 0;
    double amounts = 0;
    for (const InspectorBlock &block : m_blocks) {
        if (block.kind != Kind::Class && block.kind != Kind::TableHead) {
            continue;
        }
        const QFont &font = block.kind == Kind::Class ? figure : caption;
        counts = std::max(counts, numberWidth(font, block.count));
        prices = std::max(prices, numberWidth(font, block.price));
        amounts = std::max(amounts, numberWidth(font, block.amount));
    }
    // Figures that do not fit beside the names stand below them: no digit is ever cut.
    const bool twoLines = width - counts - prices - amounts - 3 * gap < px(size::inspectorClass);
    const double priceRight = width - amounts - gap;
    const double countRight = priceRight - prices - gap;

    double y = 0;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const InspectorBlock &block = m_blocks[i];
        const auto put = [&](const QFont &font, const QColor &ink, const QRectF &rect, const QString &text, Qt::Alignment align) {
            if (painter != nullptr) {
                painter->setFont(font);
                painter->setPen(ink);
                drawNumber(*painter, rect, text, align | Qt::AlignVCenter);
            }
        };
        const auto rule = [&](const QColor &ink) {
            if (painter != nullptr) {
                painter->setPen(QPen{ink, size::hairline});
                const double at = std::round(y) + size::hairline / 2;
                painter->drawLine(QPointF{0, at}, QPointF{width, at});
            }
        };
        switch (block.kind) {
        case Kind::Amount: {
            QFont font = theme.font(Theme::Role::Hero);
            font.setPixelSize(px(size::inspectorAmount));
            while (QFontMetricsF{font}.horizontalAdvance(block.label) > width && font.pixelSize() > theme.font(Theme::Role::Title).pixelSize()) {
                font.setPixelSize(font.pixelSize() - 1);
            }
            const QFontMetricsF metrics{font};
            if (painter != nullptr) {
                painter->setFont(font);
                painter->setPen(c.text1);
                painter->drawText(QPointF{0, y + metrics.ascent()}, block.label);
            }
            y += std::ceil(metrics.height()) + space::s1;
            break;
        }
        case Kind::Caption:
            y += wrapped(painter, theme.font(Theme::Role::Small), c.text2, 0, y, width, block.label) + space::s1;
            break;
        case Kind::Warning:
            y += space::s1;
            y += wrapped(painter, theme.font(Theme::Role::Small, QFont::Medium), c.warning, 0, y, width, block.label) + space::s1;
            break;
        case Kind::TableHead:
            y += space::s3;
            rule(c.border);
            y += space::s1;
            put(caption, c.text3, {0, y, width, line}, block.label, Qt::AlignLeft);
            if (!twoLines) {
                put(caption, c.text3, {0, y, countRight, line}, block.count, Qt::AlignRight);
                put(caption, c.text3, {0, y, priceRight, line}, block.price, Qt::AlignRight);
            }
            put(caption, c.text3, {0, y, width, line}, block.amount, Qt::AlignRight);
            y += line;
            break;
        case Kind::ModelHead: {
            y += space::s3;
            rule(c.border);
            y += space::s1;
            const double amount = numberWidth(strong, block.amount) + gap;
            if (painter != nullptr) {
                painter->setFont(strong);
                painter->setPen(c.text1);
                drawElided(*painter, QRectF{0, y, std::max(0.0, width - amount), line}, block.label);
            }
            put(strong, c.text1, {0, y, width, line}, block.amount, Qt::AlignRight);
            y += line;
            break;
        }
        case Kind::RateHead:
            y += wrapped(painter, theme.font(Theme::Role::Caption), c.text3, 0, y, width, block.label) + space::s1;
            break;
        case Kind::Class:
            if (twoLines) {
                put(body, c.text1, {0, y, width, line}, block.label, Qt::AlignLeft);
                put(figure, c.text1, {0, y, width, line}, block.amount, Qt::AlignRight);
                y += line;
                const QString product = block.count.isEmpty() ? block.price : block.price.isEmpty() ? block.count : block.count + u' ' + block.price;
                if (!product.isEmpty()) {
                    const double inset = space::s3;
                    const double needed = numberWidth(theme.font(Theme::Role::Caption), product);
                    if (needed <= width - inset) {
                        put(theme.font(Theme::Role::Caption), c.text2, {inset, y, width - inset, smallLine}, product, Qt::AlignLeft);
                        y += smallLine;
                    } else {
                        y += wrapped(painter, theme.font(Theme::Role::Caption), c.text2, inset, y, width - inset, product);
                    }
                }
            } else {
                const double nameRight = (block.count.isEmpty() ? priceRight - prices : countRight - counts) - gap;
                if (painter != nullptr) {
                    painter->setFont(body);
                    painter->setPen(c.text1);
                    drawElided(*painter, QRectF{0, y, std::max(0.0, nameRight), line}, block.label);
                }
                put(figure, c.text2, {0, y, countRight, line}, block.count, Qt::AlignRight);
                put(figure, c.text2, {0, y, priceRight, line}, block.price, Qt::AlignRight);
                put(figure, c.text1, {0, y, width, line}, block.amount, Qt::AlignRight);
                y += line;
            }
            break;
        case Kind::Note:
            y += wrapped(painter, theme.font(Theme::Role::Caption), c.text2, space::s3, y, width - space::s3, block.label) + space::s1;
            break;
        case Kind::Sum: {
            y += space::s1;
            rule(c.borderStrong);
            y += space::s1;
            put(strong, c.text1, {0, y, width, line}, block.label, Qt::AlignLeft);
            put(strong, c.text1, {0, y, width, line}, block.amount, Qt::AlignRight);
            y += line + space::s2;
            break;
        }
        case Kind::Heading:
            y += space::s1;
            put(theme.font(Theme::Role::Small, QFont::DemiBold), c.text1, {0, y, width, line}, block.label, Qt::AlignLeft);
            y += line + space::s1;
            break;
        case Kind::Pair: {
            const double label = px(size::inspectorLabel);
            double height = 0;
            if (!block.label.isEmpty()) {
                height = wrapped(painter, body, c.text2, 0, y, label - space::s1, block.label);
            }
            height = std::max(height, wrapped(painter, body, c.text1, label, y, width - label, block.amount));
            y += height + space::s1;
            break;
        }
        case Kind::Line:
            y += space::s2;
            rule(c.border);
            y += space::s2;
            break;
        }
    }
    return y + space::s2;
}

void InspectorBody::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    if (m_skeleton) {
        const Colours &c = Theme::current().colours();
        const double bar = px(size::kpiSkeletonLine);
        paintBox(painter, QRectF{0, double(space::s1), double(px(size::kpiSkeletonFigureWidth)), double(px(size::kpiSkeletonFigureHeight))}, radius::cell,
                 c.sunken, {});
        double y = px(size::kpiSkeletonFigureHeight) + space::s6;
        for (int i = 0; y + bar < height() && i < size::filterPopupRows; ++i) {
            paintBox(painter, QRectF{0, y, width() * (i % 2 == 0 ? mix::dimension : mix::disabled), bar}, radius::cell, c.sunken, {});
            y += px(size::inspectorLine);
        }
        return;
    }
    layOut(&painter, width());
    if (hasFocus() && focusPolicy() != Qt::NoFocus) {
        paintFocusRing(painter, rect(), radius::control);
    }
}

void InspectorBody::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

Inspector::Inspector(WindowServices &services, QWidget *parent)
    : QWidget{parent}, m_services{services}, m_close{new QToolButton{this}},
      m_title{new TextLabel{tr("Why this amount"), Theme::Role::Title, TextLabel::Tone::Strong, this}}, m_scroll{new QScrollArea{this}},
      m_body{new InspectorBody{m_scroll}}, m_open{new QPushButton{tr("Open line"), this}}, m_copy{new QPushButton{tr("Copy as text"), this}},
      m_price{new QPushButton{tr("Set price…"), this}}
{
    setAccessibleName(tr("Why this amount"));
    m_close->setIcon(icons::themed(Icon::Remove));
    m_close->setIconSize({px(size::iconList), px(size::iconList)});
    m_close->setFixedSize(px(size::hitArea), px(size::hitArea));
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close"));
    m_open->setIcon(icons::themed(Icon::Open));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    m_scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(size::cardPadding, space::s2, space::s2, size::cardPadding);
    column->setSpacing(0);
    auto *title = new QHBoxLayout;
    title->setContentsMargins(0, 0, 0, 0);
    title->addWidget(m_title, 1);
    title->addWidget(m_close);
    column->addLayout(title);
    column->addSpacing(space::s1);
    column->addWidget(m_scroll, 1);
    column->addSpacing(space::s3);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 0, size::cardPadding - space::s2, 0);
    buttons->setSpacing(space::s3);
    buttons->addWidget(m_open);
    buttons->addWidget(m_price);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    column->addLayout(buttons);
    setFocusPolicy(Qt::NoFocus);
    connect(&m_skeleton, &QTimer::timeout, m_body, [this] { m_body->setSkeleton(true); });
    connect(m_close, &QToolButton::clicked, this, &Inspector::closed);
    connect(m_copy, &QPushButton::clicked, this, &Inspector::copyAsText);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_record) {
            m_services.openAt(QString::fromStdString(m_record->place.file), std::max<qint64>(0, m_record->place.offset));
        }
    });
    connect(m_price, &QPushButton::clicked, this, [this] {
        if (m_record) {
            Q_EMIT setPriceWanted(QString::fromStdString(m_record->row.serving.provider), QString::fromStdString(m_record->row.serving.model));
        }
    });
    fill();
}

int Inspector::widthFor(int windowWidth)
{
    return px(windowWidth >= size::wideFrom ? size::inspectorWide : size::inspector);
}

QSize Inspector::sizeHint() const
{
    return {px(size::inspector), px(size::windowMinHeight) / 2};
}

void Inspector::setOverlay(bool overlay)
{
    if (m_overlay == overlay) {
        return;
    }
    m_overlay = overlay;
    if (overlay) {
        auto *shadow = new QGraphicsDropShadowEffect{this};
        shadow->setBlurRadius(size::tipShadow);
        shadow->setOffset(0, size::tipShadowDrop);
        shadow->setColor(Theme::current().colours().shadow);
        setGraphicsEffect(shadow);
    } else {
        setGraphicsEffect(nullptr);
    }
    update();
}

void Inspector::show(const WhyQuestion &question, const PageContext &context)
{
    m_question = question;
    m_context = context;
    m_record.reset();
    m_sum.reset();
    m_skeleton.start();
    ask();
    QWidget::show();
    raise();
}

void Inspector::askAgain(const PageContext &context)
{
    m_context = context;
    if (m_question) {
        ask();
    }
}

void Inspector::leave()
{
    m_answer.forget();
    m_question.reset();
    m_record.reset();
    m_sum.reset();
    m_skeleton.stop();
    fill();
    hide();
}

void Inspector::ask()
{
    const auto take = [this](auto &place) {
        return [this, &place](const auto &answer) {
            m_skeleton.stop();
            if (answer) {
                place = *answer;
                fill();
                Q_EMIT settled();
            } else if (answer.problem().cause != Cause::Cancelled) {
                m_body->setSkeleton(false);
                Q_EMIT failed(answer.problem());
            }
        };
    };
    if (const auto *record = std::get_if<WhyRecord>(&*m_question)) {
        const auto body = [id = record->id](WindowServices::Reading reading) { return whyRecord(reading.reader, reading.pricer, id); };
        m_answer.await(this, m_services.ask(QStringLiteral("why"), body), take(m_record));
        return;
    }
    const auto body = [filter = std::get<WhySum>(*m_question).filter, zone = m_context.zone, now = m_context.now,
                       currency = m_context.view.currency.toStdString()](WindowServices::Reading reading) {
        return whySum(reading.reader, reading.pricer, filter, zone, currency, now, reading.progress);
    };
    m_answer.await(this, m_services.ask(QStringLiteral("why"), body), take(m_sum));
}

void Inspector::fill()
{
    const InspectorView view{m_context.zone, m_context.today, m_context.view.currency};
    if (m_record) {
        m_body->setBlocks(view.record(*m_record));
    } else if (m_sum && m_question) {
        m_body->setBlocks(view.sum(*m_sum, std::get<WhySum>(*m_question).title));
    } else {
        m_body->setBlocks({});
    }
    m_open->setVisible(m_record.has_value());
    // A price helps neither a record without a model nor one without tokens.
    const Unpriced reason = m_record ? m_record->row.rate.unpriced : Unpriced::No;
    m_price->setVisible(reason != Unpriced::No && reason != Unpriced::NoModelName && reason != Unpriced::AmountOnly);
    m_copy->setEnabled(m_record || m_sum);
    m_scroll->verticalScrollBar()->setValue(0);
}

QString Inspector::text() const
{
    return InspectorView::asText(m_body->blocks());
}

void Inspector::copyAsText()
{
    QGuiApplication::clipboard()->setText(tr("Why this amount") + u'\n' + text());
    Q_EMIT message(tr("Copied."), false);
}

void Inspector::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, m_overlay ? c.raised : c.surface, m_overlay ? c.borderStrong : c.border);
}

void Inspector::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    if (event->matches(QKeySequence::Copy)) {
        copyAsText();
        return;
    }
    QWidget::keyPressEvent(event);
}

void Inspector::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        if (auto *shadow = qobject_cast<QGraphicsDropShadowEffect *>(graphicsEffect())) {
            shadow->setColor(Theme::current().colours().shadow);
        }
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenmeter
