// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "Mutator.h"
#include "Properties.h"
#include "Samples.h"
#include "Targets.h"
#include "Watchdog.h"
#include "import/LogFile.h"
#include "import/Profile.h"
#include "import/formats/Generic.h"
#include "pricing/Catalogue.h"
#include "pricing/ListMerge.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QtTest>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

namespace test_Fuzz
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

std::uint64_t numberFrom(const char *variable, std::uint64_t otherwise)
{
    bool ok = false;
    const std::uint64_t value = qEnvironmentVariable(variable).toULongLong(&ok);
    return ok ? value : otherwise;
}

std::string memberOf(const std::string &path)
{
    const Result<LogFile> file = LogFile::open(path);
    std::string text(file ? 1U << 20 : 0U, '\0'); // none is so large
    text.resize(std::size_t(std::max<std::int64_t>(file ? file->readAt(0, text.data(), text.size()) : 0, 0)));
    return text;
}

} // namespace

/// Damaged inputs: never a crash, a hang, an impossible record, content in a problem, or harm to other lines.
/// TOKENMETER_FUZZ_SECONDS (a test), TOKENMETER_FUZZ_SEED and TOKENMETER_FUZZ_COUNT change what is tried.
class tst_Fuzz : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void samplesAreGood();
    void findings_data();
    void findings();
    void files_data();
    void files();
    void packedAndBeside_data();
    void packedAndBeside();
    void linesAreIndependent();
    void savedStates();
    void profiles();
    void catalogues();
    void priceLists();

private:
    /// Tries inputs until it is enough. @param attempt returns what is wrong
    void tryAll(const char *test, std::uint64_t count, const std::function<std::string(Mutator &)> &attempt);
    Reader m_reader{};
};

void tst_Fuzz::tryAll(const char *test, std::uint64_t count, const std::function<std::string(Mutator &)> &attempt)
{
    const std::uint64_t seed = numberFrom("TOKENMETER_FUZZ_SEED", 1);
    const auto milliseconds = qint64(1000 * numberFrom("TOKENMETER_FUZZ_SECONDS", 0));
    count = numberFrom("TOKENMETER_FUZZ_COUNT", count);
    QElapsedTimer timer;
    timer.start();
    Watchdog watchdog{test};
    std::uint64_t tried = 0;
    while (milliseconds > 0 ? timer.elapsed() < milliseconds : tried < count) {
        watchdog.begin(seed + tried);
        Mutator mutator{seed + tried};
        const std::string complaint = attempt(mutator);
        if (!complaint.empty()) {
            QFAIL(qPrintable(QStringLiteral("%1 with TOKENMETER_FUZZ_SEED=%2 TOKENMETER_FUZZ_COUNT=1: %3")
                                 .arg(QLatin1String{test})
                                 .arg(seed + tried)
                                 .arg(QString::fromStdString(complaint))));
        }
        ++tried;
    }
    if (milliseconds > 0) {
        qInfo("%s: %llu inputs, %.0f a second", test, static_cast<unsigned long long>(tried),
              double(tried) * 1000 / double(std::max<qint64>(1, timer.elapsed())));
    }
}

/// The undamaged files hold the marker, give records, and nothing that was said is in what they give.
void tst_Fuzz::samplesAreGood()
{
    for (const Sample &sample : samples()) {
        // Tables and sums have no place for what was said; that of a database of Zed stands in hexadecimal digits.
        const std::string_view id = sample.format.id;
        const bool isSilent = id.ends_with("-csv") || id == "zed" || id == "ccusage" || id == "tokscale";
        const bool speaks = !isSilent && sample.name != "msg_json0.json";
        QVERIFY2(!speaks || holdsMarker(sample.text), sample.name.c_str());
        const Outcome outcome = m_reader.read(sample.format, sample.name, sample.text);
        QCOMPARE(outcome.complaint, std::string{});
        const bool isOfTheUser = sample.name == "journal.jsonl" || sample.name == "msg_json0.json";
        QVERIFY2(!outcome.records.empty() || outcome.charges > 0 || isOfTheUser, sample.name.c_str());
        for (const auto &[identity, found] : outcome.records) {
            QVERIFY2(!holdsMarker(found), sample.name.c_str());
        }
        for (const std::string &state : outcome.states) {
            QVERIFY(!holdsMarker(state));
        }
    }
}

/// What was ever found wrong stays mended, and what reaches most of the code is tried everywhere: the inputs that tests/fuzz/coverage found,
/// by themselves and many in an archive.
void tst_Fuzz::findings_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("path");
    QDirIterator found{QStringLiteral(FIXTURES "/fuzz"), QDir::Files, QDirIterator::Subdirectories};
    while (found.hasNext()) {
        const QFileInfo file{found.next()};
        const QString target = file.dir().dirName();
        QTest::addRow("%s/%s", qPrintable(target), qPrintable(file.fileName())) << target << file.filePath();
    }
}

