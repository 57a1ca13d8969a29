// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "pages/OverlapDialog.h"
#include "pages/SourceDuplicatesDialog.h"
#include "pages/SourceForgetDialog.h"
#include "pages/SourcesPage.h"
#include "pages/SourcesView.h"
#include "shell/MainWindow.h"
#include "shell/ProblemsDialog.h"
#include "support/Patience.h"
#include "widgets/ForgottenList.h"
#include "widgets/LinkButton.h"
#include "widgets/SourceCard.h"
#include "widgets/StatementList.h"
#include "window/AppServices.h"

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QtTest>

namespace test_Sources
{

using namespace tokenmeter;

namespace
{

/// A request of 1,000 tokens as Claude Code logs it.
QByteArray lineOf(int number)
{
    return QStringLiteral("{\"type\":\"assistant\",\"sessionId\":\"s\",\"isSidechain\":false,\"timestamp\":\"2026-10-05T09:%1:03Z\",\"requestId\":\"r%2\","
                          "\"message\":{\"id\":\"msg_%2\",\"model\":\"claude-sonnet-4-5-20250929\",\"usage\":{\"input_tokens\":900,\"output_tokens\":100}}}\n")
        .arg(number, 2, 10, QLatin1Char('0'))
        .arg(number)
        .toUtf8();
}

constexpr const char *ConsoleHead = "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
                                    "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,"
                                    "web_search_count,inference_geo,speed\n";

/// The program's window over a home with a log of Claude Code: two requests on 5 October 2026; it is the day after.
class SourcesWindow
{
public:
    explicit SourcesWindow(const FolderWatch::Limits &limits = {})
        : m_project{m_folder.filePath(QStringLiteral("home/.claude/projects/shop"))},
          m_services{contextOf(), SettingsStore{m_folder.filePath(QStringLiteral("settings.ini"))}, false}, m_window{m_services}
    {
        QVERIFY(QDir{}.mkpath(m_project));
        append(lineOf(1) + lineOf(2));
        m_services.setWatchLimits(limits);
        m_window.resize(1440, 900);
        m_window.show();
        m_services.start();
        settle();
        m_services.importFound({});
        settle();
        awaitWatch(0);
        ViewState view = m_window.view();
        view.page = QStringLiteral("sources");
        m_window.go(view);
        settle();
    }
    ~SourcesWindow() { m_services.close(); }

    void settle()
    {
        int quiet = 0;
        QVERIFY(QTest::qWaitFor([&] { return (quiet = m_services.isIdle() && !m_window.isBusy() ? quiet + 1 : 0) > 8; }, testing::LongestMs));
    }
    /// Until more folders are watched than these: which ones is asked behind the window's back, so settle() does not wait for it.
    void awaitWatch(int before)
    {
        QVERIFY(QTest::qWaitFor([&] { return m_services.watching().isSettled && m_services.watching().folders > before; }, testing::LongestMs));
        settle();
    }
    void append(const QByteArray &lines, const QString &file = QStringLiteral("session.jsonl")) const
    {
        QFile log{m_project + QLatin1Char('/') + file};
        QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Append));
        log.write(lines);
    }
    /// What Anthropic's console exports of the same day: 2,500 tokens of one model.
    QString writeConsole() const
    {
        QFile file{m_folder.filePath(QStringLiteral("claude_api_tokens.csv"))};
        if (!file.open(QIODevice::WriteOnly)) {
            return {};
        }
        file.write(ConsoleHead);
        file.write("2026-10-05,claude-sonnet-4-5-20250929,demo-key,Default,standard,\xE2\x89\xA4 200k,2000,0,0,0,500,0,not_available,\n");
        return file.fileName();
    }
    void import(const QString &path)
    {
        m_services.importPaths({path});
        settle();
    }
    void look()
    {
        m_services.refresh();
        settle();
        m_services.importFound({});
        settle();
    }
    void leaveAndComeBack()
    {
        for (const char *page : {"records", "sources"}) {
            ViewState view = m_window.view();
            view.page = QLatin1String{page};
            m_window.go(view);
            settle();
        }
    }
    void click(QWidget *widget)
    {
        QTest::mouseClick(widget, Qt::LeftButton);
        settle();
    }
    /// All tokens that count.
    std::int64_t tokens() const
    {
        const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(m_services.ledgerPath().toStdString());
        const Result<UsageCells> usage = (*reader)->usage({}, {}, Zone::utc());
        std::int64_t sum = 0;
        for (const UsageCell &cell : usage->cells) {
            sum += cell.tokens.total();
        }
        return sum;
    }
    QString path(const QString &file) const { return m_folder.filePath(file); }
    SourcesPage *page() const { return qobject_cast<SourcesPage *>(m_window.page()); }
    SourceCard *card(const char *name) const
    {
        for (SourceCard *each : page()->cards()) {
            if (each->texts().facts.name == QLatin1String(name)) {
                return each;
            }
        }
        return nullptr;
    }
    QString state(const char *name) const { return card(name) == nullptr ? QString{} : card(name)->texts().facts.state; }
    AppServices &services() { return m_services; }

private:
    CommandContext contextOf() const
    {
        CommandContext context;
        context.environment.dataFolder = m_folder.path();
        context.environment.places.home = m_folder.filePath(QStringLiteral("home")).toStdString();
        context.environment.now = parseTime("2026-10-06T12:00:00Z")->time;
        context.environment.fixedNow = true;
        context.ledger = m_folder.filePath(QStringLiteral("ledger.db"));
        context.settings.language = QStringLiteral("en");
        context.settings.zoneId = QStringLiteral("UTC");
        return context;
    }

