// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/AlertText.h"
#include "notify/Message.h"
#include "notify/WebhookBody.h"
#include "shell/Language.h"
#include "support/TestMain.h"

#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <set>

namespace test_AlertText
{

using namespace tokenmeter;

namespace
{

constexpr Int128 Cent = Int128{10'000'000'000'000'000};

UtcTime at(const char *time)
{
    return parseTime(time).value().time;
}

/// 14:32 in Berlin
const UtcTime Now = at("2026-11-18T13:32:00Z");
/// November 2026 in Berlin
const UtcTime MonthStart = at("2026-10-31T23:00:00Z");
const UtcTime MonthEnd = at("2026-11-30T23:00:00Z");

/// Amounts in cents.
struct Figures
{
    int spent = 0;
    int available = 5000;
    int expected = 0;
    int low = 0;
    int high = 0;
};

Alert alertOf(AlertKind kind, const char *name, const Figures &figures)
{
    Alert alert;
    alert.id = 7;
    alert.uuid = "a1";
    alert.key = {.subject = "b1", .periodStart = MonthStart, .revision = 0, .kind = kind, .threshold = 0};
    alert.stored = Now;
    alert.periodEnd = MonthEnd;
    alert.budgetId = 1;
    alert.subjectName = name;
    alert.currency = Currency{"USD"};
    alert.spent = figures.spent * Cent;
    alert.limit = alert.available = figures.available * Cent;
    alert.expected = figures.expected * Cent;
    alert.low = figures.low * Cent;
    alert.high = figures.high * Cent;
    return alert;
}

Alert thresholdOf(int percent, int spent)
{
    Alert alert = alertOf(AlertKind::Threshold, "Team", {.spent = spent});
    alert.key.threshold = percent;
    return alert;
}

Alert ofWindow(Alert alert)
{
    alert.key.periodStart = at("2026-11-18T10:00:00Z");
    alert.periodEnd = Now;
    return alert;
}

Alert ofTokens(Alert alert)
{
    alert.currency = {};
    alert.limit = alert.available = 50'000'000;
    alert.spent = 41'000'000;
    return alert;
}

Alert ofDay(Alert alert)
{
    alert.key.periodStart = at("2026-11-17T23:00:00Z"); // the 18th in Berlin
    alert.periodEnd = at("2026-11-18T23:00:00Z");
    return alert;
}

Alert unpriced()
{
    Alert alert = alertOf(AlertKind::Unpriced, "Team", {.spent = 3000});
    alert.unpricedRequests = 3;
    alert.unpricedTokens = 4'200;
    return alert;
}

/// Of all usage. @param detail names that explain it
Alert unusual(AlertKind kind, const char *from, const char *to, const char *detail, const Figures &figures)
{
    Alert alert = alertOf(kind, "", figures);
    alert.key.subject.clear();
    alert.budgetId = 0;
    alert.key.periodStart = at(from);
    alert.periodEnd = at(to);
    alert.detail = detail;
    return alert;
}

Alert ofModel(AlertKind kind, const Figures &figures)
{
    Alert alert = alertOf(kind, "Claude Opus 5", figures);
    alert.key.subject = "anthropic/claude-opus-5";
    alert.budgetId = 0;
    alert.key.periodStart = alert.periodEnd = at("2026-12-31T23:00:00Z"); // 1 January in Berlin
    return alert;
}

Alert ofAccount(AlertKind kind, int threshold, const Figures &figures, const char *detail = "")
{
    Alert alert = alertOf(kind, "Work account", figures);
    alert.budgetId = 0;
    alert.key.threshold = threshold;
    alert.key.periodStart = at("2026-11-12T09:05:00Z");
    alert.periodEnd = Now;
    alert.detail = detail;
    return alert;
}

Alert ofPlan(AlertKind kind, int threshold, const Figures &figures, const char *detail = "")
{
    Alert alert = alertOf(kind, "Prepaid", figures);
    alert.budgetId = 0;
    alert.key.threshold = threshold;
    if (kind == AlertKind::PlanExpiring) {
        alert.key.periodStart = alert.periodEnd = MonthEnd;
    }
    alert.detail = detail;
    return alert;
}

Alert noLongerSo(Alert alert)
{
    alert.noLongerSo = true;
    return alert;
}

struct Case
{
    const char *name;
    Alert alert;
    const char *title;
    const char *text;
    const char *titleZh;
    const char *textZh;
};

std::vector<Case> cases()
{
    return {
        {"threshold", thresholdOf(80, 4020), "Team has used 80 % of $50.00", "November 2026: $40.20 of $50.00 used. Left through 30 Nov: $9.80.",
         "Team 已用去 $50.00 的 80%", "2026 年 11 月：已用 $40.20，可用 $50.00。到 11 月 30 日 为止剩余 $9.80。"},
        {"threshold, all of it", thresholdOf(100, 5000), "Team has used 100 % of $50.00",
         "November 2026: $50.00 of $50.00 used. Nothing is left through 30 Nov: stop what can wait, or raise the limit.",
         "Team 已用去 $50.00 的 100%", "2026 年 11 月：已用 $50.00，可用 $50.00。到 11 月 30 日 为止没有剩余：请停下不急的工作，或提高限额。"},
        {"threshold of a day", ofDay(thresholdOf(80, 4020)), "Team has used 80 % of $50.00", "18 Nov: $40.20 of $50.00 used. Left through 18 Nov: $9.80.",
         "Team 已用去 $50.00 的 80%", "11 月 18 日：已用 $40.20，可用 $50.00。到 11 月 18 日 为止剩余 $9.80。"},
        {"threshold of a window of hours", ofWindow(thresholdOf(80, 4020)), "Team has used 80 % of $50.00",
         "$40.20 of $50.00 used in its window of hours. Left for now: $9.80.",
         "Team 已用去 $50.00 的 80%", "时段内已用 $40.20，可用 $50.00。目前剩余 $9.80。"},
        {"threshold of tokens", ofTokens(thresholdOf(80, 0)), "Team has used 80 % of 50,000,000 tokens",
         "November 2026: 41,000,000 tokens of 50,000,000 tokens used. Left through 30 Nov: 9,000,000 tokens.",
         "Team 已用去 50,000,000 个 Token 的 80%", "2026 年 11 月：已用 41,000,000 个 Token，可用 50,000,000 个 Token。到 11 月 30 日 为止剩余 9,000,000 个 Token。"},
        {"exceeded", alertOf(AlertKind::Exceeded, "Team", {.spent = 5240}), "Team is over its limit by $2.40",
         "November 2026: $52.40 of $50.00 used. Nothing is left through 30 Nov: stop what can wait, or raise the limit.",
         "Team 已超出限额 $2.40", "2026 年 11 月：已用 $52.40，可用 $50.00。到 11 月 30 日 为止没有剩余：请停下不急的工作，或提高限额。"},
        {"exceeded in a window of hours", ofWindow(alertOf(AlertKind::Exceeded, "Team", {.spent = 5240})), "Team is over its limit by $2.40",
         "$52.40 of $50.00 used in its window of hours. Nothing is left for now: stop what can wait, or raise the limit.",
         "Team 已超出限额 $2.40", "时段内已用 $52.40，可用 $50.00。目前没有剩余：请停下不急的工作，或提高限额。"},
        {"forecast", alertOf(AlertKind::Forecast, "Team", {.spent = 3111, .expected = 6123, .low = 5512, .high = 6987}),
         "Team is likely to end over its limit, at about $61.23",
         "November 2026: $31.11 used so far, likely $55.12 to $69.87 by the end of 30 Nov; there is $50.00. Use less from now on, or raise the limit.",
         "Team 期末可能超出限额，约为 $61.23", "2026 年 11 月：已用 $31.11，预计到 11 月 30 日 结束时为 $55.12 至 $69.87；可用 $50.00。请从现在起减少用量，或提高限额。"},
        {"unpriced", unpriced(), "Team is uncertain: 3 requests without a price",
         "November 2026: at least $30.00 of $50.00 used. Set a price for this usage to know the whole amount.",
         "Team 无法确定：3 次请求没有价格", "2026 年 11 月：至少已用 $30.00，可用 $50.00。为这些用量设定价格后即可知道全部金额。"},
        {"day far from usual", unusual(AlertKind::Anomaly, "2026-11-16T23:00:00Z", "2026-11-17T23:00:00Z", "claude-opus-5, gpt-5", {.spent = 8500, .expected = 2000}),
         "All usage: $85.00 in a day, far more than usual",
         "17 Nov: $85.00 instead of the usual $20.00. Most of the difference: claude-opus-5, gpt-5. Look through the sessions of that day.",
         "全部用量：一天 $85.00，远高于平常", "11 月 17 日：$85.00，平常为 $20.00。主要来自：claude-opus-5, gpt-5。请查看当天的会话。"},
        {"hour far from usual", unusual(AlertKind::AnomalyHour, "2026-11-18T12:00:00Z", "2026-11-18T13:00:00Z", "s-17", {.spent = 1200, .expected = 100}),
         "All usage: $12.00 in an hour, far more than usual",
         "In the hour from 18 Nov 13:00: $12.00 instead of the usual $1.00. Busiest session: s-17. Stop it if nobody meant it to run.",
         "全部用量：一小时内 $12.00，远高于平常", "从 11 月 18 日 13:00 起的一小时：$12.00，平常为 $1.00。用量最大的会话：s-17。如果并非有意运行，请停下它。"},
        {"runaway", unusual(AlertKind::Runaway, "2026-11-18T01:15:00Z", "2026-11-18T02:00:00Z", "s-17", {.spent = 2400, .expected = 200, .low = 1200, .high = 9600}),
         "All usage: $24.00 in a short time, more than ever before",
         "Since 18 Nov 02:15: now at $12.00 an hour; the most before was $2.00. Going on like this it comes to $96.00 by the hour at which work usually begins. "
         "Busiest session: s-17. Stop it if nobody meant it to run.",
         "全部用量：短时间内 $24.00，为历来最高", "自 11 月 18 日 02:15 起：目前每小时 $12.00；此前最高 $2.00。照此下去，到平常开始工作时将达 $96.00。用量最大的会话：s-17。如果并非有意运行，请停下它。"},
        {"dearer", ofModel(AlertKind::PriceChange, {.spent = 10000, .expected = 12000}), "Claude Opus 5 becomes dearer",
         "From 1 Jan 2027 the usage of the last 28 days would cost $120.00 instead of $100.00. Compare it with other models in time.",
         "Claude Opus 5 将涨价", "从 2027 年 1 月 1 日 起，最近 28 天的用量将花费 $120.00，而非 $100.00。请及时与其他模型比较。"},
        {"cheaper", ofModel(AlertKind::PriceChange, {.spent = 10000, .expected = 8000}), "Claude Opus 5 becomes cheaper",
         "From 1 Jan 2027 the usage of the last 28 days would cost $80.00 instead of $100.00.",
         "Claude Opus 5 将降价", "从 2027 年 1 月 1 日 起，最近 28 天的用量将花费 $80.00，而非 $100.00。"},
        {"retirement", ofModel(AlertKind::Retirement, {.spent = 4500}), "Claude Opus 5 will no longer be served",
         "It is served through 31 Dec; $45.00 went to it in the last 28 days. Move that work to another model in time.",
         "Claude Opus 5 将停止服务", "服务到 12 月 31 日 为止；最近 28 天用了 $45.00。请及时将这些工作换到其他模型。"},
        {"account that cannot be read", ofAccount(AlertKind::SyncFailing, 0, {}), "Work account could not be read",
         "What was billed is known up to 12 Nov 10:05. It is tried again by itself; nothing is lost.",
         "无法读取 Work account", "账单数字截至 11 月 12 日 10:05。程序会自动重试，不会丢失数据。"},
        {"account that refuses", ofAccount(AlertKind::SyncFailing, 1, {}), "Work account refused to be read",
         "What was billed is known up to 12 Nov 10:05. Check the key of this account: it may have been revoked, or may not read bills.",
         "Work account 拒绝读取", "账单数字截至 11 月 12 日 10:05。请检查此账户的密钥：它可能已被撤销，或无权读取账单。"},
        {"credit that does not last", ofAccount(AlertKind::CreditLow, 0, {.spent = 400, .expected = 1300}, "cash"), "Work account has $13.00 left",
         "At $4.00 on an average day it lasts 3 more days. Top it up before it is gone. Balance: cash.",
         "Work account 剩余 $13.00", "按平均每天 $4.00，还可用 3 天。请在用完前充值。余额类别：cash。"},
        {"credit of a last day", ofAccount(AlertKind::CreditLow, 0, {.spent = 400, .expected = 500}), "Work account has $5.00 left",
         "At $4.00 on an average day it lasts 1 more day. Top it up before it is gone.",
         "Work account 剩余 $5.00", "按平均每天 $4.00，还可用 1 天。请在用完前充值。"},
        {"credit of less than a day", ofAccount(AlertKind::CreditLow, 0, {.spent = 400, .expected = 100}), "Work account has $1.00 left",
         "At $4.00 on an average day it does not last another day. Top it up before it is gone.",
         "Work account 剩余 $1.00", "按平均每天 $4.00，已不够一天。请在用完前充值。"},
        {"prepaid credit nearly used", ofPlan(AlertKind::PlanLow, 80, {.spent = 2400, .available = 3000, .expected = 600}), "Prepaid has $6.00 left",
         "$24.00 of $30.00 is gone. Usage after that is to be paid for.",
         "Prepaid 剩余 $6.00", "$30.00 中已用 $24.00。用完后的用量需要付费。"},
        {"prepaid credit used up", ofPlan(AlertKind::PlanLow, 100, {.spent = 3000, .available = 3000}, "qwen3-max"), "Prepaid is used up",
         "$30.00 of $30.00 is gone. From now on usage is to be paid for. Most was used by qwen3-max.",
         "Prepaid 已用完", "$30.00 中已用 $30.00。从现在起的用量需要付费。用得最多的是 qwen3-max。"},
        {"prepaid credit that ends", ofPlan(AlertKind::PlanExpiring, 0, {.spent = 1000, .available = 3000, .expected = 2000}), "Prepaid ends soon with $20.00 left",
         "$10.00 of $30.00 is gone. What is left can be used through 30 Nov, then it is lost.",
         "Prepaid 即将到期，还剩 $20.00", "$30.00 中已用 $10.00。剩余部分可用到 11 月 30 日，之后作废。"},
        {"no longer so", noLongerSo(thresholdOf(80, 4020)), "Team has used 80 % of $50.00",
         "This is no longer so. November 2026: $40.20 of $50.00 used. Left through 30 Nov: $9.80.",
         "Team 已用去 $50.00 的 80%", "现已不再成立。2026 年 11 月：已用 $40.20，可用 $50.00。到 11 月 30 日 为止剩余 $9.80。"},
    };
}

/// A space between a number and its unit does not break; here they are written alike.
QString plain(QString text)
{
    return text.replace(QChar{0xA0}, QLatin1Char(' '));
}

Zone berlin()
{
    return Zone::byId("Europe/Berlin").value();
}

} // namespace

class tst_AlertText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void sentences_data();
    void sentences();
    void everyKindIsHere();
    void severalAreOneMessage();
};

void tst_AlertText::cleanup()
{
    language::apply(QStringLiteral("en"));
}

void tst_AlertText::sentences_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("language");
    const std::vector<Case> all = cases();
    for (int i = 0; i < int(all.size()); ++i) {
        for (const char *language : {"en", "zh_CN"}) {
            QTest::addRow("%s, %s", all[std::size_t(i)].name, language) << i << QString::fromLatin1(language);
        }
    }
}

