// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeMarks.h"

#include "theme/Theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

struct MarkTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::MarkTexts)
};

double flagSide()
{
    return px(space::s2) - size::hairline; // 7
}

QFont captionFont()
{
    return Theme::current().font(Theme::Role::Caption);
}

} // namespace

std::vector<TimeMarks::Flag> TimeMarks::place(const std::vector<TimeMark> &marks, const std::function<std::optional<double>(const TimeMark &)> &xOf,
                                              const QRectF &plot, double room)
{
    std::vector<Flag> flags;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const std::optional<double> where = xOf(marks[i]);
        if (!where || *where < plot.left() || *where > plot.right()) {
            continue;
        }
        const double x = std::floor(*where) + size::hairline / 2;
        const auto same = std::find_if(flags.begin(), flags.end(), [x](const Flag &flag) { return std::abs(flag.x - x) < flagSide(); });
        if (same != flags.end()) {
            same->marks.push_back(int(i));
        } else {
            flags.push_back({.rect = {}, .x = x, .marks = {int(i)}});
        }
    }
    std::sort(flags.begin(), flags.end(), [](const Flag &a, const Flag &b) { return a.x < b.x; });
    const QFontMetricsF metrics{captionFont()};
    const double bottom = plot.top();
    for (std::size_t i = 0; i < flags.size(); ++i) {
        Flag &flag = flags[i];
        flag.rect = {flag.x - size::hairline / 2, bottom - flagSide(), flagSide(), flagSide()};
        flag.caption = flag.marks.size() == 1 ? marks[std::size_t(flag.marks.front())].text
                                              : MarkTexts::tr("%n annotation(s)", nullptr, int(flag.marks.size()));
        const double from = flag.rect.right() + space::s1;
        const double to = i + 1 < flags.size() ? flags[i + 1].x - space::s2 : plot.right();
        const double height = std::ceil(metrics.height());
        // Less than some letters say nothing; the tooltip has it all.
        const QString shown = metrics.elidedText(flag.caption, Qt::ElideRight, std::max(0.0, to - from));
        if (height <= room && (shown == flag.caption || shown.size() > 8)) {
            flag.caption = shown;
            flag.captionRect = {from, bottom - height, std::max(0.0, to - from), height};
        }
    }
    return flags;
}

void TimeMarks::paint(QPainter &painter, const std::vector<Flag> &flags, const QRectF &plot)
{
    const Colours &c = Theme::current().colours();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(captionFont());
    for (const Flag &flag : flags) {
        painter.setPen(QPen{c.text2, size::hairline});
        painter.drawLine(QPointF{flag.x, flag.rect.top()}, QPointF{flag.x, plot.bottom()});
        painter.fillRect(flag.rect, c.text2);
        if (!flag.captionRect.isEmpty()) {
            painter.setPen(c.text3);
            painter.drawText(flag.captionRect, int(Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine), flag.caption);
        }
    }
    painter.restore();
}

int TimeMarks::flagAt(const std::vector<Flag> &flags, const QPointF &at)
{
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const QRectF target = flags[i].rect.united(flags[i].captionRect).adjusted(-space::s1, -space::s1, space::s1, 0);
        if (target.contains(at)) {
            return int(i);
        }
    }
    return -1;
}

QString TimeMarks::lineOf(const TimeMark &mark)
{
    return MarkTexts::tr("%1: %2", "kind and text of an annotation").arg(mark.kind, mark.text);
}

TipContent TimeMarks::tipOf(const std::vector<TimeMark> &marks, const Flag &flag)
{
    TipContent tip;
    tip.place = marks[std::size_t(flag.marks.front())].place;
    for (const int mark : flag.marks) {
        tip.notes << lineOf(marks[std::size_t(mark)]);
    }
    return tip;
}

} // namespace tokenmeter
