// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowStatus.h"

#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"

#include <QStringList>

#include <algorithm>
#include <climits>

namespace tokenmeter
{

namespace
{

QString joined(const QStringList &parts)
{
    return parts.join(QStringLiteral("  ·  "));
}

/// Names of zones are ASCII paths; the city is enough where place is short.
QString zoneName(const Zone &zone, bool narrow)
{
    const QString id = QString::fromStdString(zone.id());
    return narrow ? id.section(u'/', -1).replace(u'_', u' ') : id;
}

} // namespace

QString WindowStatusText::pricedShare(std::int64_t unpriced, std::int64_t total)
{
    constexpr std::int64_t PartsInWhole = 1000;
    // The share is rounded down, so that one unpriced token keeps it below 100 %.
    const Int128 perMille = total > 0 ? Int128(total - unpriced) * PartsInWhole / total : Int128(PartsInWhole);
    return unpriced == 0 ? ShareText::whole(1, 1) : ShareText::oneDecimal(perMille, PartsInWhole);
}

WindowStatus WindowStatusText::statusOf(const StatusFacts &facts, const Zone &zone, UtcTime now)
{
    WindowStatus status;
    const LocalDay today = zone.dayOf(now);
    const OverviewData *data = facts.data;
    QStringList parts;
    if (facts.ledgerFailed) {
        parts << tr("The ledger is not open");
        status.failed = true;
    } else if (data && data->ledger.records == 0) {
        parts << tr("No records yet");
        status.empty = true;
    } else if (data) {
        if (data->ledger.lastImport) {
            const bool readToday = zone.dayOf(*data->ledger.lastImport) == today;
            parts << tr("Logs read to %1").arg(readToday ? DateText::time(*data->ledger.lastImport, zone)
                                                         : DateText::moment(*data->ledger.lastImport, zone, today));
        }
        if (facts.isOfTheView) {
            parts << tr("%1 in view").arg(TokenText::requests(data->total.requests));
        }
        if (facts.isOfTheView && data->total.totalTokens > 0) {
            parts << tr("%1 of tokens priced").arg(pricedShare(data->total.unpricedTokens, data->total.totalTokens));
        }
    }
    status.failed = status.failed || facts.unseenProblems > 0;
    status.empty = status.empty || !data;
    status.facts = joined(parts);
    if (facts.progress.running) {
        const ImportProgress &p = facts.progress;
        status.job = p.filesTotal > 0 ? tr("Importing %1 of %2").arg(NumberText::whole(p.filesDone),
                                                                    tr("%Ln file(s)", nullptr, int(std::min<qint64>(p.filesTotal, INT_MAX))))
                                      : tr("Looking for new usage");
        status.permille = p.bytesTotal > 0 ? int(std::clamp<qint64>(p.bytesDone * 1000 / p.bytesTotal, 0, 1000)) : -1;
    } else if (facts.reading) {
        status.job = tr("Reading records");
        status.permille = int(std::clamp(*facts.reading, 0.0, 1.0) * 1000);
    }
    if (facts.unseenProblems > 0) {
        status.failureLink = tr("%Ln problem(s)", nullptr, int(std::min<std::size_t>(facts.unseenProblems, INT_MAX)));
    }
    QStringList right;
    if (!facts.catalogueVersion.isEmpty()) {
        const std::optional<LocalDay> day = parseDay(facts.catalogueVersion.toStdString());
        const QString version = day ? DateText::day(*day, LocalDay{}) : visibleText(facts.catalogueVersion);
        right << (facts.narrow ? tr("Prices %1").arg(version) : tr("Prices as of %1").arg(version));
    }
    right << zoneName(zone, facts.narrow);
    status.surroundings = joined(right);
    return status;
}

} // namespace tokenmeter
