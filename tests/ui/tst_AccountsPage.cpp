// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "TextProbe.h"
#include "pages/AccountDialog.h"
#include "pages/AccountRemoveDialog.h"
#include "pages/AccountRules.h"
#include "pages/AccountsPage.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "widgets/ProviderList.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

namespace test_AccountsPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const QString SecretKey = QStringLiteral("sk-never-to-be-shown-0007");

BillingAccount accountOf(const char *provider, const char *name)
{
    BillingAccount account;
    account.provider = provider;
    account.name = name;
    account.keyPlace = KeyPlace::Environment;
    account.variables = {{"key", "A_KEY"}};
    return account;
}

UtcTime momentOf(const char *text)
{
    return parseTime(text)->time;
}

Charge chargeAt(const char *from, const char *to, const char *amount, const char *currency)
{
    Charge charge;
    charge.from = momentOf(from);
    charge.to = momentOf(to);
    charge.billed = *amount == '\0' ? std::nullopt : amountOf(amount);
    charge.currency = currency;
    return charge;
}

/// A page over a ledger of its own on Wed 18 Nov 2026, 14:32 in Berlin, told of changes as the window does it.
struct AccountsDesk
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<AccountsPage> page{};
    PageContext context{};
    QString lastMessage{};

    AccountsDesk()
    {
        services.reader = &ledger.reader();
        services.pricer = &ledger.pricer();
        services.accounts().writer = &ledger.writer();
        services.accounts().clock = services.clock;
        services.accounts().changed = [this] { QMetaObject::invokeMethod(page.get(), [this] { page->show(context, true); }, Qt::QueuedConnection); };
        page = std::make_unique<AccountsPage>(services, names);
        QObject::connect(page.get(), &Page::message, page.get(), [this](const QString &sentence, bool) { lastMessage = sentence; });
        context.view.page = QStringLiteral("accounts");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        page->resize(1232, 768);
    }
    BillingAccount add(const BillingAccount &account) { return *ledger.writer().addAccount(account, services.clock); }
    void note(const ReportState &state) { QVERIFY(ledger.writer().setReportState(state)); }
    void show()
    {
        page->show();
        page->show(context, true);
        settle();
    }
    void settle()
    {
        QTRY_VERIFY(!page->isBusy());
        QCoreApplication::processEvents();
    }
    AccountCardTexts texts(std::size_t at = 0) const { return page->cards().at(at)->texts(); }
    QString fact(const char *label, std::size_t at = 0) const
    {
        for (const auto &[name, value] : texts(at).facts) {
            if (name == QLatin1String(label)) {
                return value;
            }
        }
        return {};
    }
    AccountDialog *openNew(const char *words)
    {
        show();
        QPushButton *add = page->cards().empty() ? page->emptyState()->findChild<QPushButton *>() : page->addButton();
        QTest::mouseClick(add, Qt::LeftButton);
        AccountDialog *dialog = page->dialog();
        if (dialog != nullptr) {
            QTest::keyClicks(dialog->searchField(), QString::fromLatin1(words));
            QTest::keyClick(dialog->searchField(), Qt::Key_Return);
        }
        return dialog;
    }
};

ReportState stateAt(const BillingAccount &account, const char *report, const char *last)
{
    ReportState state;
    state.account = account.id;
    state.report = report;
    state.lastTry = state.lastSuccess = momentOf(last);
    state.due = momentOf("2026-11-18T14:00:00Z");
    return state;
}

/// All that a widget and its children say, to the eye or to a screen reader.
QString allTexts(QWidget &widget)
{
    QString all;
    for (const QWidget *each : widget.findChildren<QWidget *>()) {
        all += each->accessibleName() + each->accessibleDescription() + each->toolTip() + each->whatsThis() + each->windowTitle();
        if (const auto *label = qobject_cast<const QLabel *>(each)) {
            all += label->text();
        }
        if (const auto *edit = qobject_cast<const QLineEdit *>(each)) {
            all += edit->displayText() + edit->placeholderText();
        }
    }
    return all;
}

} // namespace

