// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FreshRead.h"

#include "ImportSources.h"
#include "Json.h"
#include "flow/Import.h"
#include "flow/KnownSources.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"

#include <QCoreApplication>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tokenmeter
{
namespace
{

constexpr const char *LookedNote = "logs-looked-at";

struct FreshTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::FreshTexts)
};

/// Asks for a stop when the time is over. What was read until then is committed.
class Deadline
{
public:
    explicit Deadline(std::chrono::milliseconds most)
        : m_thread{[this, most](const std::stop_token &ended) {
              std::unique_lock lock{m_mutex};
              m_over.wait_for(lock, ended, most, [] { return false; });
              if (!ended.stop_requested()) {
                  m_stop.request_stop();
              }
          }}
    {
    }
    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable_any m_over;
    std::jthread m_thread;
};

/// A failure to is none: nothing but time is lost.
void keepNotes(LedgerWriter &writer, const LedgerNotes &notes)
{
    for (const auto &[name, text] : notes) {
        static_cast<void>(writer.setNote(name, text));
    }
}

Result<bool> readWhatChanged(const CommandContext &context, LedgerAccess &ledger, std::chrono::milliseconds most)
{
    LedgerNotes notes;
    Result<Discovery> found = changedSources(*ledger.reader, context.environment.places, clockNow(), notes,
                                             [&](const std::string &id) { return formatOnShelf(id, context.ledger); });
    if (!found) {
        return found.problem();
    }
    ImportRequest request;
    request.sources = std::move(found->sources);
    request.now = context.environment.now;
    request.threads = context.environment.cores;
    const Deadline deadline{most};
    const Result<ImportSummary> summary = importLogs(*ledger.writer, *ledger.reader, ledger.rates(), request, deadline.token());
    if (!summary) {
        return summary.problem();
    }
    if (!summary->cancelled) {
        keepNotes(*ledger.writer, notes);
        if (const Result<Done> noted = ledger.writer->setNote(LookedNote, toRfc3339(context.environment.now)); !noted) {
            return noted.problem();
        }
    }
    return !summary->cancelled;
}

/// A look at unchanged files is noted apart, since the ledger only knows when an import last brought something.
std::optional<UtcTime> lastLook(LedgerReader &reader)
{
    const Result<std::string> note = reader.note(LookedNote);
    const std::optional<ParsedTime> looked = note ? parseTime(*note) : std::nullopt;
    const Result<LedgerSummary> summary = reader.summary();
    std::optional<UtcTime> last = summary ? summary->lastImport : std::nullopt;
    if (looked && (!last || *last < looked->time)) {
        last = looked->time;
    }
    return last;
}

} // namespace

Result<FreshLedger> openFresh(const CommandContext &context, bool cached, std::chrono::milliseconds most)
{
    FreshLedger fresh;
    Result<LedgerAccess> ledger = Problem{.cause = Cause::LedgerMissing};
    if (!cached) {
        ledger = openForWriting(context.ledger, context.zone, context.environment.now, int(most.count()));
        if (!ledger) {
            fresh.age.problem = ledger.problem();
        }
    }
    const bool canWrite = bool(ledger);
    if (!canWrite) {
        ledger = openForReading(context.ledger);
        if (!ledger && cached && ledger.problem().cause == Cause::LedgerMissing) {
            ledger = openForWriting(context.ledger, context.zone, context.environment.now); // an empty ledger answers zero
        }
    }
    if (!ledger) {
        return ledger.problem();
    }
    fresh.ledger = *std::move(ledger);
    if (canWrite) {
        const Result<bool> read = readWhatChanged(context, fresh.ledger, most);
        fresh.age.isRead = bool(read);
        fresh.age.isComplete = read && *read;
        if (!read) {
            fresh.age.problem = read.problem();
        }
    }
    fresh.age.asOf = fresh.age.isRead && fresh.age.isComplete ? std::optional{context.environment.now} : lastLook(*fresh.ledger.reader);
    return fresh;
}

void keep(FreshLedger &ledger, const LedgerNotes &notes)
{
    if (ledger.ledger.writer) {
        keepNotes(*ledger.ledger.writer, notes);
    }
}

QJsonObject toJson(const DataAge &age, UtcTime now)
{
    QJsonObject json{{QStringLiteral("as_of"), age.asOf ? QJsonValue{text(toRfc3339(*age.asOf))} : QJsonValue{}},
                     {QStringLiteral("age_seconds"), age.asOf ? QJsonValue{qint64((now - *age.asOf).count() / 1000)} : QJsonValue{}},
                     {QStringLiteral("read"), age.isRead},
                     {QStringLiteral("complete"), age.isComplete}};
    if (age.problem) {
        json.insert(QStringLiteral("why"), ProblemText::sentence(*age.problem, ProblemText::Place::CommandLine));
    }
    return json;
}

QString ageText(const DataAge &age, UtcTime now)
{
    if (age.isRead && age.isComplete) {
        return FreshTexts::tr("Logs read just now.");
    }
    QString result;
    if (age.problem) {
        const QString why = ProblemText::sentence(*age.problem, ProblemText::Place::CommandLine);
        result = FreshTexts::tr("The logs could not be read: %1").arg(why) + QLatin1Char(' ');
    } else if (age.isRead) {
        result = FreshTexts::tr("There was not enough time to read all logs.") + QLatin1Char(' ');
    }
    if (!age.asOf) {
        return result + FreshTexts::tr("No logs were read yet. See: tokenmeter import");
    }
    const std::int64_t minutes = std::max<std::int64_t>(0, (now - *age.asOf).count() / 60'000);
    const auto count = [](std::int64_t number) { return int(std::min<std::int64_t>(number, 1'000'000)); };
    if (minutes < 1) {
        return result + FreshTexts::tr("Logs last read less than a minute ago.");
    }
    if (minutes < 120) {
        return result + FreshTexts::tr("Logs last read %n minute(s) ago.", nullptr, count(minutes));
    }
    return result
        + (minutes < 2 * 24 * 60 ? FreshTexts::tr("Logs last read %n hour(s) ago.", nullptr, count(minutes / 60))
                                 : FreshTexts::tr("Logs last read %n day(s) ago.", nullptr, count(minutes / (24 * 60))));
}

} // namespace tokenmeter