    QTemporaryDir m_folder;
    QString m_project;
    AppServices m_services;
    MainWindow m_window;
};

} // namespace

class tst_Sources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pausedIsNotRead();
    void scannedAgainCountsOnce();
    void forgottenStaysForgotten();
    void theUserSaysWhichOneCounts();
    void problemsHaveTheirLine();
    void copiesAreExplained();
    void moreCopiesAreShown();
    void aPauseThatIsUndone();
    void aMappedFileGrows();
    void aRefusedTableIsMended();
    void aLimitOfWatchesIsTold();
    void aToolThatIsNewIsOffered();
};

void tst_Sources::pausedIsNotRead()
{
    SourcesWindow desk;
    QVERIFY(desk.page());
    QCOMPARE(desk.state("Claude Code"), QStringLiteral("Up to date"));
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    desk.click(desk.card("Claude Code")->pauseLink());
    QCOMPARE(desk.state("Claude Code"), QStringLiteral("Paused"));
    desk.append(lineOf(3));
    desk.look();
    QTest::qWait(300); // nor does the watch of folders read it
    desk.settle();
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    desk.click(desk.card("Claude Code")->pauseLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{3000}, testing::LongestMs); // looked at at once
    desk.settle();
    QCOMPARE(desk.state("Claude Code"), QStringLiteral("Up to date"));
}

void tst_Sources::scannedAgainCountsOnce()
{
    SourcesWindow desk;
    desk.click(desk.card("Claude Code")->scanLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.state("Claude Code"), QStringLiteral("Up to date"), testing::LongestMs);
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    desk.append(lineOf(3));
    desk.click(desk.card("Claude Code")->scanLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{3000}, testing::LongestMs);
}

void tst_Sources::forgottenStaysForgotten()
{
    SourcesWindow desk;
    desk.card("Claude Code")->forgetAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->forgetDialog(), testing::LongestMs);
    desk.page()->forgetDialog()->recordsBox()->setChecked(true);
    desk.click(desk.page()->forgetDialog()->forgetButton());
    QTRY_VERIFY_WITH_TIMEOUT(desk.card("Claude Code") == nullptr, testing::LongestMs);
    desk.settle();
    QCOMPARE(desk.page()->forgotten()->rows().size(), std::size_t{1});
    QCOMPARE(desk.tokens(), std::int64_t{0});
    desk.append(lineOf(3));
    desk.look();
    QCOMPARE(desk.tokens(), std::int64_t{0});
    QVERIFY(desk.card("Claude Code") == nullptr);
    desk.click(desk.page()->forgotten()->link(0));
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{3000}, testing::LongestMs); // with what was written meanwhile
    desk.settle();
    QVERIFY(desk.card("Claude Code"));

    // Without its records: they count on, and the ledger goes on knowing them.
    desk.card("Claude Code")->forgetAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->forgetDialog(), testing::LongestMs);
    desk.click(desk.page()->forgetDialog()->forgetButton());
    QTRY_COMPARE_WITH_TIMEOUT(desk.page()->forgotten()->rows().size(), std::size_t{1}, testing::LongestMs);
    desk.settle();
    QCOMPARE(desk.tokens(), std::int64_t{3000});
    desk.look();
    QCOMPARE(desk.tokens(), std::int64_t{3000});
    const auto undone = desk.services().undo();
    QTRY_VERIFY_WITH_TIMEOUT(undone.isFinished(), testing::LongestMs);
    desk.settle();
    QVERIFY(desk.card("Claude Code"));
}

