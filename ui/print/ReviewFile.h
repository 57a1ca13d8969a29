// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "flow/ReviewAliases.h"

#include <QByteArray>
#include <QPageSize>
#include <QString>

#include <optional>

namespace tokenmeter
{

/// Files that a review becomes, told by the end of their name.
enum class ReviewForm { Pdf, Html, DaysCsv, ProjectsCsv, FocusCsv, Json };
/// Nothing for any other end. The longer one counts: x.focus.csv is no x.csv.
std::optional<ReviewForm> reviewFormOf(const QString &file);
/// "pdf", "html", "csv", "projects.csv", "focus.csv", "json".
QString endingOf(ReviewForm form);
/// "tokenmeter-review-2026-10.pdf"
QString reviewFileName(const NamedPeriod &period, ReviewForm form);

struct ReviewFileContent
{
    QByteArray bytes{};
    int pages = 0; ///< of a PDF
};
/// In the program's language. A PDF needs a QApplication and its thread.
/// @param ledger what the foot of a page calls it
/// Problems: UnknownZone.
Result<ReviewFileContent> reviewFileOf(const ReviewData &review, ReviewForm form, const QString &ledger, QPageSize::PageSizeId paper);

/// Writes a file whole or not at all, readable by its owner alone; what was there is replaced. Not for the window's thread.
/// Problems: FileNotWritten.
Result<Done> writeReviewFile(const QString &file, const QByteArray &content);

} // namespace tokenmeter
