// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/ChangeSplit.h"
#include "core/Decimal.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>
#include <numeric>
#include <random>

namespace test_ChangeSplit
{

using namespace tokenmeter;
using Kind = ChangeClass::Kind;

namespace
{

constexpr Int128 Nano = 1'000'000'000;

ChangeClass classOf(const QString &name)
{
    const QStringList prompt{QStringLiteral("input"), QStringLiteral("cache_read"), QStringLiteral("cache_write_5m"), QStringLiteral("cache_write_1h")};
    const auto place = prompt.indexOf(name);
    return place >= 0 ? ChangeClass{Kind::Prompt, std::uint8_t(place)} : name == QStringLiteral("output") ? ChangeClass{Kind::Output, 0} : ChangeClass{Kind::Fee, 0};
}

std::vector<ChangeGroup> groupsOf(const QJsonArray &groups, int period)
{
    std::vector<ChangeGroup> result;
    for (const QJsonValue &value : groups) {
        if (value[QStringLiteral("period")].toInt() != period) {
            continue;
        }
        ChangeGroup group{.project = value[QStringLiteral("project")].toString().toStdString(),
                          .model = value[QStringLiteral("model")].toString().toStdString(),
                          .currency = Currency{value[QStringLiteral("currency")].toString().toStdString()},
                          .requests = value[QStringLiteral("requests")].toInteger(),
                          .unpriced = value[QStringLiteral("unpriced")].toInteger()};
        const QJsonObject parts = value[QStringLiteral("parts")].toObject();
        for (auto part = parts.begin(); part != parts.end(); ++part) {
            const QJsonArray figures = part.value().toArray();
            const auto nano = [&](int at) { return Int128(figures[at].toInteger()) * Nano; };
            group.parts[classOf(part.key())] = {.amount = figures[0].toInteger(), .base = nano(1), .service = nano(2), .actual = nano(3), .display = nano(4)};
        }
        result.push_back(std::move(group));
    }
    return result;
}

QJsonArray cases()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/01-change-decomposition.json")};
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("no cases");
    }
    return QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("cases")].toArray();
}

Int128 sumOf(const ChangeEffects &effects)
{
    return std::accumulate(effects.begin(), effects.end(), Int128{0});
}

std::string text(Int128 atto)
{
    return formatDecimal(atto, 18);
}

/// One project, one model, one class each of prompt and output, everything at its base price.
ChangeGroup plain(std::int64_t requests, std::int64_t input, std::int64_t read, std::int64_t output, std::int64_t inputPrice, std::int64_t outputPrice)
{
    ChangeGroup group{.project = "app", .model = "m", .currency = Currency{"USD"}, .requests = requests};
    const auto add = [&](ChangeClass part, std::int64_t tokens, std::int64_t price) {
        const Int128 cost = Int128(tokens) * price;
        group.parts[part] = {.amount = tokens, .base = cost, .service = cost, .actual = cost, .display = cost};
    };
    add({Kind::Prompt, 0}, input, inputPrice);
    add({Kind::Prompt, 1}, read, inputPrice / 10);
    add({Kind::Output, 0}, output, outputPrice);
    return group;
}

/// Months as they come: any project may be missing, any class, any price and tier.
std::vector<ChangeGroup> randomMonth(std::mt19937 &random)
{
    const auto below = [&](int most) { return std::uniform_int_distribution<std::int64_t>{0, most - 1}(random); };
    std::vector<ChangeGroup> groups;
    for (const char *project : {"a", "b", "c"}) {
        for (const char *model : {"opus", "sonnet", "qwen"}) {
            if (below(4) == 0) {
                continue;
            }
            ChangeGroup group{.project = project, .model = model, .currency = Currency{"USD"}, .requests = 1 + below(500), .unpriced = below(9) == 0 ? 1 : 0};
            for (const ChangeClass part : {ChangeClass{Kind::Prompt, 0}, ChangeClass{Kind::Prompt, 1}, ChangeClass{Kind::Output, 0}, ChangeClass{Kind::Fee, 0}}) {
                if (below(3) == 0) {
                    continue;
                }
                const std::int64_t amount = 1 + below(part.kind == Kind::Fee ? 50 : 3'000'000);
                const Int128 base = Int128(amount) * (1 + below(30'000'000)) * 1'000'000;
                const Int128 service = base * (below(2) == 0 ? 2 : 1) / 2 * 2;
                const Int128 actual = service + (below(3) == 0 ? service : 0);
                group.parts[part] = {.amount = amount, .base = base, .service = service, .actual = actual, .display = actual * 7 / 50};
            }
            groups.push_back(std::move(group));
        }
    }
    return groups;
}

} // namespace

