// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "widgets/NoteDocument.h"
#include "widgets/NoteEditor.h"
#include "widgets/NoteView.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QUrl>
#include <QtTest>

namespace test_Notes
{

using namespace tokenmeter;

namespace
{

/// Notices what would have been fetched.
class AskingDocument : public NoteDocument
{
public:
    QStringList asked{};

protected:
    QVariant loadResource(int type, const QUrl &name) override
    {
        asked << name.toString();
        return NoteDocument::loadResource(type, name);
    }
};

bool hasPicture(const QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            if (part.fragment().charFormat().isImageFormat()) {
                return true;
            }
        }
    }
    return document.toPlainText().contains(QChar::ObjectReplacementCharacter);
}

QStringList linksOf(const QTextDocument &document)
{
    QStringList links;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            if (part.fragment().charFormat().isAnchor()) {
                links << part.fragment().charFormat().anchorHref();
            }
        }
    }
    return links;
}

} // namespace

class tst_Notes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void markdownIsShown();
    void hostileNotes_data();
    void hostileNotes();
    void pictureOfThisComputerIsNotRead();
    void linksThatMayStay();
    void htmlOfANote();
    void viewGrowsWithItsText();
    void viewOpensNothing();
    void editorSavesAndCancels();
    void editorRefusesWhatTheLedgerWould();
};

void tst_Notes::markdownIsShown()
{
    NoteDocument document;
    document.setNote(QStringLiteral("# Tests\n\nwere **re-run**.\n\n- one\n- two\n"));
    QCOMPARE(document.begin().blockFormat().headingLevel(), 1);
    QCOMPARE(plainNote(QStringLiteral("# Tests\n\nwere **re-run**.")), QStringLiteral("Tests\nwere re-run."));
}

void tst_Notes::hostileNotes_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("contains");
    const auto row = [](const char *name, const char *markdown, const char *contains) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(contains);
    };
    row("script", "a <script>alert(1)</script> b", "<script>");
    row("picture of HTML", "<img src=\"https://example.com/x.png\" onerror=\"x()\">", "<img");
    row("picture", "see ![a cat](https://example.com/cat.png) here", "[a cat]");
    row("picture without words", "![](https://example.com/cat.png) after", "after");
    row("picture by reference", "![cat][1]\n\n[1]: https://example.com/cat.png", "[cat]");
    row("picture in a link", "[![cat](https://example.com/cat.png)](https://example.com)", "[cat]");
    row("picture in a list", "- ![cat](https://example.com/cat.png)\n- ![dog](file:///etc/passwd)", "[dog]");
    row("picture in a table", "|a|b|\n|-|-|\n|![cat](http://example.com/x)|2|", "[cat]");
    row("picture of data", "![x](data:image/png;base64,iVBORw0KGgo=)", "[x]");
    row("two pictures side by side", "![a](http://example.com/a)![b](http://example.com/b)", "[b]");
    row("style", "<style>body{background:url(https://example.com/x)}</style>text", "<style>");
    row("frame", "<iframe src=\"https://example.com\"></iframe>", "<iframe");
    row("block of HTML", "<div>\n<p style=\"background:url(https://example.com/a)\">x</p>\n</div>\n\nafter", "<div>");
    row("script as a link", "[x](javascript:alert(1))", "x");
    row("file as a link", "[x](file:///etc/passwd)", "x");
    row("entity", "&lt;script&gt; &amp; &#60;b&#62;", "<script>");
    row("code", "`<b>` and\n\n```\n<img src=x>\n```", "<img src=x>");
    row("comment", "a <!-- hidden --> b", "hidden");
}

void tst_Notes::hostileNotes()
{
    QFETCH(QString, markdown);
    QFETCH(QString, contains);
    AskingDocument document;
    document.setNote(markdown);
    document.setTextWidth(400);
    document.size(); // lays it out: pictures would be asked for here
    QVERIFY2(document.asked.isEmpty(), qPrintable(document.asked.join(QLatin1Char(' '))));
    QVERIFY(!hasPicture(document));
    QVERIFY2(document.toPlainText().contains(contains), qPrintable(document.toPlainText()));
    for (const QString &link : linksOf(document)) {
        QVERIFY2(link.startsWith(QLatin1String("http")) || link.startsWith(QLatin1String("mailto:")), qPrintable(link));
    }
    const QString html = noteHtml(markdown);
    for (const char *forbidden : {"<script", "<img", "<style", "<iframe", "<div", "javascript:", "file:", "data:image", " style=", " onerror="}) {
        const QString tag = QString::fromLatin1(forbidden);
        QVERIFY2(!html.contains(tag) || !tag.startsWith(QLatin1Char('<')), qPrintable(html));
        QVERIFY2(!html.contains(QStringLiteral("href=\"") + tag), qPrintable(html));
    }
}