/// What stands in a desktop's notification and in every form of a webhook.
void tst_AlertText::sentences()
{
    QFETCH(int, index);
    QFETCH(QString, language);
    language::apply(language);
    const Case wanted = cases()[std::size_t(index)];
    const bool isEnglish = language == QStringLiteral("en");
    const QString title = QString::fromUtf8(isEnglish ? wanted.title : wanted.titleZh);
    const QString text = QString::fromUtf8(isEnglish ? wanted.text : wanted.textZh);
    const Message message = messageOf({wanted.alert}, "key", Now, berlin());
    QCOMPARE(plain(message.title), title);
    QCOMPARE(plain(message.text), text);
    const auto bodyOf = [&](WebhookForm form) { return QJsonDocument::fromJson(webhookBody(form, message)).object(); };
    const QString both = title + QLatin1Char('\n') + text;
    const QString name = QStringLiteral("text");
    const QString content = QStringLiteral("content");
    QCOMPARE(plain(bodyOf(WebhookForm::Json)[QStringLiteral("title")].toString()), title);
    QCOMPARE(plain(bodyOf(WebhookForm::Json)[name].toString()), text);
    QCOMPARE(plain(bodyOf(WebhookForm::Slack)[name].toString()), both);
    QCOMPARE(plain(bodyOf(WebhookForm::Discord)[content].toString()).remove(QLatin1Char('\\')), both); // no marks but escapes
    QCOMPARE(plain(bodyOf(WebhookForm::Feishu)[content].toObject()[name].toString()), both);
    QCOMPARE(plain(bodyOf(WebhookForm::DingTalk)[name].toObject()[content].toString()), both);
    QCOMPARE(plain(bodyOf(WebhookForm::WeCom)[name].toObject()[content].toString()), both);
    QVERIFY(!message.text.contains(QStringLiteral("Today")) && !message.text.contains(QStringLiteral("今天"))); // it may be read tomorrow
}

