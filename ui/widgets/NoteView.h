// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace tokenmeter
{

class NoteDocument;

/// Shows a note, as high as its text; it does not scroll by itself and opens nothing by itself.
class NoteView : public QTextBrowser
{
    Q_OBJECT
public:
    explicit NoteView(QWidget *parent = nullptr);
    void setNote(const QString &markdown);
    QString note() const { return m_markdown; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void linkWanted(const QUrl &address); ///< http, https or mailto: the user clicked it

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    /// Nothing, whatever is asked for.
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void dress();

    QString m_markdown;
    NoteDocument *m_document = nullptr;
};

} // namespace tokenmeter
