// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/DropOverlay.h"

#include "charts/figures.h"
#include "format/ProblemText.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include <algorithm>

namespace tokenmeter
{

DraggedFiles DraggedFiles::of(const QMimeData &data)
{
    DraggedFiles files;
    files.isFiles = data.hasUrls() && !data.urls().isEmpty();
    for (const QUrl &url : data.urls()) {
        const QString path = url.isLocalFile() ? url.toLocalFile() : QString{};
        if (path.isEmpty() || !QFileInfo{path}.isAbsolute() || !(url.host().isEmpty())) {
            ++files.others;
        } else if (!files.paths.contains(path)) {
            files.paths << path;
        }
    }
    return files;
}

DropOverlay::DropOverlay(QWidget *window) : QWidget{window}
{
    hide();
}

QString DropOverlay::refusal(const DraggedFiles &files)
{
    if (files.others == 0) {
        return {};
    }
    return files.paths.isEmpty() ? tr("Only files and folders of this computer can be imported. Save it here first.")
                                 : tr("%n address(es) left out: only files and folders of this computer can be imported.", nullptr, files.others);
}

void DropOverlay::show(const DraggedFiles &files)
{
    m_isRefused = files.paths.isEmpty();
    if (m_isRefused) {
        m_sentence = tr("This cannot be imported");
        m_hint = refusal(files);
    } else {
        const bool isOne = files.paths.size() == 1;
        const QString name = visibleText(QFileInfo{files.paths.front()}.fileName());
        m_sentence = isOne ? tr("Import %1").arg(name.isEmpty() ? files.paths.front() : name)
                           : tr("Import %n file(s) and folders", nullptr, int(files.paths.size()));
        m_hint = files.others > 0 ? refusal(files) : tr("Known formats are read at once. For other tables a mapping is offered.");
    }
    setGeometry(parentWidget()->rect());
    raise();
    QWidget::show();
    update();
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), withAlpha(c.window, mix::dimension));
    const double inset = px(space::s6);
    const QRectF frame = QRectF{rect()}.adjusted(inset, inset, -inset, -inset);
    QPen pen{m_isRefused ? c.borderStrong : c.accent, size::line};
    pen.setDashPattern({size::dash[0], size::dash[1]});
    painter.setPen(pen);
    painter.setBrush(withAlpha(m_isRefused ? c.sunken : c.accentSoft, mix::faint));
    painter.drawRoundedRect(frame, px(radius::card), px(radius::card));

    const int icon = px(size::control);
    const double middle = frame.center().y();
    const QColor ink = m_isRefused ? c.text2 : c.accent;
    icons::paint(painter, {frame.center().x() - icon / 2.0, middle - icon * 2.0, double(icon), double(icon)}, m_isRefused ? Icon::Warning : Icon::File, icon, ink);
    painter.setFont(theme.font(Theme::Role::Page));
    painter.setPen(c.text1);
    const double line = QFontMetricsF{painter.font()}.height();
    const QRectF words = frame.adjusted(inset, 0, -inset, 0);
    drawElided(painter, {words.left(), middle - line / 2, words.width(), line}, m_sentence, Qt::AlignCenter, Qt::ElideMiddle);
    painter.setFont(theme.font(Theme::Role::Body));
    painter.setPen(c.text2);
    painter.drawText(QRectF{words.left(), middle + line, words.width(), line * 2}, int(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap, m_hint);
}

} // namespace tokenmeter
