// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Import.h"

#include "core/MappedFormat.h"
#include "flow/BatchQueue.h"
#include "flow/BillFiles.h"
#include "flow/Overlaps.h"
#include "flow/PieceTracker.h"
#include "flow/UnreadFiles.h"
#include "flow/WorkQueue.h"
#include "import/LineLoop.h"
#include "import/Paths.h"
#include "import/SideKeeper.h"
#include "import/Unpacker.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>

namespace tokenmeter
{
namespace
{

using Clock = std::chrono::steady_clock;

constexpr std::int64_t PieceBytes = 4 << 20;      ///< what one core takes of a big file at a time
constexpr std::int64_t CutFrom = 2 * PieceBytes;  ///< smaller files are not worth cutting
constexpr std::int64_t HeadBytes = 4096;          ///< tells "grew" from "replaced"
constexpr std::size_t FirstCommitRecords = 4'000; ///< the first chart shall come soon
constexpr std::size_t CommitRecords = 20'000;     ///< rarer later: each commit rewrites the index pages it touches
constexpr std::chrono::milliseconds FirstCommitAfter{150};
constexpr std::chrono::milliseconds CommitAfter{1000};

bool isRefusal(const Problem &problem)
{
    return problem.cause == Cause::RowsRefused;
}

/// Of a mapped file nothing was taken, and something was wrong: what it gave before is not what it tells now, and stays.
bool isWithoutReading(const LineBatch &batch, bool isMapped)
{
    return std::any_of(batch.problems.begin(), batch.problems.end(), isRefusal) || (isMapped && batch.usage.records.empty() && !batch.problems.empty());
}

/// One file being read, possibly by several threads at once.
struct FileJob
{
    const DiscoveredSource *source = nullptr;
    const DiscoveredFile *file = nullptr;
    std::optional<LogFile> log{};
    FileContext context{};
    FileState state{}; ///< what the checkpoint will say; offset and parserState are filled in as it moves
    std::int64_t size = 0;       ///< bytes and time of change, from before it was read
    std::int64_t modifiedNs = 0;
    bool fromStart = false;
    bool isWhole = false; ///< a document or a table, which comes in one batch
    std::int32_t versionBefore = 0; ///< that it is noted with; 0 = it is not
    bool isMapped = false;
    bool isRewritten = false; ///< it does not begin with what it held when it was last read

    std::mutex mutex{}; ///< of what follows
    std::optional<PieceTracker> tracker{};
    std::size_t piecesLeft = 0;
    bool delivered = false;
    bool failed = false;
};

struct Work
{
    const DiscoveredSource *source = nullptr;
    const DiscoveredFile *file = nullptr;
    FilePlan plan{};
    CacheReading cacheReading = CacheReading::Told;
    std::optional<FileState> readBefore{}; ///< of a mapped file: how it was last read, by whatever mapping
    std::shared_ptr<FileJob> job{}; ///< set for a piece of a file that is open already
    std::size_t piece = 0;
    ReadRange range{};
};

/// What the reading threads share.
class Reading
{
public:
    Reading(std::deque<Work> work, BatchQueue &out) : m_work{std::move(work)}, m_out{out} {}

    void run(const std::stop_token &stop)
    {
        LineLoop loop;
        while (std::optional<Work> work = m_work.take()) {
            if (!stop.stop_requested()) {
                if (work->job) {
                    readPiece(loop, *work, stop);
                } else {
                    readFile(loop, *work, stop);
                }
            }
            m_work.finish();
        }
    }
    void close() { m_work.close(); }

    std::atomic<std::int64_t> filesDone{0};
    std::atomic<std::int64_t> filesFailed{0};
    std::atomic<std::int64_t> bytesRead{0};

