// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/ReviewFile.h"

#include "flow/ReviewCsv.h"
#include "flow/ReviewFocus.h"
#include "flow/ReviewJson.h"
#include "print/ReviewHtml.h"
#include "print/ReviewPrint.h"

#include <QBuffer>
#include <QSaveFile>

#include <array>
#include <utility>

namespace tokenmeter
{
namespace
{

/// Longer ends before those that they end in.
constexpr std::array FormEndings{std::pair{ReviewForm::FocusCsv, "focus.csv"}, std::pair{ReviewForm::ProjectsCsv, "projects.csv"}, std::pair{ReviewForm::DaysCsv, "csv"},
                                 std::pair{ReviewForm::Pdf, "pdf"},            std::pair{ReviewForm::Html, "html"},               std::pair{ReviewForm::Json, "json"}};

} // namespace

std::optional<ReviewForm> reviewFormOf(const QString &file)
{
    for (const auto &[form, ending] : FormEndings) {
        if (file.endsWith(QLatin1Char('.') + QLatin1String(ending))) {
            return form;
        }
    }
    return std::nullopt;
}

QString endingOf(ReviewForm form)
{
    for (const auto &[each, ending] : FormEndings) {
        if (each == form) {
            return QString::fromLatin1(ending);
        }
    }
    return {};
}

QString reviewFileName(const NamedPeriod &period, ReviewForm form)
{
    return QStringLiteral("tokenmeter-review-%1.%2").arg(QString::fromStdString(toText(period)).replace(QStringLiteral(".."), QStringLiteral("--")), endingOf(form));
}

Result<ReviewFileContent> reviewFileOf(const ReviewData &review, ReviewForm form, const QString &ledger, QPageSize::PageSizeId paper)
{
    switch (form) {
    case ReviewForm::Html: return ReviewFileContent{reviewHtml(review)};
    case ReviewForm::DaysCsv: return ReviewFileContent{QByteArray::fromStdString(reviewDaysCsv(review))};
    case ReviewForm::ProjectsCsv: return ReviewFileContent{QByteArray::fromStdString(reviewProjectsCsv(review))};
    case ReviewForm::Json: return ReviewFileContent{QByteArray::fromStdString(reviewText(review))};
    case ReviewForm::FocusCsv: {
        const Result<std::string> focus = reviewFocusCsv(review);
        return focus ? Result<ReviewFileContent>{ReviewFileContent{QByteArray::fromStdString(*focus)}} : Result<ReviewFileContent>{focus.problem()};
    }
    case ReviewForm::Pdf: break;
    }
    ReviewFileContent pdf;
    QBuffer buffer{&pdf.bytes};
    buffer.open(QIODevice::WriteOnly);
    pdf.pages = ReviewPrint{review, ledger}.writePdf(buffer, paper);
    return pdf;
}

Result<Done> writeReviewFile(const QString &file, const QByteArray &content)
{
    QSaveFile target{file};
    // The permissions first: the file under its temporary name already holds everything.
    const bool isWritten = target.open(QIODevice::WriteOnly) && target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && target.write(content) == content.size()
        && target.commit();
    return isWritten ? Result<Done>{Done{}} : Result<Done>{Problem{.cause = Cause::FileNotWritten, .file = file.toStdString(), .args = {target.errorString().toStdString()}}};
}

} // namespace tokenmeter