void tst_Fuzz::findings()
{
    QFETCH(QString, target);
    QFETCH(QString, path);
    const FuzzTarget *const known = fuzzTarget(target.toStdString());
    QVERIFY2(known != nullptr, "the folder's name is none of a target");
    const std::string file = path.toStdString();
    if (!file.ends_with(".zip")) {
        const std::string complaint = complaintAbout(m_reader, *known, contentOf(file));
        QVERIFY2(complaint.empty(), complaint.c_str());
        return;
    }
    const std::optional<std::vector<std::string>> members = archiveMembers(file);
    QVERIFY(members && !members->empty());
    Watchdog watchdog{"findings"};
    for (const std::string &member : *members) {
        watchdog.begin(0);
        const std::string complaint = complaintAbout(m_reader, *known, memberOf(file + '/' + member));
        QVERIFY2(complaint.empty(), (member + ": " + complaint).c_str());
    }
}

void tst_Fuzz::files_data()
{
    QTest::addColumn<QString>("format");
    std::set<std::string> ids;
    for (const Sample &sample : samples()) {
        const bool isNew = ids.emplace(sample.format.id).second;
        if (isNew) {
            QTest::newRow(std::string{sample.format.id}.c_str()) << QString::fromStdString(std::string{sample.format.id});
        }
    }
}

/// Damage anywhere in a file, line ends included.
void tst_Fuzz::files()
{
    QFETCH(QString, format);
    std::vector<const Sample *> chosen;
    for (const Sample &sample : samples()) {
        if (sample.format.id == format.toStdString()) {
            chosen.push_back(&sample);
        }
    }
    tryAll(QTest::currentDataTag(), 600, [&](Mutator &mutator) -> std::string {
        const Sample &sample = *chosen[mutator.below(chosen.size())];
        const std::string text = mutator.damaged(sample.text);
        if (mutator.keptPlaces()) {
            for (const auto &[identity, found] : m_reader.read(sample.format, sample.name, text).records) {
                if (holdsMarker(found)) {
                    return "a name holds content";
                }
            }
        }
        return complaintAbout(m_reader, sample.format, sample.name, text, mutator.below(8 * text.size() + 8));
    });
}

void tst_Fuzz::packedAndBeside_data()
{
    QTest::addColumn<QString>("target");
    for (const FuzzTarget &target : fuzzTargets()) {
        if (target.kind == FuzzTarget::Kind::Packed || target.kind == FuzzTarget::Kind::Beside) {
            QTest::newRow(target.name.c_str()) << QString::fromStdString(target.name);
        }
    }
}

/// Logs as they are packed, and what lies beside logs. Undamaged they give records, in which nothing is that was said.
void tst_Fuzz::packedAndBeside()
{
    QFETCH(QString, target);
    const FuzzTarget &known = *fuzzTarget(target.toStdString());
    const std::string &seed = known.seeds.front();
    const std::string complaint = complaintAbout(m_reader, known, seed);
    QVERIFY2(complaint.empty(), complaint.c_str());
    if (known.kind == FuzzTarget::Kind::Beside && !known.file.empty()) {
        const Outcome outcome = readBeside(m_reader, known, seed);
        QVERIFY(!outcome.records.empty());
        QVERIFY(std::none_of(outcome.records.begin(), outcome.records.end(), [](const auto &each) { return holdsMarker(each.second); }));
    }
    if (known.kind == FuzzTarget::Kind::Packed) {
        m_reader.put(known.file, seed);
        const std::string inside = known.file + (target == QLatin1String("packed.zip") ? "/demo/session.jsonl" : "");
        QVERIFY(!m_reader.readWhatLiesAt(*known.format, inside).records.empty());
    }
    tryAll(QTest::currentDataTag(), 150, [&](Mutator &mutator) { return complaintAbout(m_reader, known, mutator.damaged(seed)); });
}

/// One line of many is damaged: every other line still gives exactly its record, and the damage none but its own.
void tst_Fuzz::linesAreIndependent()
{
    std::vector<const Sample *> chosen;
    for (const Sample &sample : samples()) {
        if (sample.format.stateless) {
            chosen.push_back(&sample);
        }
    }
    tryAll("linesAreIndependent", 2500, [&](Mutator &mutator) -> std::string {
        const Sample &sample = *chosen[mutator.below(chosen.size())];
        std::vector<std::string> lines;
        for (std::size_t at = 0; at < sample.text.size();) {
            const std::size_t end = sample.text.find('\n', at);
            lines.push_back(sample.text.substr(at, end - at) + "\n");
            at = end + 1;
        }
        const std::size_t damaged = mutator.below(lines.size());
        std::string line = lines[damaged];
        line.pop_back();
        line = mutator.damaged(line) + "\n";
        std::string others;
        std::string all;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            others += i == damaged ? "" : lines[i];
            all += i == damaged ? line : lines[i];
        }
        const Outcome whole = m_reader.read(sample.format, sample.name, all);
        const Outcome without = m_reader.read(sample.format, sample.name, others);
        const Outcome alone = m_reader.read(sample.format, sample.name, line);
        for (const auto &[identity, found] : without.records) {
            const auto place = whole.records.find(identity);
            if (place == whole.records.end()) {
                return "the record of another line is lost";
            }
            if (alone.records.count(identity) == 0
                && (!(place->second.record.tokens == found.record.tokens) || !(place->second.context == found.context))) {
                return "the record of another line was changed";
            }
        }
        for (const auto &[identity, found] : whole.records) {
            if (without.records.count(identity) + alone.records.count(identity) == 0) {
                return "a record was invented";
            }
        }
        return whole.complaint;
    });
}