    std::vector<FailedFile> takeFailed()
    {
        const std::lock_guard lock{m_failedMutex};
        return std::exchange(m_failed, {});
    }

private:
    void fail(FileJob &job, const Problem &problem)
    {
        if (!job.failed && problem.cause != Cause::Cancelled) {
            job.failed = true;
            filesFailed.fetch_add(1);
            const std::lock_guard lock{m_failedMutex};
            m_failed.push_back({.source = {std::string{job.source->format->id}, job.source->root},
                                .path = job.file->path,
                                .problem = problem,
                                .passes = passesByItself(problem, job.file->path, job.log ? &*job.log : nullptr)});
        }
    }

    void readFile(LineLoop &loop, const Work &work, const std::stop_token &stop)
    {
        auto job = std::make_shared<FileJob>();
        job->source = work.source;
        job->file = work.file;
        Result<LogFile> opened = LogFile::open(work.file->path);
        if (!opened) {
            fail(*job, opened.problem());
            filesDone.fetch_add(1);
            return;
        }
        job->log = std::move(*opened);
        const LogFile &log = *job->log;
        const Format &format = *work.source->format;

        ReadRange range;
        const FileState *known = work.plan.known;
        const FileKind kind = LineLoop::kindOf(format, paths::unpacked(log.path()), log);
        const bool isRows = kind == FileKind::Database;
        const bool resumes = work.plan.action == FilePlan::Action::Resume
            && (isRows
                || (kind == FileKind::Lines && !log.isPacked() && log.size() >= known->offset && log.headHash(known->headBytes) == known->headHash));
        if (resumes) {
            range.begin = known->offset;
            range.parserState = known->parserState;
        }
        job->fromStart = !resumes;
        job->isWhole = kind == FileKind::Whole;
        job->context = {.path = std::string{paths::unpacked(log.path())},
                        .relativePath = std::string{paths::unpacked(work.file->relativePath)},
                        .modified = utcFromMs(log.modifiedNs() / 1'000'000),
                        .cacheReading = work.cacheReading};
        job->state.path = log.path();
        job->state.device = log.device();
        job->state.inode = log.inode();
        job->state.headBytes = isRows ? 0 : std::min(HeadBytes, log.size()); // the head of a database counts its changes
        job->state.headHash = log.headHash(job->state.headBytes);
        job->state.parserVersion = format.parserVersion;
        job->versionBefore = known != nullptr ? known->parserVersion : 0;
        job->isMapped = profileOfFormat(format.id).has_value();
        if (const FileState *before = work.readBefore ? &*work.readBefore : known; job->isMapped && before != nullptr) {
            job->isRewritten = log.size() < before->size || log.headHash(before->headBytes) != before->headHash;
        }

        std::vector<std::int64_t> begins{range.begin};
        // A database grows in a second file, too, which discovery has looked at.
        job->size = isRows ? work.file->size : log.size();
        job->modifiedNs = isRows ? work.file->modifiedNs : log.modifiedNs();
        if (format.stateless && kind == FileKind::Lines && !log.isPacked() && log.size() - range.begin >= CutFrom) {
            for (std::int64_t at = range.begin + PieceBytes; at < log.size(); at += PieceBytes) {
                const std::int64_t begin = log.lineStartAt(at);
                if (begin > begins.back() && begin < log.size()) {
                    begins.push_back(begin);
                }
            }
        }
        job->tracker.emplace(begins);
        job->piecesLeft = begins.size();
        std::vector<Work> pieces;
        for (std::size_t i = 0; i < begins.size(); ++i) {
            Work piece{work.source, work.file, work.plan, work.cacheReading, {}, job, i, {}};
            piece.range.begin = begins[i];
            if (i + 1 < begins.size()) {
                piece.range.end = begins[i + 1];
            }
            piece.range.parserState = i == 0 ? range.parserState : std::string{};
            pieces.push_back(std::move(piece));
        }
        const Work first = pieces.front();
        pieces.erase(pieces.begin());
        if (!pieces.empty()) {
            m_work.putFirst(std::move(pieces));
        }
        readPiece(loop, first, stop);
    }

