// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"

#include "pricing/Proposal.h"

#include <QtTest>

namespace test_Proposal
{

using namespace tokenmeter;

class tst_Proposal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameIsNoChange();
    void changes_data();
    void changes();
    void readsAndRefuses();
    void pricesFollowTheCatalogue();
};

namespace
{

constexpr const char *Row = R"({"from": "2026-01-01", "input": "4", "output": "8", "status": "verified", "sources": ["s"], "seen": "2026-01"})";

const std::string Current = std::string{R"({"schema": 1, "version": "2026-01-02", "newest_source": "2026-01-01",
 "providers": [{"id": "p", "name": "P", "kind": "lab", "currency": "USD", "names": ["p"], "prefixes": ["p/"]}],
 "alias_moves": [{"alias": "m-latest", "provider": "p", "model": "p/m"}],
 "models": [{"key": "p/m", "provider": "p", "id": "m", "display_name": "M", "family": "m", "currency": "USD",
  "aliases": ["m", "m-1"], "prices": [
  {"to": "2026-01-01", "input": "5", "output": "10", "status": "verified", "sources": ["s"], "seen": "2026-01"},
  )"} + Row + R"(], "service_tiers": [{"name": "batch", "multiplier": "0.5", "sources": ["s"]}]},
 {"key": "p/n", "provider": "p", "id": "n", "display_name": "N", "family": "n", "currency": "USD", "aliases": ["n"],
  "prices": [{"input": "0", "output": "0", "status": "verified", "sources": ["s"], "seen": "2026-01"}]}]})";

std::string textOf(const CatalogueChange &c)
{
    static constexpr const char *kinds[] = {"model added", "model removed", "price added",   "price removed", "closed",
                                            "period",      "price",         "tiers",         "regions",       "fees",
                                            "currency",    "names",         "alias moved",   "provider"};
    std::string text = std::string{kinds[std::size_t(c.kind)]} + ' ' + c.model;
    if (!c.priceClass.empty()) {
        text += ' ' + c.priceClass;
    }
    if (!c.before.empty() || !c.after.empty()) {
        text += ' ' + (c.before.empty() ? "-" : c.before) + " to " + (c.after.empty() ? "-" : c.after);
    }
    const std::pair<std::uint32_t, const char *> guards[] = {{TenTimesGuard, "ten times"},     {PaidToFreeGuard, "free"},
                                                             {OutputBelowHalfGuard, "output"}, {ClosedRowGuard, "closed row"},
                                                             {RemovedGuard, "removed"},        {CurrencyGuard, "currency"}};
    for (const auto &[bit, name] : guards) {
        if ((c.guards & bit) != 0) {
            text += std::string{" !"} + name;
        }
    }
    return text;
}

} // namespace

void tst_Proposal::theSameIsNoChange()
{
    const Result<Proposal> same = readProposal(*Catalogue::builtIn(), catalogueJson());
    QVERIFY(same);
    QVERIFY(same->changes.empty());
    QVERIFY(!same->isSuspicious());
    QVERIFY(!same->isOlder);
}

