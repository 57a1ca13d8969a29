// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/StatusProblem.h"
#include "providers/Url.h"
#include "providers/rates/RateDays.h"

#include <QXmlStreamReader>

namespace tokenmeter
{
namespace
{

constexpr std::chrono::days ShortHistory{85}; ///< the file of ninety days ends some days early where holidays are many

std::vector<HttpRequest> requests(const RateSpan &span, LocalDay today, std::string_view base)
{
    const char *file = span.from < today - ShortHistory ? "/stats/eurofxref/eurofxref-hist.xml"
        : span.from == today                            ? "/stats/eurofxref/eurofxref-daily.xml"
                                                        : "/stats/eurofxref/eurofxref-hist-90d.xml";
    return {{.url = joinedUrl(base.empty() ? ecbRates().base : base, file)}};
}

/// Source: the bank's files: Cube without attributes, in it a Cube with `time` a day, in it a Cube with `currency` and `rate`.
/// Prefixes of names differ between readers, so local names are compared.
Result<std::vector<ExchangeRate>> parse(const HttpReply &reply, const RateSpan &span)
{
    if (const std::optional<Problem> problem = problemOfStatus(reply)) {
        return *problem;
    }
    QXmlStreamReader xml{QByteArray::fromRawData(reply.body.data(), qsizetype(reply.body.size()))};
    RateDays days{span, ecbRates().name};
    std::string day;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isDTD()) {
            return unexpectedRate("DOCTYPE"); // the bank's files have none, and what is declared there can grow without end
        }
        if (!xml.isStartElement() || xml.name() != u"Cube") {
            continue;
        }
        const QXmlStreamAttributes attributes = xml.attributes();
        if (attributes.hasAttribute(QLatin1String("time"))) {
            day = attributes.value(QLatin1String("time")).toString().toStdString();
        } else if (attributes.hasAttribute(QLatin1String("currency"))
                   && !days.add(day, attributes.value(QLatin1String("currency")).toString().toStdString(),
                                attributes.value(QLatin1String("rate")).toString().toStdString())) {
            return unexpectedRate("Cube");
        }
    }
    if (xml.hasError()) {
        if (xml.error() == QXmlStreamReader::PrematureEndOfDocumentError) {
            return Problem{.cause = Cause::ReplyCutShort};
        }
        return unexpectedRate("xml");
    }
    return days.take("Cube");
}

} // namespace

RatePublisher ecbRates()
{
    return {.id = "ecb", .name = "ECB", .base = "https://www.ecb.europa.eu", .requests = requests, .parse = parse};
}

std::vector<RatePublisher> ratePublishers()
{
    return {ecbRates(), frankfurterRates()};
}

} // namespace tokenmeter