    void readPiece(LineLoop &loop, const Work &work, const std::stop_token &stop)
    {
        FileJob &job = *work.job;
        const Format &format = *work.source->format;
        std::int64_t at = work.range.begin;
        const bool isRows = format.kind(job.log->path()) == FileKind::Database;
        const auto deliver = [&](LineBatch &&batch) {
            const bool isAtOnce = isRows || job.log->isPacked();
            const std::int64_t read = isAtOnce ? (batch.last ? job.size : 0) : batch.consumed - at;
            bytesRead.fetch_add(std::max<std::int64_t>(0, read));
            at = batch.consumed;
            handOn(job, work.piece, std::move(batch));
        };
        Result<Done> read = loop.read(format, job.context, *job.log, work.range, deliver, stop);
        if (!read && read.problem().cause == Cause::BadArgument && !work.range.parserState.empty()) {
            // The saved state is of another version: read again from the start; records are idempotent.
            {
                const std::lock_guard lock{job.mutex};
                job.tracker.emplace(std::vector<std::int64_t>{0});
                job.fromStart = true;
                job.delivered = false;
            }
            read = loop.read(format, job.context, *job.log, ReadRange{}, deliver, stop);
        }
        const std::lock_guard lock{job.mutex};
        if (!read) {
            fail(job, read.problem());
        }
        if (--job.piecesLeft == 0) {
            filesDone.fetch_add(1);
        }
    }

    void handOn(FileJob &job, std::size_t piece, LineBatch &&batch)
    {
        // The lock is held while waiting for room, so that batches of one file are queued in the order in which its
        // tracker saw them: a checkpoint must never be committed before the records it speaks for.
        const std::lock_guard lock{job.mutex};
        FileBatch out;
        out.source = {std::string{job.source->format->id}, job.source->root};
        out.path = job.state.path;
        const bool isUntold = isWithoutReading(batch, job.isMapped); // before the batch is emptied
        out.usage = std::move(batch.usage);
        out.charges = std::move(batch.charges);
        out.duplicateLines = batch.duplicateLines;
        out.duplicateTokens = batch.duplicateTokens;
        out.duplicatePlaces = batch.duplicatePlaces;
        out.skippedLines = batch.skippedLines;
        out.problems = std::move(batch.problems);
        out.fromStart = job.fromStart && !job.delivered;
        out.cacheReading = job.context.cacheReading;
        job.delivered = true;
        out.isWhole = job.isWhole;
        if (const Format &format = *job.source->format; job.isMapped) {
            out.alikeVersions = format.alikeVersions;
            out.alikeVersions.push_back(format.parserVersion);
            out.isRewritten = job.isRewritten;
        }
        if (std::optional<PieceTracker::Reached> reached
            = job.tracker->advance(piece, batch.consumed, std::move(batch.parserState), batch.last)) {
            FileState state = job.state;
            // What came out of a packed file says nothing of how far in it that is: it is read whole or again.
            state.offset = !job.log->isPacked() ? reached->offset : reached->whole ? job.log->size() : 0;
            state.parserState = std::move(reached->parserState);
            // Until the end is reached the size says how far we got, so that an interrupted import is never taken for
            // a file that has not changed.
            state.size = reached->whole ? job.size : state.offset;
            state.modifiedNs = reached->whole ? job.modifiedNs : 0;
            if (isUntold) {
                state.parserVersion = refusedVersion(job.versionBefore);
                state.parserState = std::to_string(job.source->format->parserVersion); // by whom: with another profile it is tried again
            }
            out.checkpoint = std::move(state);
        }
        m_out.put(std::move(out));
    }

