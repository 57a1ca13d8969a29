// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsExport.h"

#include "itemmodels/PageTable.h"

#include <QSaveFile>

namespace tokenmeter
{
namespace
{

// Along the index of time a page costs its rows; in another order each page is a scan, so fewer and larger ones.
constexpr std::size_t RowsByTime = 2'000;
constexpr std::size_t RowsByValue = 100'000;

Problem notWritten(const QSaveFile &file)
{
    return {.cause = Cause::FileNotWritten, .file = file.fileName().toStdString(), .args = {file.errorString().toStdString()}};
}

} // namespace

Result<std::int64_t> exportRecords(WindowServices::Reading &reading, const RecordsExport &work)
{
    const Result<RecordCounts> counts = reading.reader.recordCounts(work.question.filter, work.zone, {});
    if (!counts) {
        return counts.problem();
    }
    QSaveFile target{work.file};
    if (!target.open(QIODevice::WriteOnly)) {
        return notWritten(target);
    }
    target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    target.write(CsvMark);
    QStringList head;
    for (const RecordColumn column : work.columns) {
        head << RecordsText::title(column);
    }
    head << RecordsText::excludedWord();
    target.write(csvLineOf(head).toUtf8());

    const RecordsText text{work.zone, {}, {}, {}};
    RecordQuestion question = work.question;
    question.place.reset();
    question.backwards = false;
    question.limit = question.sort == RecordSort::Time ? RowsByTime : RowsByValue;
    std::int64_t written = 0;
    for (bool atEnd = false; !atEnd;) {
        const Result<RecordPage> page = reading.reader.records(question, work.zone, {});
        if (!page) {
            return page.problem();
        }
        for (const RecordRow &row : page->rows) {
            QStringList cells;
            for (const RecordColumn column : work.columns) {
                cells << text.exact(row, column);
            }
            cells << (row.isExcluded() ? RecordsText::excludedWord() : QString{});
            if (target.write(csvLineOf(cells).toUtf8()) < 0) {
                return notWritten(target);
            }
        }
        written += std::int64_t(page->rows.size());
        atEnd = page->atEnd || page->rows.empty();
        if (!atEnd) {
            question.place = placeOf(page->rows.back(), question.sort);
        }
        if (reading.progress && counts->records > 0) {
            reading.progress(std::min(1.0, double(written) / double(counts->records)));
        }
    }
    return target.commit() ? Result<std::int64_t>{written} : Result<std::int64_t>{notWritten(target)};
}

} // namespace tokenmeter
