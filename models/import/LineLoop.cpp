// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/LineLoop.h"

#include "import/BatchSink.h"
#include "import/ForeignDatabase.h"
#include "import/LineCompactor.h"
#include "import/Needle.h"
#include "import/RowReader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace tokenmeter
{
namespace
{

constexpr std::size_t Padding = 64; ///< LineParser's contract
constexpr std::size_t LongLine = 256U << 10; ///< from here on, texts are cut before a parser sizes its buffers
constexpr std::int64_t Overrun = 64 << 10; ///< read at a time behind the end of a range, for the line that crosses it
constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t DocumentHead = 4096; ///< a document that was made to be looked at has short lines
constexpr std::size_t ScanStep = 256U << 10; ///< read at a time where only a line's end is looked for
/// Saved for a document on one line, which may become the first line of a log: no parser takes it, so that the log is read from its start.
constexpr std::string_view OneLineState = "document on one line";

Problem unreadable(const std::string &path, int error)
{
    return {.cause = Cause::FileUnreadable, .file = path, .args = {std::generic_category().message(error)}};
}

/// Whether all there is stands on one line that is too long for one of a log: a document that was not made to be looked at. The first line
/// of a log may be as long, but others follow it.
bool isOneLongLine(const LogFile &log)
{
    constexpr std::int64_t MaxLine = std::int64_t(LineLoop::Options{}.maxLine);
    if (!log.isPacked() && log.size() <= MaxLine) {
        return false;
    }
    std::vector<char> block(ScanStep);
    std::int64_t at = 0;
    std::int64_t lineEnd = -1; // of the first one; -1 = not met
    for (;;) {
        const std::int64_t got = log.readAt(at, block.data(), block.size());
        if (got < 0) {
            return false; // who reads the lines says why
        }
        if (got == 0) {
            return (lineEnd < 0 ? at : lineEnd) > MaxLine;
        }
        std::string_view text{block.data(), std::size_t(got)};
        if (lineEnd < 0) {
            const std::size_t newline = text.find('\n');
            lineEnd = newline == std::string_view::npos ? -1 : at + std::int64_t(newline);
            text.remove_prefix(newline == std::string_view::npos ? text.size() : newline);
        }
        if ((lineEnd >= 0 && lineEnd <= MaxLine) || text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
            return false;
        }
        at += got;
    }
}

/// What decides whether a line is worth parsing.
class Filter
{
public:
    explicit Filter(const Format &format) : m_mayMatter{format.mayMatter}
    {
        for (const std::string_view text : format.needles) {
            m_needles.emplace_back(text);
        }
    }

    /// Whether every line has to be looked at on its own.
    bool isByLine() const { return m_mayMatter != nullptr || m_needles.empty(); }
    bool passes(std::string_view line) const
    {
        if (m_mayMatter != nullptr) {
            return m_mayMatter(line);
        }
        return m_needles.empty() || std::any_of(m_needles.begin(), m_needles.end(), [&](const Needle &needle) {
            return needle.find(line.data(), line.data() + line.size()) != nullptr;
        });
    }
    const std::vector<Needle> &needles() const { return m_needles; }

private:
    bool (*m_mayMatter)(std::string_view) = nullptr;
    std::vector<Needle> m_needles{};
};

/// A line that does not fit into the block: read piece by piece, with its texts cut.
struct LongLineState
{
    std::int64_t offset = -1; ///< where it starts; -1 = there is none
    LineCompactor compactor{};
    std::vector<char> kept{};
    std::vector<char> scratch{};
    std::string overlap{}; ///< the last bytes of the part before, for a needle across the cut
    bool tooLong = false;
    bool hasNeedle = false;
};

} // namespace

struct LineLoop::Private
{
    Options options{};
    std::vector<char> block{};

    // One call of read():
    const Format *format = nullptr;
    const LogFile *log = nullptr;
    const std::function<void(LineBatch &&)> *deliver = nullptr;
    std::unique_ptr<LineParser> parser{};
    std::unique_ptr<BatchSink> sink{};
    std::unique_ptr<Filter> filter{};
    LongLineState longLine{};
    std::optional<std::string> stateBefore{}; ///< what was read ahead

    Result<Done> readWhole(bool isDocument);
    Result<Done> readDatabase(const FileContext &file, const ReadRange &range, const std::stop_token &stop);
    Result<Done> readLines(const ReadRange &range, const std::stop_token &stop);
    void takeLines(char *begin, char *end, std::int64_t offset);
    void takeLine(char *begin, char *end, std::int64_t offset);
    void feedLongLine(const char *data, std::size_t size);
    void finishLongLine();
    void parseLine(std::string_view line, std::int64_t offset);
    void preview(char *begin, std::size_t size, std::int64_t offset);
    void flush(std::int64_t consumed, bool last);
    void flush(std::int64_t consumed, bool last, std::string parserState);
};

LineLoop::LineLoop() : LineLoop{Options{}} {}
LineLoop::LineLoop(const Options &options) : d{std::make_unique<Private>()}
{
    d->options = options;
}
LineLoop::~LineLoop() = default;

FileKind LineLoop::kindOf(const Format &format, std::string_view path, const LogFile &log)
{
    const FileKind kind = format.kind(path);
    if (format.isDocument == nullptr || kind != FileKind::Lines) {
        return kind;
    }
    std::string head(DocumentHead, '\0');
    std::size_t filled = 0;
    while (filled < head.size()) {
        const std::int64_t got = log.readAt(std::int64_t(filled), head.data() + filled, head.size() - filled);
        if (got <= 0) {
            break;
        }
        filled += std::size_t(got);
    }
    head.resize(filled);
    if (head.find('\n') != std::string::npos) {
        return format.isDocument(head) ? FileKind::Whole : FileKind::Lines;
    }
    return filled == DocumentHead && isOneLongLine(log) ? FileKind::Whole : FileKind::Lines;
}

Result<Done> LineLoop::read(const Format &format, const FileContext &file, const LogFile &log, const ReadRange &range,
                            const std::function<void(LineBatch &&)> &deliver, std::stop_token stop)
{
    d->format = &format;
    d->log = &log;
    d->deliver = &deliver;
    d->parser.reset();
    d->sink = std::make_unique<BatchSink>(log.path());
    d->longLine = {};
    d->stateBefore.reset();
    const std::string &path = file.path.empty() ? log.path() : file.path;
    const FileKind kind = kindOf(format, path, log);
    if (kind == FileKind::Database) {
        return d->readDatabase(file, range, stop);
    }
    d->parser = format.makeParser(file);
    // A document goes on from nothing, whatever stands in the state.
    if (kind != FileKind::Whole && !range.parserState.empty() && !d->parser->restoreState(range.parserState)) {
        return Problem{.cause = Cause::BadArgument, .file = log.path(), .args = {"parserState"}};
    }
    if (stop.stop_requested()) {
        return Problem{.cause = Cause::Cancelled, .file = log.path()};
    }
    if (kind == FileKind::Whole) {
        return d->readWhole(format.kind(path) == FileKind::Lines);
    }
    d->filter = std::make_unique<Filter>(format);
    return d->readLines(range, stop);
}

Result<Done> LineLoop::Private::readWhole(bool isDocument)
{
    const std::int64_t most = std::min(options.maxWholeFile, format->maxWholeFile);
    if (!log->isPacked() && log->size() > most) {
        return unreadable(log->path(), EFBIG);
    }
    // Of a packed file nobody knows how much it is: room for it grows with what came.
    constexpr std::size_t FirstRoom = 1U << 20;
    std::size_t room = log->isPacked() ? FirstRoom : std::size_t(log->size());
    std::unique_ptr<char[]> content = std::make_unique_for_overwrite<char[]>(room + Padding);
    std::size_t filled = 0;
    for (;;) {
        if (filled == room) {
            if (!log->isPacked()) {
                break;
            }
            const std::size_t roomMost = std::size_t(most) + 1;
            if (filled >= roomMost) {
                return unreadable(log->path(), EFBIG);
            }
            room = std::min(filled * 2, roomMost);
            std::unique_ptr<char[]> larger = std::make_unique_for_overwrite<char[]>(room + Padding);
            std::memcpy(larger.get(), content.get(), filled);
            content = std::move(larger);
        }
        const std::int64_t got = log->readAt(std::int64_t(filled), content.get() + filled, room - filled);
        if (got < 0) {
            return log->readProblem();
        }
        if (got == 0) {
            break; // it became shorter; the next look will see that it changed
        }
        filled += std::size_t(got);
    }
    std::memset(content.get() + filled, 0, Padding);
    parser->parse({content.get(), filled}, 0, *sink);
    parser->atEnd(*sink);
    // Nothing goes on from a document.
    const bool isOneLine = isDocument && std::memchr(content.get(), '\n', std::min(filled, DocumentHead)) == nullptr;
    flush(parser->isWaiting() ? 0 : std::int64_t(filled), true, std::string{isOneLine ? OneLineState : std::string_view{}});
    return Done{};
}

Result<Done> LineLoop::Private::readDatabase(const FileContext &file, const ReadRange &range, const std::stop_token &stop)
{
    const std::unique_ptr<RowReader> reader = format->makeRowReader(file);
    if (!reader->restoreState(range.parserState)) {
        return Problem{.cause = Cause::BadArgument, .file = log->path(), .args = {"parserState"}};
    }
    Result<ForeignDatabase> database = ForeignDatabase::open(log->path(), stop);
    if (!database) {
        return database.problem();
    }
    std::int64_t taken = range.begin;
    for (bool more = true; more;) {
        if (stop.stop_requested()) {
            return Problem{.cause = Cause::Cancelled, .file = log->path()};
        }
        const Result<RowsRead> rows = reader->readSome(*database, *sink);
        if (!rows) {
            // What its owner wrote meanwhile looks damaged.
            const Result<Done> same = rows.problem().cause == Cause::Cancelled ? Result<Done>{Done{}} : database->isUnchanged();
            return same ? rows.problem() : same.problem();
        }
        if (const Result<Done> same = database->isUnchanged(); !same) {
            return same.problem(); // what was read may be half old and half new: the next look reads it again
        }
        taken += rows->count;
        more = rows->more;
        if (!more || sink->size() >= options.flushRecords) {
            LineBatch batch = sink->take();
            batch.consumed = taken;
            batch.parserState = reader->saveState();
            batch.last = !more;
            (*deliver)(std::move(batch));
        }
    }
    return Done{};
}

Result<Done> LineLoop::Private::readLines(const ReadRange &range, const std::stop_token &stop)
{
    block.resize(options.blockSize + Padding);
    std::int64_t base = range.begin; // the file's offset of the block's first byte
    std::size_t filled = 0;
    std::int64_t consumed = range.begin;
    bool atEnd = range.begin >= range.end;
    while (!atEnd) {
        if (stop.stop_requested()) {
            return Problem{.cause = Cause::Cancelled, .file = log->path()};
        }
        const std::int64_t next = base + std::int64_t(filled);
        const std::int64_t wanted = std::min(next < range.end ? range.end - next : Overrun, log->contentSize() - next);
        const std::int64_t room = std::int64_t(options.blockSize - filled);
        const std::int64_t got =
            wanted > 0 ? log->readAt(next, block.data() + filled, std::size_t(std::min(wanted, room))) : 0;
        if (got < 0) {
            const Problem problem = log->readProblem();
            flush(consumed, false); // the lines before are whole
            return problem;
        }
        if (got == 0) { // what is left has no newline yet
            if (longLine.offset < 0) {
                preview(block.data(), filled, base);
            } else if (!longLine.tooLong) {
                const std::size_t size = longLine.kept.size();
                longLine.kept.resize(size + Padding);
                preview(longLine.kept.data(), size, longLine.offset);
            } else if (log->isPacked()) {
                finishLongLine(); // nobody writes on in it
            }
            break;
        }
        filled += std::size_t(got);
        char *begin = block.data();
        char *const end = begin + filled;
        if (longLine.offset >= 0) {
            char *newline = static_cast<char *>(std::memchr(begin, '\n', filled));
            feedLongLine(begin, std::size_t((newline ? newline : end) - begin));
            if (!newline) {
                base += std::int64_t(filled);
                filled = 0;
                continue;
            }
            finishLongLine();
            begin = newline + 1;
            consumed = base + (begin - block.data());
            if (consumed >= range.end) {
                break;
            }
        }
        // The lines that are complete, up to the one that crosses the end of the range.
        char *stopAt = nullptr;
        if (base + std::int64_t(filled) >= range.end) {
            char *from = block.data() + std::max(begin - block.data(), std::ptrdiff_t(range.end - 1 - base));
            stopAt = static_cast<char *>(std::memchr(from, '\n', std::size_t(end - from)));
            atEnd = stopAt != nullptr;
        }
        if (!stopAt && begin < end) {
            stopAt = static_cast<char *>(::memrchr(begin, '\n', std::size_t(end - begin)));
        }
        if (stopAt) {
            takeLines(begin, stopAt + 1, base + (begin - block.data()));
            begin = stopAt + 1;
            consumed = base + (begin - block.data());
        } else if (begin == block.data() && filled == options.blockSize) {
            longLine = {};
            longLine.offset = base;
            feedLongLine(begin, filled);
            begin = end;
        }
        const std::size_t rest = std::size_t(end - begin);
        std::memmove(block.data(), begin, rest);
        base += begin - block.data();
        filled = rest;
    }
    parser->atEnd(*sink);
    flush(consumed, true, stateBefore ? std::move(*stateBefore) : parser->saveState());
    return Done{};
}

/// @param begin start of a line; @param end behind the newline of the last one
void LineLoop::Private::takeLines(char *begin, char *end, std::int64_t offset)
{
    const char *const start = begin;
    if (filter->isByLine()) {
        while (begin < end) {
            char *newline = static_cast<char *>(std::memchr(begin, '\n', std::size_t(end - begin)));
            if (newline > begin && filter->passes({begin, std::size_t(newline - begin)})) {
                takeLine(begin, newline, offset + (begin - start));
            }
            begin = newline + 1;
        }
        return;
    }
    // Lines without a needle need not even be told apart.
    const std::vector<Needle> &needles = filter->needles();
    std::vector<const char *> hits;
    for (const Needle &needle : needles) {
        hits.push_back(needle.find(begin, end));
    }
    while (begin < end) {
        const char *first = end;
        for (std::size_t i = 0; i < needles.size(); ++i) {
            if (hits[i] != nullptr && hits[i] < begin) {
                hits[i] = needles[i].find(begin, end);
            }
            first = hits[i] != nullptr ? std::min(first, hits[i]) : first;
        }
        if (first == end) {
            return;
        }
        const void *before = ::memrchr(begin, '\n', std::size_t(first - begin));
        char *lineBegin = before ? begin + (static_cast<const char *>(before) - begin) + 1 : begin;
        char *newline = begin + (static_cast<const char *>(std::memchr(first, '\n', std::size_t(end - first))) - begin);
        takeLine(lineBegin, newline, offset + (lineBegin - start));
        begin = newline + 1;
    }
}

void LineLoop::Private::takeLine(char *begin, char *end, std::int64_t offset)
{
    const std::int64_t next = offset + (end - begin) + 1;
    if (std::size_t(end - begin) > LongLine) {
        end = begin + LineCompactor{}.feed(begin, std::size_t(end - begin), begin);
        *end = '\n'; // or what is left of the longer text might complete a torn line
    }
    parseLine({begin, std::size_t(end - begin)}, offset);
    if (sink->size() >= options.flushRecords) {
        flush(next, false);
    }
}

void LineLoop::Private::parseLine(std::string_view line, std::int64_t offset)
{
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    if (offset == 0 && line.starts_with(ByteOrderMark)) {
        line.remove_prefix(ByteOrderMark.size());
    }
    if (!line.empty()) {
        parser->parse(line, offset, *sink);
    }
}

/// The rest of the file, when it may be a whole line that only lacks its newline. A part of a JSON value is never one,
/// so nothing is taken from a line that is still growing. Formats with a state would be led astray by reading it twice, unless they go back to the
/// one before it.
/// @param size of the text at `begin`, behind which Padding bytes may be overwritten
void LineLoop::Private::preview(char *begin, std::size_t size, std::int64_t offset)
{
    while (size > 0 && (begin[size - 1] == ' ' || begin[size - 1] == '\t' || begin[size - 1] == '\r')) {
        --size;
    }
    if ((!format->stateless && !format->readsAhead) || size == 0 || (begin[size - 1] != '}' && begin[size - 1] != ']')) {
        return;
    }
    if (size > LongLine) {
        size = LineCompactor{}.feed(begin, size, begin);
    }
    std::memset(begin + size, '\n', Padding); // no bytes of other lines, which might complete it
    if (filter->passes({begin, size})) {
        stateBefore = parser->saveState();
        sink->beginPreview();
        parseLine({begin, size}, offset);
        sink->endPreview();
    }
}

void LineLoop::Private::feedLongLine(const char *data, std::size_t size)
{
    LongLineState &state = longLine;
    if (state.tooLong) {
        if (!state.hasNeedle && !filter->isByLine()) {
            state.overlap.append(data, size);
            state.hasNeedle = filter->passes(state.overlap);
            state.overlap.erase(0, state.overlap.size() - std::min(state.overlap.size(), Padding));
        }
        return;
    }
    state.scratch.resize(size);
    const std::size_t written = state.compactor.feed(data, size, state.scratch.data());
    if (state.kept.size() + written > options.maxLine) {
        state.tooLong = true;
        state.hasNeedle = filter->passes({state.kept.data(), state.kept.size()});
        feedLongLine(data, size);
        return;
    }
    state.kept.insert(state.kept.end(), state.scratch.begin(), state.scratch.begin() + std::ptrdiff_t(written));
}

void LineLoop::Private::finishLongLine()
{
    if (longLine.tooLong) {
        if (longLine.hasNeedle) {
            sink->problem(Cause::LineTooLong, longLine.offset, {});
            sink->skipped();
        }
    } else if (filter->passes({longLine.kept.data(), longLine.kept.size()})) {
        const std::size_t size = longLine.kept.size();
        longLine.kept.resize(size + Padding);
        parseLine({longLine.kept.data(), size}, longLine.offset);
    }
    longLine = {};
}

void LineLoop::Private::flush(std::int64_t consumed, bool last)
{
    flush(consumed, last, parser->saveState());
}

void LineLoop::Private::flush(std::int64_t consumed, bool last, std::string parserState)
{
    LineBatch batch = sink->take();
    batch.consumed = consumed;
    batch.parserState = std::move(parserState);
    batch.last = last;
    (*deliver)(std::move(batch));
}

} // namespace tokenmeter