    WorkQueue<Work> m_work;
    BatchQueue &m_out;
    std::mutex m_failedMutex{};
    std::vector<FailedFile> m_failed{};
};

/// Newest first: the month in view is complete long before the archive is.
std::deque<Work> workOf(const ImportRequest &request, const std::map<SourceKey, KnownFiles> &known, std::span<const SourceStanding> standings,
                        ImportSummary &summary)
{
    std::deque<Work> work;
    for (const DiscoveredSource &source : request.sources) {
        const SourceKey key{std::string{source.format->id}, source.root};
        const KnownFiles &files = known.at(key);
        const auto standing = std::find_if(standings.begin(), standings.end(), [&](const SourceStanding &one) { return one.key == key; });
        const CacheReading reading = standing == standings.end() ? CacheReading::Told : standing->cacheReading;
        for (const DiscoveredFile &file : source.files) {
            ++summary.filesFound;
            const FilePlan plan = files.planFor(file, source.format->parserVersion, source.format->kind(file.path));
            if (plan.action == FilePlan::Action::Skip) {
                ++summary.filesUnchanged;
            } else {
                work.push_back({&source, &file, plan, reading, {}, nullptr, 0, {}});
            }
        }
    }
    std::stable_sort(work.begin(), work.end(),
                     [](const Work &a, const Work &b) { return a.file->modifiedNs > b.file->modifiedNs; });
    return work;
}

std::int64_t bytesToRead(const std::deque<Work> &work)
{
    std::int64_t bytes = 0;
    for (const Work &item : work) {
        const bool isLines = item.source->format->kind(item.file->path) == FileKind::Lines;
        bytes += item.file->size - (isLines && item.plan.action == FilePlan::Action::Resume ? item.plan.offset : 0);
    }
    return bytes;
}

/// Collects batches until a commit is worth its price, and commits.
class Writing
{
public:
    Writing(LedgerWriter &writer, LedgerReader &reader, const RateSource &rates, ImportSummary &summary, const ImportRequest &request, std::stop_token stop)
        : m_writer{writer}, m_reader{reader}, m_rates{rates}, m_summary{summary}, m_now{request.now}, m_mostHeldLines{request.limits.billedLines},
          m_stop{std::move(stop)}
    {
    }

    std::vector<FileBatch> &waiting() { return m_waiting; }

    bool isDue() const
    {
        std::size_t records = 0;
        std::size_t billedLines = m_heldLines;
        for (const FileBatch &batch : m_waiting) {
            records += batch.usage.records.size();
            billedLines += batch.charges.size();
        }
        if (billedLines > m_mostHeldLines) {
            return true;
        }
        const auto waited = Clock::now() - m_lastCommit;
        return m_commits == 0 ? records >= FirstCommitRecords || (records > 0 && waited >= FirstCommitAfter)
                              : records >= std::clamp(m_committed / 4, FirstCommitRecords, CommitRecords) || waited >= CommitAfter;
    }

    Result<Done> commit()
    {
        if (const Result<Done> held = holdBills(); !held) {
            return held.problem();
        }
        if (m_waiting.empty()) {
            return Done{};
        }
        for (FileBatch &batch : m_waiting) {
            m_committed += batch.usage.records.size();
            m_records[batch.source] += std::int64_t(batch.usage.records.size()) + batch.duplicateLines;
            for (const Problem &problem : batch.problems) {
                note(problem);
                m_summary.filesRefused += isRefusal(problem) ? 1 : 0;
            }
        }
        const Result<AppendReport> report = m_writer.append(m_waiting, m_rates);
        m_waiting.clear();
        m_lastCommit = Clock::now();
        ++m_commits;
        if (!report) {
            return report.problem();
        }
        return Done{};
    }

