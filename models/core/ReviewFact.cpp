// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ReviewFact.h"

#include "core/Decimal.h"

#include <QString>

#include <algorithm>
#include <array>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::size_t LongestNote = 64 * 1024; // bytes
constexpr qsizetype LongestLine = 500;
constexpr qsizetype LongestKind = 64;

constexpr std::array<std::pair<Annotation::Kind, std::string_view>, 4> AnnotationKinds{{
    {Annotation::Kind::Release, "release"},
    {Annotation::Kind::Incident, "incident"},
    {Annotation::Kind::PriceChange, "price change"},
    {Annotation::Kind::Other, "other"},
}};

Problem wrong(const char *field, std::string given)
{
    return {.cause = Cause::BadArgument, .args = {field, std::move(given)}};
}

bool isBlank(const std::string &text)
{
    return QString::fromStdString(text).trimmed().isEmpty();
}

/// One line of at most so many letters, without control characters.
bool isLine(const std::string &text, qsizetype longest)
{
    const QString decoded = QString::fromStdString(text);
    return decoded.toStdString() == text && decoded.size() <= longest
        && std::none_of(decoded.begin(), decoded.end(), [](QChar c) {
               return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
           });
}

/// Control characters have no place in a note but for line ends and tabs.
bool isNoteText(const std::string &text)
{
    const QString decoded = QString::fromStdString(text);
    return decoded.toStdString() == text && std::none_of(decoded.begin(), decoded.end(), [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\r' && c != u'\t';
    });
}

Result<Done> checkPeriod(const NamedPeriod &period)
{
    return period.from <= period.to ? Result<Done>{Done{}} : wrong("period", toText(period));
}

Result<Done> check(const ReviewNote &note)
{
    if (isBlank(note.markdown) || note.markdown.size() > LongestNote || !isNoteText(note.markdown)) {
        return wrong("note", std::to_string(note.markdown.size()) + " bytes");
    }
    return checkPeriod(note.period);
}

Result<Done> check(const WorkOutcome &outcome)
{
    if (isBlank(outcome.kind) || !isLine(outcome.kind, LongestKind)) {
        return wrong("kind", outcome.kind);
    }
    if (!isLine(outcome.text, LongestLine)) {
        return wrong("text", outcome.text);
    }
    if (outcome.money && outcome.money->currency().isNone()) {
        return wrong("money", outcome.money->toDecimalText());
    }
    if (outcome.kind == MoneySavedKind && !outcome.money) {
        return wrong("money", {});
    }
    if (outcome.quantity < 0) {
        return wrong("quantity", formatDecimal(outcome.quantity, WorkOutcome::QuantityScale));
    }
    return checkPeriod(outcome.period);
}

Result<Done> check(const Annotation &annotation)
{
    return !isBlank(annotation.text) && isLine(annotation.text, LongestLine) ? Result<Done>{Done{}} : wrong("text", annotation.text);
}

} // namespace

std::string_view toText(Annotation::Kind kind)
{
    return std::find_if(AnnotationKinds.begin(), AnnotationKinds.end(), [kind](const auto &one) { return one.first == kind; })->second;
}

std::optional<Annotation::Kind> parseAnnotationKind(std::string_view text)
{
    std::string plain{text};
    std::replace(plain.begin(), plain.end(), '-', ' ');
    const auto found = std::find_if(AnnotationKinds.begin(), AnnotationKinds.end(), [&](const auto &one) { return one.second == plain; });
    return found == AnnotationKinds.end() ? std::nullopt : std::optional{found->first};
}

Result<Done> checkReviewFact(const ReviewFactBody &what)
{
    return std::visit([](const auto &one) { return check(one); }, what);
}

} // namespace tokenmeter
