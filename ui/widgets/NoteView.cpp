// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoteView.h"

#include "theme/Theme.h"
#include "widgets/NoteDocument.h"

#include <QEvent>
#include <QUrl>
#include <QWheelEvent>

#include <cmath>

namespace tokenmeter
{

NoteView::NoteView(QWidget *parent) : QTextBrowser{parent}, m_document{new NoteDocument{this}}
{
    m_document->setDocumentMargin(0);
    setDocument(m_document);
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy{QSizePolicy::Preferred, QSizePolicy::Minimum};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Note"));
    connect(this, &QTextBrowser::anchorClicked, this, &NoteView::linkWanted);
    dress();
}

void NoteView::setNote(const QString &markdown)
{
    m_markdown = markdown;
    m_document->setNote(markdown);
    setAccessibleDescription(m_document->toPlainText());
    updateGeometry();
}

QVariant NoteView::loadResource(int, const QUrl &)
{
    return {};
}

int NoteView::heightForWidth(int width) const
{
    NoteDocument measure;
    measure.setDocumentMargin(0);
    measure.setDefaultFont(m_document->defaultFont());
    measure.setNote(m_markdown);
    measure.setTextWidth(std::max(1, width));
    return int(std::ceil(measure.size().height()));
}

QSize NoteView::sizeHint() const
{
    const int width = this->width() > 1 ? this->width() : px(size::listCard);
    return {width, heightForWidth(width)};
}

QSize NoteView::minimumSizeHint() const
{
    return {0, heightForWidth(width())};
}

void NoteView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    updateGeometry();
}

/// The page scrolls, not the note.
void NoteView::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void NoteView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        dress();
    }
}

void NoteView::dress()
{
    if (m_document->defaultFont() != Theme::current().font(Theme::Role::Body)) {
        m_document->setDefaultFont(Theme::current().font(Theme::Role::Body));
    }
    m_document->setNote(m_markdown); // colours of links are those of the palette
}

} // namespace tokenmeter