    /// Bills that were read are stored in one go where there are not too many: each time all of a month is looked at. Their checkpoints
    /// wait with them, so that a bill which was read and not stored is read again.
    Result<Done> storeBills()
    {
        std::map<std::string, std::vector<BillFile>> files; // by format
        for (FileBatch &batch : m_bills) {
            m_records[batch.source] += std::int64_t(batch.charges.size());
            files[batch.source.format].push_back({batch.path, batch.checkpoint ? batch.checkpoint->modifiedNs : 0, std::exchange(batch.charges, {})});
        }
        m_summary.billStores += files.empty() ? 0 : 1;
        m_heldLines = 0;
        for (auto &[format, ofFormat] : files) {
            const Result<std::int64_t> stored = tokenmeter::storeBills(m_writer, m_reader, std::move(ofFormat), format, m_now, m_stop);
            if (!stored && stored.problem().cause == Cause::Cancelled) {
                m_bills.clear();
                return Done{};
            }
            if (!stored) {
                return stored.problem();
            }
            m_summary.billedLines += *stored;
        }
        // The checkpoints last: storing a bill again changes nothing.
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(m_bills.begin()), std::make_move_iterator(m_bills.end()));
        m_bills.clear();
        return Done{};
    }

    void note(const Problem &problem)
    {
        ++m_summary.problemCount;
        if (m_summary.problems.size() < MaxReportedProblems) {
            m_summary.problems.push_back(problem);
        }
    }
    std::int64_t recordsOf(const SourceKey &key) const
    {
        const auto found = m_records.find(key);
        return found == m_records.end() ? 0 : found->second;
    }

private:
    Result<Done> holdBills()
    {
        for (FileBatch &batch : m_waiting) {
            if (!batch.charges.empty()) {
                m_heldLines += batch.charges.size();
                m_bills.push_back(std::move(batch));
                batch.path.clear();
            }
        }
        std::erase_if(m_waiting, [](const FileBatch &batch) { return batch.path.empty(); });
        return m_heldLines > m_mostHeldLines ? storeBills() : Result<Done>{Done{}};
    }

    LedgerWriter &m_writer;
    LedgerReader &m_reader;
    const RateSource &m_rates;
    ImportSummary &m_summary;
    UtcTime m_now;
    std::size_t m_mostHeldLines;
    std::stop_token m_stop;
    std::vector<FileBatch> m_waiting{};
    std::vector<FileBatch> m_bills{}; ///< read, not stored yet
    std::size_t m_heldLines = 0;      ///< of them
    std::map<SourceKey, std::int64_t> m_records{};
    Clock::time_point m_lastCommit = Clock::now();
    int m_commits = 0;
    /// The last commit has no reading beside it: it must be a small part of the whole.
    std::size_t m_committed = 0;
};

/// Whatever was appended is to be settled.
Result<std::int64_t> settleWhereNeeded(LedgerWriter &writer, LedgerReader &reader)
{
    const Result<bool> isSettled = reader.areOverlapsSettled();
    if (!isSettled) {
        return isSettled.problem();
    }
    return *isSettled ? Result<std::int64_t>{0} : settleOverlaps(writer);
}

} // namespace