/// A parser's state, as it lay in a damaged ledger: refused, or no worse than any other log.
void tst_Fuzz::savedStates()
{
    std::vector<const Sample *> chosen;
    for (const Sample &sample : samples()) {
        if (!sample.format.stateless && sample.format.kind(sample.name) != FileKind::Whole) {
            chosen.push_back(&sample);
        }
    }
    tryAll("savedStates", 2500, [&](Mutator &mutator) -> std::string {
        const Sample &sample = *chosen[mutator.below(chosen.size())];
        const bool isDatabase = sample.format.kind(sample.name) == FileKind::Database;
        const std::size_t newline = sample.text.find('\n', mutator.below(sample.text.size() - 1));
        const std::string before = isDatabase ? sample.text : sample.text.substr(0, newline + 1);
        const Outcome first = m_reader.read(sample.format, sample.name, before);
        ReadRange range{.begin = isDatabase ? 0 : std::int64_t(before.size()), .parserState = mutator.damaged(first.states.back())};
        for (const Format &other : formats()) {
            if (other.stateless && !range.parserState.empty() && other.makeParser({})->restoreState(range.parserState)) {
                return "a format without a state took one";
            }
        }
        return m_reader.read(sample.format, sample.name, sample.text, range).complaint;
    });
}

/// A damaged profile is refused, or reads; and it survives being saved.
void tst_Fuzz::profiles()
{
    const std::string fixture = contentOf(FIXTURES "/generic/profile.json");
    const std::string table = contentOf(FIXTURES "/generic/usage.csv");
    tryAll("profiles", 2500, [&](Mutator &mutator) -> std::string {
        const Result<Profile> profile = parseProfile(mutator.damaged(fixture));
        if (!profile) {
            return {};
        }
        const Result<Profile> again = parseProfile(profileToJson(*profile));
        if (!again || !(*again == *profile)) {
            return "the profile did not survive being saved";
        }
        return m_reader.read(genericFormat(*profile), "usage.csv", table).complaint;
    });
}

void tst_Fuzz::catalogues()
{
    const std::string fixture = contentOf(SOURCE_ROOT "/resources/prices/catalogue.json");
    tryAll("catalogues", 60, [&](Mutator &mutator) -> std::string {
        const auto catalogue = Catalogue::fromJson(mutator.damaged(fixture));
        if (!catalogue && catalogue.problem().cause != Cause::BadCatalogue) {
            return "refused for another reason";
        }
        return {};
    });
}

/// A damaged public list is refused with its place or read; what it then does to the catalogue is a catalogue again, in which nothing of
/// the past has changed and no price is negative.
void tst_Fuzz::priceLists()
{
    const char *files[] = {"price-lists/models_dev_api.json", "openrouter/models.json", "price-lists/litellm_model_prices.json",
                           "price-lists/genai_prices_v2.json"};
    std::vector<std::string> fixtures;
    for (const char *file : files) {
        fixtures.push_back(contentOf(std::string{FIXTURES "/providers/"} + file));
    }
    const std::vector<PriceListSource> sources = priceListSources();
    const ListOrigin origin{.name = "list", .day = *parseDay("2026-11-29")};
    tryAll("priceLists", 600, [&](Mutator &mutator) -> std::string {
        const std::size_t which = mutator.below(sources.size());
        const Result<PublishedList> list = sources[which].read(mutator.damaged(fixtures[which]));
        if (!list) {
            return list.problem().cause == Cause::BadCatalogue && list.problem().args.size() == 2 ? "" : "refused for another reason";
        }
        for (const ListedModel &model : list->models) {
            for (const ListedRow &row : model.rows) {
                if (row.prices[tables::InputPrice] < 0 || row.prices[tables::OutputPrice] < 0) {
                    return "a row without a price";
                }
            }
        }
        if (mutator.below(8) != 0) {
            return {}; // comparing whole catalogues takes long
        }
        const Result<ListMerge> merge = mergeList(*Catalogue::builtIn(), *list, origin, true);
        if (!merge) {
            return "merged to no catalogue: " + merge.problem().args[0] + ": " + merge.problem().args[1];
        }
        for (const CatalogueChange &change : merge->proposal.changes) {
            if (change.kind == ChangeKind::ModelRemoved || change.kind == ChangeKind::PriceRemoved || change.kind == ChangeKind::CurrencyChanged) {
                return "something is gone: " + change.model;
            }
        }
        return {};
    });
}

TOKENMETER_TEST(tst_Fuzz);

} // namespace test_Fuzz

#include "tst_Fuzz.moc"
