// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "support/Patience.h"
#include "window/AppServices.h"
#include "window/OpenInEditor.h"

#include <QTemporaryDir>

namespace test_AppServices
{

using namespace tokenmeter;

class tst_AppServices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void problemsNameTheirLine();
    void editorsAreToldTheLine();
};

void tst_AppServices::editorsAreToldTheLine()
{
    const QString file = QStringLiteral("/home/ada/a b.jsonl");
    QCOMPARE(editorArguments(QStringLiteral("/usr/bin/code"), file, 17), (QStringList{QStringLiteral("--goto"), file + QStringLiteral(":17")}));
    QCOMPARE(editorArguments(QStringLiteral("kate"), file, 17), (QStringList{QStringLiteral("--line"), QStringLiteral("17"), file}));
    QCOMPARE(editorArguments(QStringLiteral("gedit"), file, 17), (QStringList{QStringLiteral("+17"), file}));
    QVERIFY(editorArguments(QStringLiteral("nano"), file, 17).isEmpty()); // needs a terminal
    QVERIFY(editorArguments(QStringLiteral("gedit"), file, 0).isEmpty());
}


void tst_AppServices::problemsNameTheirLine()
{
    const QTemporaryDir folder;
    CommandContext context;
    context.environment.dataFolder = folder.path();
    context.environment.now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24};
    context.environment.fixedNow = true;
    context.ledger = folder.filePath(QStringLiteral("ledger.db"));
    QFile log{folder.filePath(QStringLiteral("session.jsonl"))};
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write(R"({"type":"assistant","sessionId":"s","isSidechain":false,"timestamp":"2026-10-05T09:00:03Z","requestId":"r1",)"
              R"("message":{"id":"msg_1","model":"claude-opus-4-1","usage":{"input_tokens":10,"output_tokens":40}}})"
              "\r\n\r\n"
              "{\"type\":\"assistant\",\"message\":{\"usage\":{\"input_tok\r\n");
    log.close();

    AppServices services{context, SettingsStore{folder.filePath(QStringLiteral("settings.ini"))}, false};
    std::optional<ImportOutcome> outcome;
    connect(&services, &AppServices::importFinished, this, [&](const ImportOutcome &o) { outcome = o.quiet ? outcome : o; });
    services.start();
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), testing::LongestMs);
    outcome.reset();
    services.importPaths({log.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), testing::LongestMs);
    QCOMPARE(outcome->added, 1LL);
    QCOMPARE(outcome->problems.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(outcome->problems[0].file), log.fileName());
    QCOMPARE(outcome->problems[0].line, std::int64_t{3});
}

TOKENMETER_TEST(tst_AppServices);

} // namespace test_AppServices

#include "tst_AppServices.moc"