class tst_ChangeSplit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void referenceCases_data();
    void referenceCases();
    void oneFactorAlone_data();
    void oneFactorAlone();
    void byHand();
    void randomMonthsAddUp();
    void nothing();
};

void tst_ChangeSplit::referenceCases_data()
{
    QTest::addColumn<QJsonObject>("each");
    for (const QJsonValue &value : cases()) {
        QTest::newRow(qPrintable(value[QStringLiteral("name")].toString())) << value.toObject();
    }
}

void tst_ChangeSplit::referenceCases()
{
    QFETCH(const QJsonObject, each);
    const QJsonArray groups = each[QStringLiteral("groups")].toArray();
    const Change change = splitChange(groupsOf(groups, 0), groupsOf(groups, 1));
    const QJsonObject expected = each[QStringLiteral("expected")].toObject();
    QCOMPARE(text(change.before), text(Int128(expected[QStringLiteral("cost0_nano")].toInteger()) * Nano));
    QCOMPARE(text(change.after), text(Int128(expected[QStringLiteral("cost1_nano")].toInteger()) * Nano));
    QCOMPARE(text(sumOf(change.effects)), text(change.after - change.before));
    const QJsonObject effects = expected[QStringLiteral("effects_nano")].toObject();
    QCOMPARE(effects.size(), qsizetype(ChangeEffectCount));
    for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
        const char *key = keyOf(ChangeEffect(i));
        QVERIFY2(effects.contains(QLatin1String(key)), key);
        const Int128 wanted = Int128(effects[QLatin1String(key)].toInteger()) * Nano;
        const Int128 off = change.effects[i] > wanted ? change.effects[i] - wanted : wanted - change.effects[i];
        QVERIFY2(off <= Int128(change.leaves.size()) * Nano, (std::string{key} + ' ' + text(change.effects[i])).c_str());
    }
    std::map<std::string, ChangeEffects> byProject;
    for (const ChangeLeaf &leaf : change.leaves) {
        QCOMPARE(text(sumOf(leaf.effects)), text(leaf.after - leaf.before));
        for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
            byProject[leaf.project][i] += leaf.effects[i];
        }
    }
    const QJsonObject projects = expected[QStringLiteral("by_project_nano")].toObject();
    for (auto project = projects.begin(); project != projects.end(); ++project) {
        for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
            const Int128 wanted = Int128(project.value()[QLatin1String(keyOf(ChangeEffect(i)))].toInteger()) * Nano;
            const Int128 off = byProject[project.key().toStdString()][i] - wanted;
            QVERIFY((off < 0 ? -off : off) <= Int128(change.leaves.size()) * Nano);
        }
    }
}

void tst_ChangeSplit::oneFactorAlone_data()
{
    QTest::addColumn<int>("effect");
    for (const ChangeEffect effect : {ChangeEffect::Volume, ChangeEffect::Intensity, ChangeEffect::AnswerShare, ChangeEffect::Cache, ChangeEffect::Price, ChangeEffect::Service,
                                      ChangeEffect::Tier, ChangeEffect::Currency}) {
        QTest::newRow(keyOf(effect)) << int(effect);
    }
}