Result<ImportSummary> importLogs(LedgerWriter &writer, LedgerReader &reader, const RateSource &rates,
                                 const ImportRequest &request, std::stop_token stop)
{
    const ArchiveKeeper archives;
    const SideKeeper besides;
    ImportSummary summary;
    std::map<SourceKey, KnownFiles> known;
    // Before the checkpoints: a decision that falls between the two makes these invalid, and what is read by the older one is left out.
    const Result<std::vector<SourceStanding>> standings = reader.sourceStandings();
    if (!standings) {
        return standings.problem();
    }
    for (const DiscoveredSource &source : request.sources) {
        const SourceKey key{std::string{source.format->id}, source.root};
        Result<std::vector<FileState>> states = reader.files(key);
        if (!states) {
            return states.problem();
        }
        known.try_emplace(key, std::move(*states));
    }
    // Where it cannot be done now the next import does it.
    const Result<std::int64_t> repriced = writer.repriceAmounts(rates, stop);
    if (!repriced && repriced.problem().cause != Cause::Cancelled && repriced.problem().cause != Cause::LedgerLocked) {
        return repriced.problem();
    }
    summary.repriced = repriced ? *repriced : 0;
    Writing writing{writer, reader, rates, summary, request, stop};
    for (const Problem &problem : request.discoveryProblems) {
        writing.note(problem);
    }
    std::deque<Work> work = workOf(request, known, *standings, summary);
    for (Work &item : work) {
        if (profileOfFormat(item.source->format->id)) {
            Result<std::optional<FileState>> before = reader.file(item.file->path);
            if (!before) {
                return before.problem();
            }
            item.readBefore = *std::move(before);
        }
    }
    const auto describeSources = [&] {
        for (const DiscoveredSource &source : request.sources) {
            const SourceKey key{std::string{source.format->id}, source.root};
            summary.sources.push_back({key, std::int64_t(source.files.size()), writing.recordsOf(key)});
        }
    };
    if (work.empty()) {
        describeSources();
        // Nothing changed: the ledger is not written at all, unless the import before was stopped at its end.
        const Result<std::int64_t> covered = settleWhereNeeded(writer, reader);
        if (!covered) {
            return covered.problem();
        }
        summary.yielded = *covered;
        const Result<std::int64_t> troubles = noteUnreadFiles(writer, reader, request.sources, {}, *standings);
        if (!troubles) {
            return troubles.problem();
        }
        summary.troubles = *troubles;
        return summary;
    }
    const std::int64_t filesTotal = std::int64_t(work.size());
    const std::int64_t bytesTotal = bytesToRead(work);
    if (Result<Done> begun = writer.beginImport(request.now); !begun) {
        return begun.problem();
    }

    BatchQueue queue{request.limits.queuedRecords};
    Reading reading{std::move(work), queue};
    std::optional<Problem> failure;
    {
        std::stop_source halt;
        const std::stop_callback forward{stop, [&halt] { halt.request_stop(); }};
        std::vector<std::jthread> threads;
        std::atomic<unsigned> running{std::max(1U, request.threads)};
        for (unsigned i = 0; i < std::max(1U, request.threads); ++i) {
            threads.emplace_back([&, token = halt.get_token()] {
                reading.run(token);
                if (running.fetch_sub(1) == 1) {
                    queue.finish();
                }
            });
        }
        bool more = true;
        while (more && !failure) {
            more = queue.takeAll(writing.waiting(), std::chrono::milliseconds{50});
            if (!more || writing.isDue()) {
                if (Result<Done> committed = writing.commit(); !committed) {
                    failure = committed.problem();
                }
                if (request.progress) {
                    request.progress({filesTotal, reading.filesDone.load(), bytesTotal, reading.bytesRead.load()});
                }
            }
        }
        halt.request_stop();
        queue.giveUp();
        reading.close();
    }
    const std::vector<FailedFile> failed = reading.takeFailed();
    for (const FailedFile &file : failed) {
        writing.note(file.problem);
    }
    if (!failure && !stop.stop_requested()) {
        if (const Result<Done> stored = writing.storeBills(); !stored) {
            failure = stored.problem();
        } else if (const Result<Done> committed = writing.commit(); !committed) {
            failure = committed.problem();
        }
    }
    const Result<AppendReport> finished = writer.finishImport();
    if (failure) {
        return *failure;
    }
    if (!finished) {
        return finished.problem();
    }
    const Result<std::int64_t> yielded = settleWhereNeeded(writer, reader); // not where no file could be read
    if (!yielded) {
        return yielded.problem();
    }
    if (!stop.stop_requested()) { // else nobody knows of the rest
        const Result<std::int64_t> troubles = noteUnreadFiles(writer, reader, request.sources, failed, *standings);
        if (!troubles) {
            return troubles.problem();
        }
        summary.troubles = *troubles;
    }
    summary.yielded = *yielded;
    summary.lines = *finished;
    summary.filesFailed = reading.filesFailed.load() + summary.filesRefused;
    summary.bytesRead = reading.bytesRead.load();
    summary.cancelled = stop.stop_requested();
    summary.filesRead = reading.filesDone.load() - summary.filesFailed;
    describeSources();
    return summary;
}

} // namespace tokenmeter
