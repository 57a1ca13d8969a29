// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ImportSupport.h"

#include <QDir>
#include <QFileInfo>

namespace tokenmeter::testing
{
namespace
{

QString causeName(Cause cause)
{
    switch (cause) {
    case Cause::FileMissing: return QStringLiteral("FileMissing");
    case Cause::FileUnreadable: return QStringLiteral("FileUnreadable");
    case Cause::NotARegularFile: return QStringLiteral("NotARegularFile");
    case Cause::SymlinkOutsideRoot: return QStringLiteral("SymlinkOutsideRoot");
    case Cause::UnknownFormat: return QStringLiteral("UnknownFormat");
    case Cause::FileTooDeep: return QStringLiteral("FileTooDeep");
    case Cause::NotJson: return QStringLiteral("NotJson");
    case Cause::NotUtf8: return QStringLiteral("NotUtf8");
    case Cause::WrongType: return QStringLiteral("WrongType");
    case Cause::MissingField: return QStringLiteral("MissingField");
    case Cause::BadNumber: return QStringLiteral("BadNumber");
    case Cause::WrongTypeCounted: return QStringLiteral("WrongTypeCounted");
    case Cause::MissingFieldCounted: return QStringLiteral("MissingFieldCounted");
    case Cause::BadNumberCounted: return QStringLiteral("BadNumberCounted");
    case Cause::NegativeCount: return QStringLiteral("NegativeCount");
    case Cause::CountTooLarge: return QStringLiteral("CountTooLarge");
    case Cause::SubsetLargerThanTotal: return QStringLiteral("SubsetLargerThanTotal");
    case Cause::TotalMismatch: return QStringLiteral("TotalMismatch");
    case Cause::ColumnMissing: return QStringLiteral("ColumnMissing");
    case Cause::RowsRefused: return QStringLiteral("RowsRefused");
    case Cause::ToldElsewhere: return QStringLiteral("ToldElsewhere");
    case Cause::ToolNotNamed: return QStringLiteral("ToolNotNamed");
    case Cause::OtherCurrency: return QStringLiteral("OtherCurrency");
    case Cause::BadTime: return QStringLiteral("BadTime");
    case Cause::TimeTooEarly: return QStringLiteral("TimeTooEarly");
    case Cause::LineTooLong: return QStringLiteral("LineTooLong");
    default: return QStringLiteral("cause %1").arg(int(cause));
    }
}

} // namespace

void Reading::take(LineBatch &&batch)
{
    ledger.add(batch.usage);
    for (const FormerIdentity &each : batch.usage.former) {
        former.emplace_back(batch.usage.records.at(each.record), each);
    }
    problems.insert(problems.end(), batch.problems.begin(), batch.problems.end());
    skipped += batch.skippedLines;
    duplicates += batch.duplicateLines;
    ++batches;
    consumed = batch.consumed;
    parserState = batch.parserState;
}

QStringList Reading::records() const
{
    QStringList result;
    for (const ReferenceLedger::Entry &entry : ledger.entries()) {
        const UsageRecord &r = entry.record;
        const TokenCounts &t = r.tokens;
        const std::string &model = entry.context.serving.model;
        QString text = QStringLiteral("%1 %2 %3/%4/%5/%6/%7")
                           .arg(QString::fromStdString(toRfc3339(r.time)),
                                model.empty() ? QStringLiteral("-") : QString::fromStdString(model))
                           .arg(t.input)
                           .arg(t.cacheRead)
                           .arg(t.cacheWrite5m)
                           .arg(t.cacheWrite1h)
                           .arg(t.output);
        const auto add = [&](const char *name, const std::string &value) {
            if (!value.empty()) {
                text += QStringLiteral(" %1=%2").arg(QLatin1String{name}, QString::fromStdString(value));
            }
        };
        add("reasoning", t.reasoning == 0 ? "" : std::to_string(t.reasoning));
        add("agent", entry.context.attribution.agent);
        add("tier", entry.context.serving.serviceTier);
        add("cost", r.reportedAmount);
        add("side", r.has(SidechainFlag) ? "1" : "");
        add("clamped", r.has(ClampedFlag) ? "1" : "");
        add("fallback", r.has(FallbackModelFlag) ? "1" : "");
        result << text;
    }
    return result;
}

QStringList Reading::problemTexts() const
{
    QStringList result;
    for (const Problem &problem : problems) {
        QString text = causeName(problem.cause);
        if (problem.offset >= 0) {
            text += QStringLiteral("@%1").arg(problem.offset);
        }
        if (!problem.field.empty()) {
            text += QStringLiteral(" ") + QString::fromStdString(problem.field);
        }
        result << text;
    }
    return result;
}

void readInto(Reading &reading, const Format &format, const std::string &path, const ReadRange &range,
              const LineLoop::Options &options, std::string relativePath)
{
    const Result<LogFile> log = LogFile::open(path);
    if (!log) {
        qFatal("cannot open %s", path.c_str());
    }
    LineLoop loop{options};
    const FileContext file{.path = path, .relativePath = std::move(relativePath)};
    const Result<Done> done =
        loop.read(format, file, *log, range, [&](LineBatch &&batch) { reading.take(std::move(batch)); });
    if (!done) {
        qFatal("cannot read %s: cause %d", path.c_str(), int(done.problem().cause));
    }
}

Reading readText(const Format &format, const QByteArray &bytes, const LineLoop::Options &options, const QString &name)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    writeFile(path, bytes);
    Reading reading;
    readInto(reading, format, path.toStdString(), {}, options);
    return reading;
}

Reading readAll(const Discovery &found)
{
    Reading reading;
    for (const DiscoveredSource &source : found.sources) {
        for (const DiscoveredFile &file : source.files) {
            readInto(reading, *source.format, file.path, {}, {}, file.relativePath);
        }
    }
    return reading;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QDir{}.mkpath(QFileInfo{path}.absolutePath());
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write a test file");
    }
}

} // namespace tokenmeter::testing