/// Two requests of 1,000 tokens in the log; the console says 2,500 of the same day.
void tst_Sources::theUserSaysWhichOneCounts()
{
    SourcesWindow desk;
    desk.import(desk.writeConsole());
    QVERIFY(desk.card("Anthropic Console usage"));
    QCOMPARE(desk.page()->overlaps()->statements().size(), std::size_t{1});
    QVERIFY(desk.page()->overlaps()->statements()[0].meaning.startsWith(QStringLiteral("Claude Code counts: it tells every request")));
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    const auto choose = [&](OverlapChoice choice) {
        desk.click(desk.page()->overlaps()->button(0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(desk.page()->overlapDialog(), testing::LongestMs);
        desk.page()->overlapDialog()->option(choice)->setChecked(true);
        desk.click(desk.page()->overlapDialog()->acceptButton());
    };
    desk.click(desk.page()->overlaps()->button(0, 1));
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->overlapDialog(), testing::LongestMs);
    QVERIFY(desk.page()->overlapDialog()->option(OverlapChoice::First)->isChecked());
    QVERIFY(desk.page()->overlapDialog()->option(OverlapChoice::First)->accessibleDescription().contains(QStringLiteral("2 records")));
    QVERIFY(desk.page()->overlapDialog()->option(OverlapChoice::Second)->accessibleDescription().contains(QStringLiteral("1 record;")));
    desk.page()->overlapDialog()->reject();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.page()->overlapDialog(), testing::LongestMs);

    choose(OverlapChoice::Second);
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{2500}, testing::LongestMs);
    desk.settle();
    QVERIFY(desk.page()->overlaps()->statements().at(0).meaning.startsWith(QStringLiteral("As you chose, Anthropic Console usage counts.")));
    choose(OverlapChoice::Both);
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{4500}, testing::LongestMs);
    desk.settle();
    choose(OverlapChoice::First);
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{2000}, testing::LongestMs);
    desk.settle();
    QVERIFY(desk.page()->overlaps()->statements().at(0).meaning.startsWith(QStringLiteral("Claude Code counts: it tells every request"))); // the usual choice again
}

void tst_Sources::problemsHaveTheirLine()
{
    SourcesWindow desk;
    desk.append("{\"type\":\"assistant\",\"message\":{\"usage\":{\"input_tok\n");
    desk.look();
    QCOMPARE(desk.state("Claude Code"), QStringLiteral("1 problem"));
    desk.card("Claude Code")->problemsAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->problemsDialog(), testing::LongestMs);
    QVERIFY(desk.page()->problemsDialog()->list()->item(0)->text().startsWith(QStringLiteral("session.jsonl, line 3: ")));
}

/// A session that was resumed repeats its second request in a file of its own.
void tst_Sources::copiesAreExplained()
{
    SourcesWindow desk;
    desk.append(lineOf(2), QStringLiteral("resumed.jsonl"));
    desk.look();
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    desk.card("Claude Code")->copiesAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->duplicatesDialog(), testing::LongestMs);
    QStringList places;
    for (const LinkButton *place : desk.page()->duplicatesDialog()->places()) {
        places << place->text();
    }
    places.sort();
    QCOMPARE(places.size(), 2);
    QVERIFY2(places[0].startsWith(QStringLiteral("resumed.jsonl, line 1, ")), qPrintable(places[0]));
    QVERIFY2(places[1].startsWith(QStringLiteral("session.jsonl, line 2, ")), qPrintable(places[1]));
    bool isSaid = false;
    for (const QLabel *label : desk.page()->duplicatesDialog()->findChildren<QLabel *>()) {
        isSaid = isSaid || QString{label->text()}.replace(QChar::Nbsp, u' ').contains(QStringLiteral("up to 1.00 k tokens more: 3.00 k in place of 2.00 k"));
    }
    QVERIFY(isSaid);
}

