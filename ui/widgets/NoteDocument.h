// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextDocument>

namespace tokenmeter
{

/// A note as a document: Markdown without HTML, pictures or anything that would have to be fetched.
/// - HTML stands there as the text it is.
/// - A picture becomes its description in brackets; no file and no address is ever asked for one.
/// - Links stay where they lead to http, https or mailto; any other is plain text.
class NoteDocument : public QTextDocument
{
    Q_OBJECT
public:
    explicit NoteDocument(QObject *parent = nullptr);
    void setNote(const QString &markdown);

protected:
    /// Nothing, whatever is asked for.
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void dropPictures();
    void dropForeignLinks();
};

/// What a note says, without its marks: for tooltips, lists and screen readers.
QString plainNote(const QString &markdown);
/// HTML of a note for reports: only what NoteDocument lets through, everything escaped, no style, no picture.
QString noteHtml(const QString &markdown);

} // namespace tokenmeter