void tst_AlertText::everyKindIsHere()
{
    std::set<int> kinds;
    for (const Case &each : cases()) {
        kinds.insert(int(each.alert.key.kind));
    }
    constexpr int Last = int(AlertKind::PlanExpiring);
    QCOMPARE(int(kinds.size()), Last); // numbers begin at 1 and leave none out
    QCOMPARE(*kinds.rbegin(), Last);
}

void tst_AlertText::severalAreOneMessage()
{
    const Message message = messageOf({alertOf(AlertKind::Exceeded, "Team", {.spent = 5240}), unpriced()}, "key", Now, berlin());
    QCOMPARE(message.title, QStringLiteral("2 alerts from Tokenmeter"));
    QCOMPARE(plain(message.text),
             QStringLiteral("Team is over its limit by $2.40 – November 2026: $52.40 of $50.00 used. Nothing is left through 30 Nov: stop what can wait, or raise the "
                            "limit.\nTeam is uncertain: 3 requests without a price – November 2026: at least $30.00 of $50.00 used. Set a price for this usage to know "
                            "the whole amount."));
    QVERIFY(message.isUrgent);
    // A name that would look like markup, or steer a terminal, stays visible text.
    const Message odd = messageOf({alertOf(AlertKind::Exceeded, "<b>\x1b[1m", {.spent = 5240})}, "key", Now, berlin());
    QVERIFY(odd.title.startsWith(QStringLiteral("<b>")));
    QVERIFY(!odd.title.contains(QChar{0x1b}));
}

TOKENMETER_TEST(tst_AlertText);

} // namespace test_AlertText

#include "tst_AlertText.moc"
