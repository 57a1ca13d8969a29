// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeProvider.h"
#include "support/TestMain.h"

#include "notify/SecretStore.h"
#include "pages/AccountDialog.h"
#include "pages/AccountRemoveDialog.h"
#include "pages/AccountsPage.h"
#include "shell/MainWindow.h"
#include "support/Patience.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "window/AppServices.h"

#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

namespace test_Accounts
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const QString RightKey = QString::fromLatin1(FakeProvider::firstKey());
const QString WrongKey = QStringLiteral("sk-wrong-key-of-tests-0009");

/// The program's window over a new ledger on 11 March 2026 and a provider on loopback: real files, threads and requests.
class AccountsWindow
{
public:
    AccountsWindow() : m_services{contextOf(), SettingsStore{m_folder.filePath(QStringLiteral("settings.ini"))}, false}, m_window{m_services}
    {
        // The recordings answer to a first day and a size of page of their own.
        m_server.ignore(QStringLiteral("/v1/organization/usage/completions"), {QStringLiteral("start_time"), QStringLiteral("limit")});
        m_window.resize(1440, 900);
        m_window.show();
        m_services.start();
        settle();
        ViewState view = m_window.view();
        view.page = QStringLiteral("accounts");
        m_window.go(view);
        settle();
    }
    void settle()
    {
        int quiet = 0;
        QVERIFY(QTest::qWaitFor([&] { return (quiet = m_services.isIdle() && !m_window.isBusy() ? quiet + 1 : 0) > 8; }, LongestMs));
    }
    AccountsPage *page() const { return qobject_cast<AccountsPage *>(m_window.page()); }
    FakeProvider &server() { return m_server; }
    AccountCardTexts texts() const { return page()->cards().at(0)->texts(); }
    QString fact(const char *label) const
    {
        for (const auto &[name, value] : texts().facts) {
            if (name == QLatin1String(label)) {
                return value;
            }
        }
        return {};
    }
    void click(LinkButton *link)
    {
        QTest::mouseClick(link, Qt::LeftButton);
        settle();
    }
    /// All of the ledger's files, and the settings, as bytes.
    QByteArray bytes() const
    {
        QByteArray all;
        for (const QString &name : QDir{m_folder.path()}.entryList(QDir::Files | QDir::Hidden)) {
            QFile file{m_folder.filePath(name)};
            if (file.open(QIODevice::ReadOnly)) {
                all += file.readAll();
            }
        }
        return all;
    }

private:
    CommandContext contextOf() const
    {
        CommandContext context;
        context.environment.dataFolder = m_folder.path();
        context.environment.now = parseTime("2026-03-11T12:00:00Z")->time;
        context.environment.fixedNow = true;
        context.ledger = m_folder.filePath(QStringLiteral("ledger.db"));
        context.settings.language = QStringLiteral("en");
        context.settings.zoneId = QStringLiteral("UTC");
        return context;
    }

    QTemporaryDir m_folder;
    FakeProvider m_server{QStringLiteral("openai")};
    AppServices m_services;
    MainWindow m_window;
};

QByteArray keptSecrets()
{
    QFile file{FileSecretStore::defaultFile()};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

class tst_Accounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromTheKeyToTheBill();
};

/// What the recordings bill in March is 0.891125 dollars: the sum that stands beside them.
void tst_Accounts::fromTheKeyToTheBill()
{
    AccountsWindow desk;
    QVERIFY(desk.page());
    QVERIFY(desk.page()->emptyState()->isVisible()); // though there is no log, either
    QTest::qWait(100);
    QVERIFY(desk.server().requests().empty());

    // Add: a wrong key says so, the right one says what it sees; neither asks for more than the test.
    QTest::mouseClick(desk.page()->emptyState()->findChild<QPushButton *>(), Qt::LeftButton);
    AccountDialog *dialog = desk.page()->dialog();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->searchField(), QStringLiteral("openai"));
    QTest::keyClick(dialog->searchField(), Qt::Key_Return);
    QTest::keyClicks(dialog->field("key"), WrongKey);
    QTest::keyClicks(dialog->baseField(), desk.server().base());
    dialog->placeField()->setCurrentIndex(2);
    QTest::mouseClick(dialog->testButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->isBusy(), LongestMs);
    QCOMPARE(dialog->answers().size(), 1); // a refused key is not tried again and again
    QVERIFY(dialog->answers()[0].contains(QStringLiteral("does not accept this key")));
    dialog->field("key")->selectAll();
    QTest::keyClicks(dialog->field("key"), RightKey);
    QTest::mouseClick(dialog->testButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->isBusy(), LongestMs);
    QVERIFY(dialog->answers().size() > 1);
    QVERIFY(dialog->answers()[0].startsWith(QStringLiteral("Can see")));
    QVERIFY(!keptSecrets().contains(RightKey.toUtf8())); // a test keeps nothing
    const std::size_t asked = desk.server().requests().size();
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(desk.page()->cards().size(), std::size_t{1}, LongestMs);
    desk.settle();
    QCOMPARE(desk.texts().state, QStringLiteral("Not asked yet"));
    QCOMPARE(desk.server().requests().size(), asked); // the clock stands still: nothing is due by itself
    QVERIFY(keptSecrets().contains(RightKey.toUtf8()));

    desk.click(desk.page()->cards()[0]->syncLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.texts().state, QStringLiteral("Up to date"), LongestMs);
    QCOMPARE(desk.fact("Billed"), QStringLiteral("$0.8911 in March"));
    QCOMPARE(desk.fact("Last sync"), QStringLiteral("Today 12:00"));

    // The key is revoked: a sentence on the card, and what was read stays.
    desk.server().expectKey("another-key-of-tests-0003");
    desk.click(desk.page()->cards()[0]->syncLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.texts().state, QStringLiteral("Stopped"), LongestMs);
    QVERIFY(desk.texts().problem.contains(QStringLiteral("does not accept this key")));
    QCOMPARE(desk.fact("Billed"), QStringLiteral("$0.8911 in March"));

    // A new key mends it.
    desk.click(desk.page()->cards()[0]->editLink());
    dialog = desk.page()->dialog();
    QVERIFY(dialog);
    QVERIFY(dialog->field("key")->text().isEmpty()); // a kept key is not read back into the window
    QTest::keyClicks(dialog->field("key"), QStringLiteral("another-key-of-tests-0003"));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->dialog() == nullptr, LongestMs);
    desk.settle();
    desk.click(desk.page()->cards()[0]->syncLink());
    QTRY_COMPARE_WITH_TIMEOUT(desk.texts().state, QStringLiteral("Up to date"), LongestMs);
    QVERIFY(desk.texts().problem.isEmpty());

    for (const QByteArray &key : {RightKey.toUtf8(), WrongKey.toUtf8(), QByteArrayLiteral("another-key-of-tests-0003")}) {
        QVERIFY(!desk.bytes().contains(key));
    }
    desk.click(desk.page()->cards()[0]->removeLink());
    QTest::mouseClick(desk.page()->removeDialog()->removeButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(desk.page()->emptyState()->isVisible(), LongestMs);
    desk.settle();
    QVERIFY(!keptSecrets().contains("another-key-of-tests-0003"));
}

TOKENMETER_TEST(tst_Accounts);

} // namespace test_Accounts

#include "tst_Accounts.moc"