class tst_AccountsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysThatNothingIsAskedBefore();
    void sumsTheMonth();
    void saysWhatABillTold();
    void saysHowAnAccountStands();
    void tellsWhatAKeyMayNotSee();
    void addsAnAccount();
    void testsInWords();
    void keyIsNeverShown();
    void warnsBeforeItIsOpenOrCharged();
    void losesNothingWhenTheKeyIsNotKept();
    void decides();
    void namesOfAnyLength();
    void asksNothingInTheDemo();
};

void tst_AccountsPage::saysThatNothingIsAskedBefore()
{
    AccountsDesk desk;
    desk.show();
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(allTexts(*desk.page).contains(QStringLiteral("Nothing is asked of anybody before you add an account")));
    QVERIFY(desk.services.accounts().calls.isEmpty());
    QVERIFY(!desk.page->needsUsage()); // bills are read also where no log is
}

/// November in Berlin, by hand: 1.25 (a day of the source, by its date) + 2.5 (the first minutes of November there) + 0.75 = 4.5 dollars,
/// 7 yuan beside them; October, another product and a line without an amount are in no sum.
void tst_AccountsPage::sumsTheMonth()
{
    AccountsDesk desk;
    const BillingAccount account = desk.add(accountOf("anthropic", "work"));
    ReportState state = stateAt(account, "cost-report", "2026-11-18T12:00:00Z");
    state.readTo = momentOf("2026-11-18T00:00:00Z");
    PolledSlice slice;
    slice.account = account.id;
    slice.report = "cost-report";
    slice.from = momentOf("2026-10-01T00:00:00Z");
    slice.to = momentOf("2026-11-18T00:00:00Z");
    slice.replacesCharges = true;
    slice.charges = {chargeAt("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "1.25", "USD"),
                     chargeAt("2026-10-31T23:10:00Z", "2026-10-31T23:20:00Z", "2.5", "USD"),
                     chargeAt("2026-10-31T22:10:00Z", "2026-10-31T22:20:00Z", "100", "USD"),
                     chargeAt("2026-10-31T00:00:00Z", "2026-11-01T00:00:00Z", "1000", "USD"),
                     chargeAt("2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z", "0.75", "USD"),
                     chargeAt("2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z", "7", "CNY"),
                     chargeAt("2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z", "5000", "USD")};
    slice.charges.back().isOtherProduct = true;
    QVERIFY(desk.ledger.writer().storeSlice(slice, state));
    desk.show();
    QCOMPARE(desk.fact("Billed"), QStringLiteral("¥7.00, $4.50 in November"));
    QCOMPARE(desk.fact("Covers"), QStringLiteral("31 Oct – 17 Nov"));
    slice.charges.push_back(chargeAt("2026-11-16T00:00:00Z", "2026-11-17T00:00:00Z", "", "USD"));
    QVERIFY(desk.ledger.writer().storeSlice(slice, state));
    desk.page->show(desk.context, true);
    desk.settle();
    QCOMPARE(desk.fact("Billed"), QStringLiteral("at least ¥7.00, $4.50 in November"));
}

/// A bill of 5 October that was imported as a file: it was read, so that November has nothing so far, also where its provider tells no bills.
/// Stored as paused, since nobody is asked, it has nothing to go on with.
void tst_AccountsPage::saysWhatABillTold()
{
    AccountsDesk desk;
    for (const char *provider : {"deepseek", "anthropic", "some-cloud"}) {
        BillingAccount account = accountOf(provider, provider);
        account.fields = {{ImportedBillField, provider}};
        account.paused = true;
        account = desk.add(account);
        PolledSlice slice;
        slice.account = account.id;
        slice.report = "focus-csv";
        slice.from = momentOf("2026-10-01T00:00:00Z");
        slice.to = momentOf("2026-11-01T00:00:00Z");
        slice.replacesCharges = true;
        slice.charges = {chargeAt("2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z", "3", "USD")};
        QVERIFY(desk.ledger.writer().storeSlice(slice, stateAt(account, "focus-csv", "2026-11-18T12:00:00Z")));
    }
    desk.add(accountOf("anthropic", "polled"));
    desk.show();
    QCOMPARE(desk.page->cards().size(), std::size_t{4});
    for (std::size_t i = 0; i < 4; ++i) {
        const bool isPolled = desk.texts(i).name == QStringLiteral("polled");
        QCOMPARE(desk.fact("Billed", i), isPolled ? QStringLiteral("not known yet") : QStringLiteral("nothing in November so far"));
        QCOMPARE(desk.fact("Covers", i), isPolled ? QString{} : QStringLiteral("5 Oct"));
        QCOMPARE(desk.page->cards()[i]->pauseLink()->isVisibleTo(desk.page->cards()[i]), isPolled);
    }
}

void tst_AccountsPage::saysHowAnAccountStands()
{
    AccountsDesk desk;
    const BillingAccount account = desk.add(accountOf("deepseek", "credits"));
    desk.show();
    QCOMPARE(desk.texts().state, QStringLiteral("Not asked yet"));
    QCOMPARE(desk.fact("Last sync"), QStringLiteral("never"));
    QCOMPARE(desk.fact("Next sync"), QStringLiteral("now"));
    QCOMPARE(desk.fact("Billed"), QStringLiteral("not told by this provider"));

    ReportState state = stateAt(account, "balance", "2026-11-18T13:00:00Z");
    desk.note(state);
    desk.show();
    QCOMPARE(desk.texts().state, QStringLiteral("Up to date"));
    QCOMPARE(desk.fact("Last sync"), QStringLiteral("Today 14:00"));
    QCOMPARE(desk.fact("Next sync"), QStringLiteral("Today 15:00"));
    QVERIFY(desk.texts().problem.isEmpty());
    desk.services.accounts().online = false;
    desk.services.accounts().tellSyncing();
    QCOMPARE(desk.fact("Next sync"), QStringLiteral("when there is a network"));
    desk.services.accounts().online = true;

    state.failures = 2;
    state.problem = Problem{.cause = Cause::ServiceFailed, .args = {"503"}};
    desk.note(state);
    desk.show();
    QCOMPARE(desk.texts().state, QStringLiteral("Failed"));
    QVERIFY(desk.texts().problem.contains(QStringLiteral("503")));

    state.stopped = true;
    state.problem = Problem{.cause = Cause::KeyRefused, .args = {"401"}};
    desk.note(state);
    desk.show();
    QCOMPARE(desk.texts().state, QStringLiteral("Stopped"));
    QCOMPARE(desk.fact("Next sync"), QStringLiteral("not before the key is right"));
    QVERIFY(desk.texts().problem.contains(QStringLiteral("does not accept this key")));
    QVERIFY(AccountsView::isFailing({.account = account, .states = {state}}));

    BillingAccount paused = account;
    paused.paused = true;
    QVERIFY(desk.ledger.writer().editAccount(paused, desk.services.clock));
    desk.show();
    QCOMPARE(desk.texts().state, QStringLiteral("Paused"));
    QVERIFY(!AccountsView::isFailing({.account = paused, .states = {state}}));
}

void tst_AccountsPage::tellsWhatAKeyMayNotSee()
{
    AccountsDesk desk;
    const BillingAccount account = desk.add(accountOf("openrouter", "work"));
    desk.note(stateAt(account, "credits", "2026-11-18T13:00:00Z"));
    ReportState refused = stateAt(account, "activity", "2026-11-18T13:00:00Z");
    refused.lastSuccess.reset();
    refused.failures = 1;
    refused.problem = Problem{.cause = Cause::KeyNotAllowed, .args = {"403"}};
    desk.note(refused);
    desk.show();
    QCOMPARE(desk.texts().state, QStringLiteral("Partly allowed"));
    QVERIFY2(desk.texts().sees.contains(QStringLiteral("balance")), qPrintable(desk.texts().sees));
    QVERIFY(!desk.texts().cannotSee.isEmpty());
    QVERIFY(desk.texts().problem.isEmpty()); // said already
}

void tst_AccountsPage::addsAnAccount()
{
    AccountsDesk desk;
    AccountDialog *dialog = desk.openNew("deepseek");
    QVERIFY(dialog);
    QCOMPARE(dialog->nameField()->text(), QStringLiteral("DeepSeek"));
    QVERIFY(dialog->notes().contains(QStringLiteral("not yet tried against the real service")));
    QVERIFY(!dialog->acceptButton()->isEnabled());
    QVERIFY(dialog->hint().contains(QStringLiteral("Key")));
    QTest::keyClicks(dialog->field("key"), SecretKey);
    QVERIFY(dialog->acceptButton()->isEnabled());
    dialog->nameField()->selectAll();
    QTest::keyClicks(dialog->nameField(), QStringLiteral("credits"));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_COMPARE(desk.page->cards().size(), std::size_t{1});
    desk.settle();
    QCOMPARE(desk.texts().name, QStringLiteral("credits"));
    QCOMPARE(desk.lastMessage, QStringLiteral("credits is added."));
    const AccountDraft &draft = desk.services.accounts().drafts.back();
    QCOMPARE(draft.account.provider, std::string{"deepseek"});
    QVERIFY(draft.account.keyPlace == KeyPlace::Keyring);
    QVERIFY(draft.secrets.get("key") == SecretKey.toStdString());
    QVERIFY(draft.account.fields.empty());

    AccountDialog *second = desk.openNew("DeepSeek"); // a name of its own is made
    QCOMPARE(second->nameField()->text(), QStringLiteral("DeepSeek"));
    second->nameField()->setText(QStringLiteral("credits"));
    QCOMPARE(second->hint(), QStringLiteral("Another account has this name."));
    second->nameField()->setText(QStringLiteral("other"));
    second->placeField()->setCurrentIndex(1);
    QCOMPARE(second->field("key")->text(), QStringLiteral("DEEPSEEK_KEY"));
    QCOMPARE(second->field("key")->echoMode(), QLineEdit::Normal); // names may be seen
    second->field("key")->setText(QStringLiteral("sk-key in the wrong place"));
    QVERIFY(second->hint().contains(QStringLiteral("no name of a variable")));
    QVERIFY(!second->hint().contains(QStringLiteral("wrong place")));
    second->placeField()->setCurrentIndex(0);
    QVERIFY(second->field("key")->text().isEmpty()); // a name is no key
    QCOMPARE(second->field("key")->echoMode(), QLineEdit::Password);
}

void tst_AccountsPage::testsInWords()
{
    AccountsDesk desk;
    AccountDialog *dialog = desk.openNew("openrouter");
    QVERIFY(dialog);
    QTest::keyClicks(dialog->field("key"), SecretKey);
    FakeAccounts &accounts = desk.services.accounts();
    accounts.holdTest = true;
    QTest::mouseClick(dialog->testButton(), Qt::LeftButton);
    QVERIFY(dialog->isBusy());
    QVERIFY(!dialog->acceptButton()->isEnabled());
    accounts.tellProgress(2, 3);
    QVERIFY(allTexts(*dialog).contains(QStringLiteral("Asking report 2 of 3")));
    QTest::mouseClick(dialog->testButton(), Qt::LeftButton); // stops it
    QTRY_VERIFY(!dialog->isBusy());
    QVERIFY(accounts.calls.contains(QStringLiteral("cancelTest")));

    accounts.holdTest = false;
    accounts.answer = std::vector<KeyAnswer>{{.report = "key", .rows = 2},
                                             {.report = "credits", .rows = 0},
                                             {.report = "activity", .problem = Problem{.cause = Cause::KeyNotAllowed, .args = {"403"}}}};
    QTest::mouseClick(dialog->testButton(), Qt::LeftButton);
    QTRY_COMPARE(dialog->answers().size(), 3);
    QVERIFY(dialog->answers()[0].startsWith(QStringLiteral("Can see: ")));
    QVERIFY(dialog->answers()[1].contains(QStringLiteral("nothing is there now")));
    QVERIFY(dialog->answers()[2].startsWith(QStringLiteral("Cannot see: ")));
    QVERIFY(dialog->answers()[2].contains(QStringLiteral("may not read this")));
    QVERIFY(dialog->acceptButton()->isEnabled()); // what it can see is enough
    QTest::keyClicks(dialog->field("key"), QStringLiteral("x"));
    QVERIFY(dialog->answers().isEmpty()); // they were of another key
}

void tst_AccountsPage::keyIsNeverShown()
{
    AccountsDesk desk;
    AccountDialog *dialog = desk.openNew("deepseek");
    QVERIFY(dialog);
    QTest::keyClicks(dialog->field("key"), SecretKey);
    desk.services.accounts().answer = std::vector<KeyAnswer>{{.report = "balance", .problem = Problem{.cause = Cause::KeyRefused, .args = {"401"}}}};
    QTest::mouseClick(dialog->testButton(), Qt::LeftButton);
    QTRY_COMPARE(dialog->answers().size(), 1);
    QVERIFY(!allTexts(*dialog).contains(SecretKey.right(8)));
    QLineEdit *field = dialog->field("key");
    QGuiApplication::clipboard()->setText(QStringLiteral("the user's own"));
    field->selectAll();
    field->copy();
    field->cut();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("the user's own")); // what is hidden cannot be copied
    QPointer<AccountDialog> gone{dialog};
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!gone || gone->field("key")->text().isEmpty());
    QVERIFY(!allTexts(*desk.page).contains(SecretKey.right(8)));
}