/// Seven requests in two files: five of them at first, then all seven, each with two places.
void tst_Sources::moreCopiesAreShown()
{
    SourcesWindow desk;
    QByteArray lines;
    for (int i = 3; i < 8; ++i) {
        lines += lineOf(i);
    }
    desk.append(lines);
    desk.append(lineOf(1) + lineOf(2) + lines, QStringLiteral("resumed.jsonl"));
    desk.look();
    QCOMPARE(desk.tokens(), std::int64_t{7000});
    desk.card("Claude Code")->copiesAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->duplicatesDialog(), testing::LongestMs);
    const SourceDuplicatesDialog *dialog = desk.page()->duplicatesDialog();
    QCOMPARE(dialog->places().size(), 10);
    QCOMPARE(dialog->shownText(0), QStringLiteral("5 of 7 are shown."));
    desk.click(dialog->moreLink(0));
    QTRY_COMPARE_WITH_TIMEOUT(dialog->places().size(), 14, testing::LongestMs);
    QVERIFY(dialog->moreLink(0)->isHidden());
    QVERIFY(dialog->places().at(13)->text().contains(QStringLiteral(", line 1, "))); // the oldest request is the first line of both
}

/// What was written during the pause is read at once, and what is written then without anybody asking.
void tst_Sources::aPauseThatIsUndone()
{
    SourcesWindow desk;
    desk.click(desk.card("Claude Code")->pauseLink());
    QCOMPARE(desk.state("Claude Code"), QStringLiteral("Paused"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.services().watching().folders, 0, testing::LongestMs);
    desk.append(lineOf(3));
    QTest::qWait(300);
    desk.settle();
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    const auto undone = desk.services().undo();
    QTRY_VERIFY_WITH_TIMEOUT(undone.isFinished(), testing::LongestMs);
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{3000}, testing::LongestMs);
    desk.settle();
    QCOMPARE(desk.state("Claude Code"), QStringLiteral("Up to date"));
    desk.awaitWatch(0);
    QTest::qWait(300); // the look with which watching begins
    desk.settle();
    desk.append(lineOf(4));
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{4000}, testing::LongestMs);
}

/// A table of a mapping is watched and can be read again while its mapping is kept.
void tst_Sources::aMappedFileGrows()
{
    SourcesWindow desk;
    QVERIFY(QDir{}.mkpath(desk.path(QStringLiteral("tables")))); // a folder that is watched for nothing else
    const QString table = desk.path(QStringLiteral("tables/export.csv"));
    const auto add = [&table](const QByteArray &lines) {
        QFile file{table};
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
        file.write(lines);
    };
    add("day,in_tokens\n2026-10-05,10\n");
    Profile profile;
    profile.name = "daily";
    profile.timestamp.from = {"day"};
    profile.input.from = {"in_tokens"};
    const QFuture<Result<Done>> kept = desk.services().mappings().keep(profile);
    QTRY_VERIFY_WITH_TIMEOUT(kept.isFinished(), testing::LongestMs);
    QVERIFY(kept.result());
    const int watched = desk.services().watching().folders;
    desk.services().importMapped(QStringLiteral("daily"), {table});
    desk.settle();
    QCOMPARE(desk.tokens(), std::int64_t{2010});
    desk.awaitWatch(watched);
    QTest::qWait(300);
    desk.settle();
    add("2026-10-06,20\n"); // and nobody asks
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{2030}, testing::LongestMs);
    desk.settle();
    const auto mapped = [&desk]() -> SourceCard * {
        for (SourceCard *each : desk.page()->cards()) {
            if (each->texts().facts.subtitle.endsWith(QStringLiteral("export.csv"))) {
                return each;
            }
        }
        return nullptr;
    };
    QVERIFY(mapped());
    QCOMPARE(mapped()->texts().whyNotScan, QString{});
    desk.click(mapped()->scanLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{2030}, testing::LongestMs);
    desk.settle();
    QVERIFY(QFile::remove(desk.path(QStringLiteral("profiles/daily.json"))));
    desk.services().importFound({}); // the page asks again
    desk.settle();
    QVERIFY2(mapped()->texts().whyNotScan.contains(QStringLiteral("daily")), qPrintable(mapped()->texts().whyNotScan));
}

