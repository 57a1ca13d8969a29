// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/LineNumbers.h"

#include <QtTest>

#include <sys/stat.h>

namespace test_LineNumbers
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

class tst_LineNumbers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void acrossBlocks();
    void severalFilesInAnyOrder();
    void whatIsUnknownStaysUnknown();
    void stopped();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    Problem at(const char *name, std::int64_t offset) const
    {
        return {.cause = Cause::NotJson, .file = path(name).toStdString(), .offset = offset};
    }
    std::int64_t lineOf(Problem problem) const
    {
        std::vector<Problem> problems{std::move(problem)};
        numberLines(problems);
        return problems[0].line;
    }

    QTemporaryDir m_folder;
};

void tst_LineNumbers::lines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qlonglong>("offset");
    QTest::addColumn<qlonglong>("line");
    // "ab\ncd\n\nef": lines begin at 0, 3, 6, 7
    const QByteArray text{"ab\ncd\n\nef"};
    QTest::newRow("first") << text << 0LL << 1LL;
    QTest::newRow("second") << text << 3LL << 2LL;
    QTest::newRow("an empty line") << text << 6LL << 3LL;
    QTest::newRow("last, without a newline") << text << 7LL << 4LL;
    QTest::newRow("inside the last") << text << 8LL << 4LL;
    QTest::newRow("a newline belongs to the line it ends") << text << 2LL << 1LL;
    QTest::newRow("CRLF is one end of a line") << QByteArray{"ab\r\ncd\r\nef\r\n"} << 8LL << 3LL;
    QTest::newRow("the file ends where the line began") << text << 9LL << 0LL;
    QTest::newRow("the file is shorter") << text << 70LL << 0LL;
    QTest::newRow("the file was emptied") << QByteArray{} << 0LL << 0LL;
    QTest::newRow("no offset") << text << -1LL << 0LL;
}

void tst_LineNumbers::lines()
{
    QFETCH(QByteArray, text);
    QFETCH(qlonglong, offset);
    QFETCH(qlonglong, line);
    writeFile(path("log"), text);
    QCOMPARE(qlonglong(lineOf(at("log", offset))), line);
}

/// 300,000 lines of 10 bytes: blocks end in the middle of lines.
void tst_LineNumbers::acrossBlocks()
{
    writeFile(path("long"), QByteArray{"123456789\n"}.repeated(300'000));
    std::vector<Problem> problems{at("long", 2'999'990), at("long", 0), at("long", 1'500'000), at("long", 1'500'000)};
    numberLines(problems);
    QCOMPARE(problems[0].line, std::int64_t{300'000});
    QCOMPARE(problems[1].line, std::int64_t{1});
    QCOMPARE(problems[2].line, std::int64_t{150'001});
    QCOMPARE(problems[3].line, std::int64_t{150'001});
}

void tst_LineNumbers::severalFilesInAnyOrder()
{
    writeFile(path("a"), "1\n2\n3\n");
    writeFile(path("b"), "1\n2\n3\n");
    std::vector<Problem> problems{at("b", 4), at("gone", 2), at("a", 2), at("b", 0), {.cause = Cause::DiskFull}, at("a", 4)};
    problems[2].line = 77; // known already
    numberLines(problems);
    QList<qlonglong> lines;
    for (const Problem &problem : problems) {
        lines << problem.line;
    }
    QCOMPARE(lines, (QList<qlonglong>{3, 0, 77, 1, 0, 3}));
}

void tst_LineNumbers::whatIsUnknownStaysUnknown()
{
    QCOMPARE(lineOf(at("never", 7)), std::int64_t{0});
    QCOMPARE(lineOf({.cause = Cause::NotJson, .file = m_folder.path().toStdString(), .offset = 1}), std::int64_t{0});
    QCOMPARE(::mkfifo(path("pipe").toLocal8Bit().constData(), 0600), 0); // must not be waited for
    QCOMPARE(lineOf(at("pipe", 1)), std::int64_t{0});
}

void tst_LineNumbers::stopped()
{
    writeFile(path("log"), "1\n2\n");
    std::stop_source stop;
    stop.request_stop();
    std::vector<Problem> problems{at("log", 2)};
    numberLines(problems, stop.get_token());
    QCOMPARE(problems[0].line, std::int64_t{0});
}

TOKENMETER_TEST(tst_LineNumbers);

} // namespace test_LineNumbers

#include "tst_LineNumbers.moc"