void tst_AccountsPage::warnsBeforeItIsOpenOrCharged()
{
    AccountsDesk desk;
    AccountDialog *dialog = desk.openNew("aws");
    QVERIFY(dialog);
    QTest::keyClicks(dialog->field("access-key-id"), QStringLiteral("AKIA0000"));
    QTest::keyClicks(dialog->field("access-key-secret"), SecretKey);
    QVERIFY(allTexts(*dialog).contains(QStringLiteral("charges for each call")));
    QVERIFY(!dialog->testButton()->isEnabled());
    QVERIFY(!dialog->acceptButton()->isEnabled());
    dialog->chargedBox()->setChecked(true);
    QVERIFY(dialog->testButton()->isEnabled());
    QVERIFY(!dialog->openBox()->isVisible());
    QTest::keyClicks(dialog->baseField(), QStringLiteral("http://gateway.example.com"));
    QVERIFY(dialog->openBox()->isVisible());
    QVERIFY(allTexts(*dialog).contains(QStringLiteral("unencrypted to gateway.example.com")));
    QVERIFY(!dialog->testButton()->isEnabled());
    dialog->openBox()->setChecked(true);
    QVERIFY(dialog->testButton()->isEnabled());
    dialog->openBox()->setChecked(false);
    dialog->baseField()->setText(QStringLiteral("http://127.0.0.1:4000"));
    QVERIFY(dialog->testButton()->isEnabled()); // this computer
    dialog->baseField()->setText(QStringLiteral("gateway"));
    QVERIFY(dialog->hint().contains(QStringLiteral("https://host")));
    QVERIFY(desk.services.accounts().calls.isEmpty()); // nothing was asked meanwhile
}