/// Two months that differ in one factor: it has all of the change, and every other part is 0 to the last digit, though thirds and
/// sevenths have no end as binary fractions.
void tst_ChangeSplit::oneFactorAlone()
{
    QFETCH(const int, effect);
    // 21 requests of 1000 tokens: 300 input, 500 read, 200 output.
    const ChangeGroup before = plain(21, 6'300, 10'500, 4'200, 3'000'000'000'000, 15'000'000'000'000);
    ChangeGroup after = before;
    const auto scale = [&after](Int128 ChangePart::*which, int factor) {
        for (auto &[part, values] : after.parts) {
            values.*which = values.*which / 7 * factor;
        }
    };
    switch (ChangeEffect(effect)) {
    case ChangeEffect::Volume: after = plain(49, 14'700, 24'500, 9'800, 3'000'000'000'000, 15'000'000'000'000); break;
    case ChangeEffect::Intensity: after = plain(21, 18'900, 31'500, 12'600, 3'000'000'000'000, 15'000'000'000'000); break;
    case ChangeEffect::AnswerShare: after = plain(21, 3'150, 5'250, 12'600, 3'000'000'000'000, 15'000'000'000'000); break;
    case ChangeEffect::Cache: after = plain(21, 2'100, 14'700, 4'200, 3'000'000'000'000, 15'000'000'000'000); break;
    case ChangeEffect::Price: after = plain(21, 6'300, 10'500, 4'200, 1'000'000'000'000, 7'000'000'000'000); break;
    case ChangeEffect::Service:
        scale(&ChangePart::service, 3);
        scale(&ChangePart::actual, 3);
        scale(&ChangePart::display, 3);
        break;
    case ChangeEffect::Tier:
        scale(&ChangePart::actual, 11);
        scale(&ChangePart::display, 11);
        break;
    case ChangeEffect::Currency: scale(&ChangePart::display, 5); break;
    default: QFAIL("not a factor of one model");
    }
    for (const bool turned : {false, true}) {
        const std::vector<ChangeGroup> first{turned ? after : before};
        const std::vector<ChangeGroup> second{turned ? before : after};
        const Change change = splitChange(first, second);
        QVERIFY(change.after != change.before);
        for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
            QCOMPARE(text(change.effects[i]), text(int(i) == effect ? change.after - change.before : Int128{0}));
        }
    }
}

/// Two factors by hand. 100 requests of 2,000 tokens at 3 per million, then 150 at 2: 0.60 both times. Volume alone would add 0.30 first
/// or 0.20 last, so 0.25 on average; the price takes 0.20 first or 0.30 last. 100 -> 150 requests with a new model taking the growth:
/// the old one's share falls from 1 to 2/3, its cost stays 0.60, so what volume adds its mix takes away: on average of both orders
/// 0.60 * (0.5 * 1 + 0.5 * 2/3) = 0.25 * 2, that is 0.25 = 0.6 * 0.5 * (1 + 2/3) / 2. The new one enters by volume and mix alone.
void tst_ChangeSplit::byHand()
{
    ChangeGroup before{.project = "app", .model = "old", .currency = Currency{"USD"}, .requests = 100};
    const Int128 cost = Int128(600'000'000) * Nano;
    before.parts[{Kind::Prompt, 0}] = {.amount = 200'000, .base = cost, .service = cost, .actual = cost, .display = cost};
    ChangeGroup grown = before;
    grown.requests = 150;
    grown.parts.begin()->second.amount = 300'000;
    const Change both = splitChange(std::vector{before}, std::vector{grown});
    QCOMPARE(std::llround(double(both.effects[std::size_t(ChangeEffect::Volume)]) / 1e9), 250'000'000LL);
    QVERIFY(both.effects[std::size_t(ChangeEffect::Price)] == -both.effects[std::size_t(ChangeEffect::Volume)]);

    ChangeGroup added{.project = "app", .model = "new", .currency = Currency{"USD"}, .requests = 50};
    const Int128 small = Int128(100'000'000) * Nano;
    added.parts[{Kind::Prompt, 0}] = {.amount = 100'000, .base = small, .service = small, .actual = small, .display = small};
    const Change mixed = splitChange(std::vector{before}, std::vector{before, added});
    QCOMPARE(mixed.leaves.size(), std::size_t{2});
    QCOMPARE(mixed.leaves[0].model, std::string{"new"});
    QVERIFY(mixed.leaves[0].isNewModel && !mixed.leaves[1].isNewModel);
    // old: volume 0.25, mix -0.25. new: requests 100 -> 150, share 0 -> 1/3, at 0.002 a request: volume (1/3)/2 * 50 * 0.002 = 1/60,
    // mix (1/3) * 125 * 0.002 = 5/60.
    QCOMPARE(std::llround(double(mixed.leaves[1].effects[std::size_t(ChangeEffect::Volume)]) / 1e9), 250'000'000LL);
    QCOMPARE(std::llround(double(mixed.leaves[1].effects[std::size_t(ChangeEffect::ModelMix)]) / 1e9), -250'000'000LL);
    QCOMPARE(std::llround(double(mixed.leaves[0].effects[std::size_t(ChangeEffect::Volume)]) / 1e9), 16'666'667LL);
    QCOMPARE(std::llround(double(mixed.leaves[0].effects[std::size_t(ChangeEffect::ModelMix)]) / 1e9), 83'333'333LL);
    QCOMPARE(text(mixed.ofNewModels), text(mixed.leaves[0].effects[std::size_t(ChangeEffect::ModelMix)]));
    QCOMPARE(text(mixed.effects[std::size_t(ChangeEffect::Price)]), std::string{"0"});
    QCOMPARE(text(sumOf(mixed.effects)), std::string{"0.1"});
}

/// Whatever the months: leaves and effects add up to the last digit, and turned round every effect turns its sign (but for the atto
/// that rounding hands to the other factor, and what doubles cannot tell apart).
void tst_ChangeSplit::randomMonthsAddUp()
{
    std::mt19937 random{20261129};
    for (int round = 0; round < 3'000; ++round) {
        const std::vector<ChangeGroup> first = randomMonth(random);
        const std::vector<ChangeGroup> second = randomMonth(random);
        const Change there = splitChange(first, second);
        const Change back = splitChange(second, first);
        Int128 before = 0;
        for (const ChangeGroup &group : first) {
            for (const auto &[part, values] : group.parts) {
                before += values.display;
            }
        }
        QVERIFY(there.before == before);
        QVERIFY(sumOf(there.effects) == there.after - there.before);
        QVERIFY(there.leaves.size() == back.leaves.size());
        for (std::size_t i = 0; i < there.leaves.size(); ++i) {
            const ChangeLeaf &leaf = there.leaves[i];
            QVERIFY(sumOf(leaf.effects) == leaf.after - leaf.before);
            double size = std::max(double(leaf.before), double(leaf.after));
            for (const Int128 effect : leaf.effects) {
                size = std::max(size, std::abs(double(effect)));
            }
            for (std::size_t k = 0; k < ChangeEffectCount; ++k) {
                const auto turned = ChangeEffect(k) == ChangeEffect::NewProjects    ? std::size_t(ChangeEffect::GoneProjects)
                                    : ChangeEffect(k) == ChangeEffect::GoneProjects ? std::size_t(ChangeEffect::NewProjects)
                                                                                     : k;
                QVERIFY2(std::abs(double(leaf.effects[k] + back.leaves[i].effects[turned])) <= 2 + size * 1e-14, keyOf(ChangeEffect(k)));
            }
        }
    }
}

void tst_ChangeSplit::nothing()
{
    const Change none = splitChange({}, {});
    QVERIFY(none.leaves.empty());
    QVERIFY(sumOf(none.effects) == 0);
    const std::vector<ChangeGroup> only{plain(3, 30, 30, 30, 1'000'000'000'000, 1'000'000'000'000)};
    const Change appeared = splitChange({}, only);
    QCOMPARE(text(appeared.effects[std::size_t(ChangeEffect::NewProjects)]), text(appeared.after));
    QVERIFY(splitChange(only, only).effects == ChangeEffects{});
}

TOKENMETER_TEST(tst_ChangeSplit);

} // namespace test_ChangeSplit

#include "tst_ChangeSplit.moc"
