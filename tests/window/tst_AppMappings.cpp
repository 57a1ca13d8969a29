// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "import/Unpacker.h"
#include "support/Patience.h"
#include "window/AppMappings.h"

#include <QFile>
#include <QTemporaryDir>

namespace test_AppMappings
{

using namespace tokenmeter;

namespace
{

QStringList tablesIn(const QString &path)
{
    AppMappings mappings{[] { return QString{}; }};
    const QFuture<Result<QStringList>> found = mappings.tablesAmong({path});
    return QTest::qWaitFor([&found] { return found.isFinished(); }, testing::LongestMs) && found.result() ? *found.result() : QStringList{};
}

void put(const QString &path, const QByteArray &content)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class tst_AppMappings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofAnArchiveWhatNobodyKnows();
    void manyArchivesAreNotAllOpened();
    void manyFilesAreNotAllLookedAt();
};

/// It holds a log of Claude Code, a table and a text.
void tst_AppMappings::ofAnArchiveWhatNobodyKnows()
{
    const QTemporaryDir folder;
    const QString archive = folder.filePath(QStringLiteral("mixed.zip"));
    QVERIFY(QFile::copy(QStringLiteral(FIXTURES "/generic/mixed.zip"), archive));
    const std::int64_t before = archivesOpened();
    QCOMPARE(tablesIn(archive), QStringList{archive + QStringLiteral("/kasse/export.csv")});
    QVERIFY(archivesOpened() - before <= 2); // not once for each of its files
}

/// Twenty tables are offered at most: the archives after the twentieth are left alone.
void tst_AppMappings::manyArchivesAreNotAllOpened()
{
    constexpr int Archives = 60;
    const QTemporaryDir folder;
    for (int i = 0; i < Archives; ++i) {
        QVERIFY(QFile::copy(QStringLiteral(FIXTURES "/generic/mixed.zip"), folder.filePath(QStringLiteral("%1.zip").arg(i, 2, 10, QLatin1Char{'0'}))));
    }
    const std::int64_t before = archivesOpened();
    const QStringList tables = tablesIn(folder.path());
    QCOMPARE(tables.size(), 20);
    QCOMPARE(tables.constLast(), folder.filePath(QStringLiteral("19.zip/kasse/export.csv")));
    QVERIFY(archivesOpened() - before <= 20 * 2);
}

/// Two hundred files are looked at; the table is the 201st by name, and the 200th once a letter is away.
void tst_AppMappings::manyFilesAreNotAllLookedAt()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 200; ++i) {
        put(folder.filePath(QStringLiteral("%1.txt").arg(i, 3, 10, QLatin1Char{'0'})), "Dear Ada\n");
    }
    const QString table = folder.filePath(QStringLiteral("z.csv"));
    put(table, "day,model,tokens\n2026-10-05,m,10\n2026-10-06,m,20\n");
    QCOMPARE(tablesIn(folder.path()), QStringList{});
    QVERIFY(QFile::remove(folder.filePath(QStringLiteral("000.txt"))));
    QCOMPARE(tablesIn(folder.path()), QStringList{table});
}

TOKENMETER_TEST(tst_AppMappings);

} // namespace test_AppMappings

#include "tst_AppMappings.moc"