void tst_AccountsPage::losesNothingWhenTheKeyIsNotKept()
{
    AccountsDesk desk;
    AccountDialog *dialog = desk.openNew("deepseek");
    QVERIFY(dialog);
    QTest::keyClicks(dialog->field("key"), SecretKey);
    desk.services.accounts().keepFailure = Problem{.cause = Cause::KeyNotStored, .args = {"DeepSeek"}};
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_VERIFY(dialog->hint().contains(QStringLiteral("No keyring")));
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->field("key")->text(), SecretKey);
    dialog->placeField()->setCurrentIndex(2); // the user's own choice; the key needs not be typed again
    QCOMPARE(dialog->field("key")->text(), SecretKey);
    QVERIFY(allTexts(*dialog).contains(QStringLiteral("Not encrypted")));
    desk.services.accounts().keepFailure.reset();
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_COMPARE(desk.page->cards().size(), std::size_t{1});
    QVERIFY(desk.services.accounts().drafts.back().account.keyPlace == KeyPlace::File);
}

void tst_AccountsPage::decides()
{
    AccountsDesk desk;
    const BillingAccount account = desk.add(accountOf("deepseek", "credits"));
    desk.show();
    FakeAccounts &accounts = desk.services.accounts();
    QTest::mouseClick(desk.page->cards()[0]->syncLink(), Qt::LeftButton);
    QCOMPARE(accounts.calls.takeLast(), QStringLiteral("syncNow %1").arg(account.id));
    QCOMPARE(desk.texts().state, QStringLiteral("Syncing"));
    QCOMPARE(desk.page->cards()[0]->syncLink()->text(), QStringLiteral("Cancel"));
    QTest::keyClick(desk.page->cards()[0]->syncLink(), Qt::Key_Space);
    QCOMPARE(accounts.calls.takeLast(), QStringLiteral("cancelSync"));
    QTest::mouseClick(desk.page->cards()[0]->pauseLink(), Qt::LeftButton);
    QTRY_COMPARE(desk.texts().state, QStringLiteral("Paused"));
    QTest::mouseClick(desk.page->cards()[0]->pauseLink(), Qt::LeftButton);
    QTRY_COMPARE(desk.texts().state, QStringLiteral("Not asked yet"));
    QTest::mouseClick(desk.page->cards()[0]->editLink(), Qt::LeftButton);
    AccountDialog *dialog = desk.page->dialog();
    QVERIFY(dialog);
    QCOMPARE(dialog->field("key")->text(), QStringLiteral("A_KEY"));
    dialog->nameField()->setText(QStringLiteral("renamed"));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_COMPARE(desk.texts().name, QStringLiteral("renamed"));
    QTest::mouseClick(desk.page->cards()[0]->removeLink(), Qt::LeftButton);
    AccountRemoveDialog *remove = desk.page->removeDialog();
    QVERIFY(remove);
    QVERIFY(allTexts(*remove).contains(QStringLiteral("stays in the ledger")));
    remove->dataBox()->setChecked(true);
    QTest::mouseClick(remove->removeButton(), Qt::LeftButton);
    QTRY_VERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(accounts.calls.contains(QStringLiteral("remove renamed with data")));
}

