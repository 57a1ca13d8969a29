// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoteDocument.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocumentFragment>
#include <QTextList>
#include <QUrl>
#include <QVariant>

#include <vector>

namespace tokenmeter
{
namespace
{

bool mayLeadTo(const QString &address)
{
    const QString scheme = QUrl{address}.scheme().toLower();
    return scheme == QLatin1String("http") || scheme == QLatin1String("https") || scheme == QLatin1String("mailto");
}

struct Stretch
{
    int from = 0;
    int length = 0;
    QTextCharFormat format{};
};

/// Places of a document whose format is wanted, last first, so that a change leaves the others where they are.
template <class Wanted>
std::vector<Stretch> stretchesOf(const QTextDocument &document, Wanted wanted)
{
    std::vector<Stretch> all;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (fragment.isValid() && wanted(fragment.charFormat())) {
                all.push_back({fragment.position(), fragment.length(), fragment.charFormat()});
            }
        }
    }
    return {all.rbegin(), all.rend()};
}

/// One fragment with the few marks that are kept.
/// @param inHeading which is bold by itself
QString fragmentHtml(const QTextFragment &fragment, bool inHeading)
{
    QString text = fragment.text().toHtmlEscaped();
    text.replace(QChar::LineSeparator, QStringLiteral("<br>"));
    const QTextCharFormat format = fragment.charFormat();
    const auto wrap = [&text](bool on, const char *tag) {
        if (on) {
            text = QStringLiteral("<%1>%2</%1>").arg(QLatin1String(tag), text);
        }
    };
    wrap(format.fontFixedPitch(), "code");
    wrap(format.fontItalic(), "em");
    wrap(!inHeading && format.fontWeight() >= QFont::DemiBold, "strong");
    wrap(format.fontStrikeOut(), "del");
    if (format.isAnchor() && mayLeadTo(format.anchorHref())) {
        text = QStringLiteral("<a rel=\"noopener noreferrer\" href=\"%1\">%2</a>")
                   .arg(QString::fromLatin1(QUrl{format.anchorHref()}.toEncoded()).toHtmlEscaped(), text);
    }
    return text;
}

} // namespace

NoteDocument::NoteDocument(QObject *parent) : QTextDocument{parent}
{
    setUndoRedoEnabled(false);
}

void NoteDocument::setNote(const QString &markdown)
{
    setMarkdown(markdown, MarkdownFeatures{MarkdownDialectGitHub} | MarkdownNoHTML);
    dropPictures();
    dropForeignLinks();
}

QVariant NoteDocument::loadResource(int, const QUrl &)
{
    return {};
}

void NoteDocument::dropPictures()
{
    for (const Stretch &picture : stretchesOf(*this, [](const QTextCharFormat &format) { return format.isImageFormat(); })) {
        QTextCursor cursor{this};
        cursor.setPosition(picture.from);
        cursor.setPosition(picture.from + picture.length, QTextCursor::KeepAnchor);
        const QString described = picture.format.property(QTextFormat::ImageAltText).toString().simplified();
        cursor.insertText(QStringLiteral("[%1]").arg(described.isEmpty() ? tr("picture") : described), QTextCharFormat{});
    }
}

void NoteDocument::dropForeignLinks()
{
    for (const Stretch &link : stretchesOf(*this, [](const QTextCharFormat &format) { return format.isAnchor() && !mayLeadTo(format.anchorHref()); })) {
        QTextCursor cursor{this};
        cursor.setPosition(link.from);
        cursor.setPosition(link.from + link.length, QTextCursor::KeepAnchor);
        QTextCharFormat plain = link.format;
        plain.setAnchor(false);
        plain.clearProperty(QTextFormat::AnchorHref);
        plain.clearForeground();
        plain.setFontUnderline(false);
        cursor.setCharFormat(plain);
    }
}

QString plainNote(const QString &markdown)
{
    NoteDocument document;
    document.setNote(markdown);
    return document.toPlainText().trimmed();
}

QString noteHtml(const QString &markdown)
{
    NoteDocument document;
    document.setNote(markdown);
    QString html;
    bool inList = false;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        QString inner;
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            if (part.fragment().isValid()) {
                inner += fragmentHtml(part.fragment(), level > 0);
            }
        }
        const bool isItem = block.textList() != nullptr;
        if (isItem != inList) {
            html += isItem ? QStringLiteral("<ul>\n") : QStringLiteral("</ul>\n");
            inList = isItem;
        }
        if (inner.isEmpty()) {
            continue;
        }
        const QString tag = isItem ? QStringLiteral("li") : level > 0 ? QStringLiteral("h%1").arg(level) : QStringLiteral("p");
        html += QStringLiteral("<%1>%2</%1>\n").arg(tag, inner);
    }
    return inList ? html + QStringLiteral("</ul>\n") : html;
}

} // namespace tokenmeter