void tst_Proposal::changes_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const std::string &what, const std::string &by, const char *expected) {
        QTest::newRow(name) << QString::fromStdString(what) << QString::fromStdString(by) << QString::fromUtf8(expected);
    };
    const std::string price = Row;
    const auto closedThen = [&](const std::string &input, const std::string &output) {
        return replaced(price, "\"from\": \"2026-01-01\"", "\"from\": \"2026-01-01\", \"to\": \"2026-03-01\"") + ", "
            + replaced(replaced(replaced(price, "2026-01-01", "2026-03-01"), "\"4\"", '"' + input + '"'), "\"8\"",
                       '"' + output + '"');
    };
    row("a cut, as it should be written", price, closedThen("2", "4"), "closed p/m - to 2026-03-01; price added p/m 4/8 to 2/4");
    row("exactly ten times", price, closedThen("40", "80"), "closed p/m - to 2026-03-01; price added p/m 4/8 to 40/80");
    row("more than ten times", price, closedThen("40.1", "80"),
        "closed p/m - to 2026-03-01; price added p/m 4/8 to 40.1/80 !ten times");
    row("a tenth and less", price, closedThen("0.39", "0.8"),
        "closed p/m - to 2026-03-01; price added p/m 4/8 to 0.39/0.8 !ten times");
    row("free of a sudden", price, closedThen("0", "0"), "closed p/m - to 2026-03-01; price added p/m 4/8 to 0/0 !free");
    row("output half of input", price, closedThen("4", "2"), "closed p/m - to 2026-03-01; price added p/m 4/8 to 4/2");
    row("output below half of input", price, closedThen("4", "1.99"),
        "closed p/m - to 2026-03-01; price added p/m 4/8 to 4/1.99 !output");
    row("changed in place", "\"4\"", "\"3\"", "price p/m input 4 to 3");
    row("a class added", "\"input\": \"4\"", "\"input\": \"4\", \"cached_input\": \"1\"", "price p/m cached_input - to 1");
    row("free in place", "\"8\"", "\"0\"", "price p/m output 8 to 0 !free !output");
    row("history changed", "\"5\"", "\"6\"", "price p/m input 5 to 6 !closed row");
    row("another end of history", "{\"to\": \"2026-01-01\"", "{\"to\": \"2025-12-01\"",
        "period p/m 2026-01-01 to 2025-12-01 !closed row");
    row("a row removed", ",\n  " + price, "", "price removed p/m !removed");
    row("a tier of the context", price, price + ", " + replaced(replaced(price, "\"input\"", "\"tier_min_context\": 1000, \"input\""),
                                                                "\"4\"", "\"400\""),
        "price added p/m 4/8 to 400/8 !ten times !output");
    row("another discount", "\"0.5\"", "\"0.6\"", "tiers p/m");
    row("a discount of 95 percent", "\"0.5\"", "\"0.05\"", "tiers p/m !ten times");
    row("fees", "\"service_tiers\"", "\"fees\": {\"web_search_per_1000\": \"1\"}, \"service_tiers\"", "fees p/m");
    row("regions", "\"service_tiers\"", "\"regions\": [{\"scope\": \"us\", \"multiplier\": \"1.1\"}], \"service_tiers\"", "regions p/m");
    row("one more name", "\"m-1\"]", "\"m-1\", \"m-2\"]", "names p/m");
    row("one name less", ", \"m-1\"]", "]", "names p/m !removed");
    row("an alias elsewhere", "\"model\": \"p/m\"", "\"model\": \"p/n\"", "alias moved m-latest");
    row("a provider", "\"names\": [\"p\"]", "\"names\": [\"p\", \"pp\"]", "provider p");
    row("a note alone", "\"sources\": [\"s\"], \"seen\"", "\"note\": \"x\", \"sources\": [\"s\"], \"seen\"", "");
    row("renamed", "\"key\": \"p/n\", \"provider\": \"p\", \"id\": \"n\"", "\"key\": \"p/o\", \"provider\": \"p\", \"id\": \"o\"",
        "model removed p/n !removed; model added p/o - to 0/0");
}

void tst_Proposal::changes()
{
    QFETCH(QString, what);
    QFETCH(QString, by);
    QFETCH(QString, expected);
    const std::string changed = replaced(Current, what.toStdString(), by.toStdString());
    QVERIFY(changed != Current);
    const std::shared_ptr<const Catalogue> current = *Catalogue::fromJson(Current);
    const Result<Proposal> proposal = readProposal(*current, changed);
    QVERIFY2(proposal, proposal ? "" : (proposal.problem().args[0] + ": " + proposal.problem().args[1]).c_str());
    std::string text;
    for (const CatalogueChange &change : proposal->changes) {
        text += (text.empty() ? "" : "; ") + textOf(change);
    }
    QCOMPARE(QString::fromStdString(text), expected);
    QCOMPARE(proposal->isSuspicious(), expected.contains(QLatin1Char('!')));
}

void tst_Proposal::readsAndRefuses()
{
    const std::shared_ptr<const Catalogue> current = *Catalogue::fromJson(Current);
    const Result<Proposal> older = readProposal(*current, replaced(Current, "2026-01-02", "2026-01-01"));
    QVERIFY(older);
    QVERIFY(older->isOlder && older->isSuspicious());
    QCOMPARE(older->currentVersion, std::string{"2026-01-02"});
    QCOMPARE(older->version, std::string{"2026-01-01"});
    const Result<Proposal> broken = readProposal(*current, Current.substr(0, 100));
    QVERIFY(!broken);
    QCOMPARE(broken.problem().cause, Cause::BadCatalogue);
}

void tst_Proposal::pricesFollowTheCatalogue()
{
    // what the proposal carries prices usage: 1,000 x 3 instead of 1,000 x 4
    const std::shared_ptr<const Catalogue> current = *Catalogue::fromJson(Current);
    const Result<Proposal> proposal = readProposal(*current, replaced(Current, "\"4\"", "\"3\""));
    const PriceQuery q{.provider = "p", .model = "m", .time = at("2026-02-01"), .tokens = {.input = 1000}};
    QCOMPARE(costText(q, Pricer{current, {}}.rateOf(q)), std::string{"0.004 USD"});
    QCOMPARE(costText(q, Pricer{proposal->catalogue, {}}.rateOf(q)), std::string{"0.003 USD"});
}

TOKENMETER_TEST(tst_Proposal);

} // namespace test_Proposal

#include "tst_Proposal.moc"