void tst_AccountsPage::namesOfAnyLength()
{
    AccountsDesk desk;
    const std::string longName(300, 'w');
    for (const char *provider : {"anthropic", "alibaba", "azure"}) {
        BillingAccount account = accountOf(provider, (longName + provider).c_str());
        account.base = "https://" + longName + ".example.com";
        account = desk.add(account);
        ReportState state = stateAt(account, "balance", "2026-11-18T13:00:00Z");
        state.failures = 3;
        state.problem = Problem{.cause = Cause::NotReached, .args = {longName + ".example.com", "refused"}};
        desk.note(state);
    }
    desk.add(accountOf("of-a-newer-version", "<b>bold</b>"));
    for (const int width : {860, 1232, 1712}) {
        desk.page->resize(width, 768);
        desk.show();
        const QStringList faults = TextProbe::faultsOf(*desk.page);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
    QCOMPARE(desk.texts(3).name, QStringLiteral("<b>bold</b>"));
    QVERIFY(!desk.page->cards()[3]->syncLink()->isEnabled());
}

void tst_AccountsPage::asksNothingInTheDemo()
{
    AccountsDesk desk;
    desk.services.accounts().asks = false;
    desk.add(accountOf("deepseek", "credits"));
    desk.show();
    QVERIFY(!desk.page->addButton()->isEnabled());
    QVERIFY(!desk.page->addButton()->toolTip().isEmpty());
    QTest::mouseClick(desk.page->cards()[0]->syncLink(), Qt::LeftButton);
    QVERIFY(desk.services.accounts().calls.isEmpty());
    QVERIFY(desk.fact("Next sync").contains(QStringLiteral("demo")));
}

TOKENMETER_TEST(tst_AccountsPage);

} // namespace test_AccountsPage

#include "tst_AccountsPage.moc"