void tst_Notes::pictureOfThisComputerIsNotRead()
{
    const QTemporaryDir folder;
    QImage image{4, 4, QImage::Format_RGB32};
    image.fill(Qt::red);
    const QString path = folder.filePath(QStringLiteral("red.png"));
    QVERIFY(image.save(path));
    NoteView view;
    view.setNote(QStringLiteral("![red](%1) ![red](file://%1)").arg(path));
    view.resize(200, 60);
    view.show();
    const QImage shown = view.grab().toImage();
    for (int y = 0; y < shown.height(); ++y) {
        for (int x = 0; x < shown.width(); ++x) {
            QVERIFY(shown.pixelColor(x, y) != QColor{Qt::red});
        }
    }
    QVERIFY(!hasPicture(*view.document()));
}

void tst_Notes::linksThatMayStay()
{
    NoteDocument document;
    document.setNote(QStringLiteral("[a](https://example.com/?x=1&y=2) [b](http://example.com) [c](mailto:a@example.com) [d](ftp://example.com) [e](#top) [f](JaVaScRiPt:x)"));
    QCOMPARE(linksOf(document), (QStringList{QStringLiteral("https://example.com/?x=1&y=2"), QStringLiteral("http://example.com"), QStringLiteral("mailto:a@example.com")}));
    QVERIFY(document.toPlainText().contains(QLatin1Char('f')));
}

void tst_Notes::htmlOfANote()
{
    QCOMPARE(noteHtml(QStringLiteral("# A & B\n\n**x** <b>y</b> [z](https://example.com/?a=\"1\")\n\n- one\n- two\n")),
             QStringLiteral("<h1>A &amp; B</h1>\n<p><strong>x</strong> &lt;b&gt;y&lt;/b&gt; <a rel=\"noopener noreferrer\" "
                            "href=\"https://example.com/?a=%221%22\">z</a></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"));
    QCOMPARE(noteHtml(QString{}), QString{});
}

void tst_Notes::viewGrowsWithItsText()
{
    NoteView view;
    view.setNote(QStringLiteral("one line"));
    const int one = view.heightForWidth(400);
    QVERIFY(one > 0);
    view.setNote(QStringLiteral("one paragraph\n\nanother\n\nand a third"));
    QVERIFY(view.heightForWidth(400) > 2 * one);
    QVERIFY(view.heightForWidth(60) > view.heightForWidth(400));
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("another")));
}

void tst_Notes::viewOpensNothing()
{
    NoteView view;
    QSignalSpy wanted{&view, &NoteView::linkWanted};
    view.setNote(QStringLiteral("[a](https://example.com)"));
    Q_EMIT view.anchorClicked(QUrl{QStringLiteral("https://example.com")});
    QCOMPARE(wanted.size(), 1);
    QVERIFY(view.document()->toPlainText().contains(QLatin1Char('a'))); // still the note
    QVERIFY(!view.openLinks() && !view.openExternalLinks());
}

void tst_Notes::editorSavesAndCancels()
{
    NoteEditor editor;
    QSignalSpy saved{&editor, &NoteEditor::saved};
    QSignalSpy cancelled{&editor, &NoteEditor::cancelled};
    editor.show();
    editor.setMarkdown(QStringLiteral("first"));
    QTest::keyClicks(editor.field(), QStringLiteral(" x"));
    QTest::keyClick(editor.field(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(saved.front().front().toString(), QStringLiteral("first x"));
    QTest::keyClick(editor.field(), Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    editor.saveButton()->click();
    QCOMPARE(saved.size(), 2);
}

void tst_Notes::editorRefusesWhatTheLedgerWould()
{
    NoteEditor editor;
    QSignalSpy saved{&editor, &NoteEditor::saved};
    QVERIFY(!editor.saveButton()->isEnabled());
    QTest::keyClick(editor.field(), Qt::Key_Return, Qt::ControlModifier);
    editor.setMarkdown(QStringLiteral("  \n "));
    QVERIFY(!editor.saveButton()->isEnabled());
    editor.setMarkdown(QString{70'000, QLatin1Char('x')});
    QVERIFY(!editor.saveButton()->isEnabled());
    QVERIFY(!editor.saveButton()->toolTip().isEmpty());
    editor.setMarkdown(QStringLiteral("fine"));
    QVERIFY(editor.saveButton()->isEnabled());
    QCOMPARE(saved.size(), 0);
}

TOKENMETER_TEST(tst_Notes);

} // namespace test_Notes

#include "tst_Notes.moc"