/// A table that was refused for a row is read once that is mended, by whoever asks first: the watch or "Scan again".
void tst_Sources::aRefusedTableIsMended()
{
    SourcesWindow desk;
    QVERIFY(QDir{}.mkpath(desk.path(QStringLiteral("tables"))));
    const QString table = desk.path(QStringLiteral("tables/export.csv"));
    const auto put = [&table](const QByteArray &text) {
        QFile file{table};
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    };
    put("day,in_tokens\n2026-10-05,10\nnever,20\n");
    Profile profile;
    profile.name = "daily";
    profile.timestamp.from = {"day"};
    profile.input.from = {"in_tokens"};
    const QFuture<Result<Done>> kept = desk.services().mappings().keep(profile);
    QTRY_VERIFY_WITH_TIMEOUT(kept.isFinished(), testing::LongestMs);
    desk.services().importMapped(QStringLiteral("daily"), {table});
    desk.settle();
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    const auto mapped = [&desk]() -> SourceCard * {
        for (SourceCard *each : desk.page()->cards()) {
            if (each->texts().facts.subtitle.endsWith(QStringLiteral("export.csv"))) {
                return each;
            }
        }
        return nullptr;
    };
    QVERIFY(mapped());
    QVERIFY(mapped()->texts().hasProblems);
    desk.click(mapped()->scanLink()); // as it was: refused once more, and said
    QTRY_VERIFY_WITH_TIMEOUT(mapped()->texts().hasProblems && !mapped()->texts().isReading, testing::LongestMs);
    QCOMPARE(desk.tokens(), std::int64_t{2000});
    put("day,in_tokens\n2026-10-05,10\n2026-10-06,20\n");
    desk.click(mapped()->scanLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.tokens(), std::int64_t{2030}, testing::LongestMs);
    desk.settle();
    QVERIFY(!mapped()->texts().hasProblems);
}

void tst_Sources::aLimitOfWatchesIsTold()
{
    {
        SourcesWindow desk;
        QCOMPARE(desk.page()->watchLimit(), QString{});
    }
    SourcesWindow desk{{.folders = 1, .slowTickMs = 7'000}};
    QTRY_VERIFY_WITH_TIMEOUT(!desk.services().watching().isComplete, testing::LongestMs);
    QTRY_COMPARE_WITH_TIMEOUT(desk.page()->watchLimit(),
                 QStringLiteral("Not all logs can be watched: the others are looked at every 7 seconds. There are more folders than this program watches."), testing::LongestMs);
    QCOMPARE(SourcesView::watching({.seconds = 60, .setting = QStringLiteral("fs.inotify.max_user_watches")}),
             QStringLiteral("Not all logs can be watched: the others are looked at every 60 seconds. The system's limit is reached; an administrator can raise it: "
                            "sysctl fs.inotify.max_user_watches."));
}

/// A month after the first import another tool begins to write: two records of Gemini CLI, as its fixture has them.
void tst_Sources::aToolThatIsNewIsOffered()
{
    SourcesWindow desk;
    StatementList *list = desk.page()->newTools();
    QVERIFY(list->statements().empty());
    const QString chats = desk.path(QStringLiteral("home/.gemini/tmp/p/chats"));
    QVERIFY(QDir{}.mkpath(chats));
    const QString log = QStringLiteral(FIXTURES "/gemini-cli/home/.gemini/tmp/3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9cab12/chats/session-2026-10-05T10-00-5c0ffee0.jsonl");
    QVERIFY(QFile::copy(log, chats + QStringLiteral("/session-2026-10-05T10-00-5c0ffee0.jsonl")));
    desk.services().refresh();
    desk.settle();
    QCOMPARE(desk.tokens(), std::int64_t{2000}); // a look reads what is known

    desk.leaveAndComeBack();
    QTRY_COMPARE_WITH_TIMEOUT(list->statements().size(), std::size_t{1}, testing::LongestMs);
    QVERIFY2(list->statements()[0].fact.contains(QStringLiteral("Gemini CLI, 1 file in")), qPrintable(list->statements()[0].fact));
    desk.click(list->button(0, 1)); // Not this one: it does not come back
    QVERIFY(list->statements().empty());
    desk.leaveAndComeBack();
    QVERIFY(list->statements().empty());
    QCOMPARE(desk.services().newTools().size(), std::size_t{1});
    QVERIFY(desk.services().newTools()[0].isDeclined);

    desk.services().declineTool(QStringLiteral("gemini-cli"), false);
    QCOMPARE(list->statements().size(), std::size_t{1});
    desk.click(list->button(0, 0)); // Import
    QTRY_VERIFY_WITH_TIMEOUT(desk.tokens() > 2000, testing::LongestMs);
    desk.settle();
    QTRY_VERIFY_WITH_TIMEOUT(desk.services().newTools().empty(), testing::LongestMs);
    QVERIFY(list->statements().empty());
    QVERIFY(desk.card("Gemini CLI") != nullptr);
}

TOKENMETER_TEST(tst_Sources);

} // namespace test_Sources

#include "tst_Sources.moc"
