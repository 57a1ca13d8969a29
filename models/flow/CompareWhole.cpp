// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/CompareWhole.h"

#include "flow/CompareReading.h"
#include "flow/Spend.h"

#include <algorithm>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace tokenmeter
{
namespace
{

/// Local days, both inclusive; open where the view is.
struct Piece
{
    std::optional<LocalDay> from{};
    std::optional<LocalDay> to{};
    std::int64_t requests = 0;
};

/// At least one. Days without usage belong to the piece before them: what comes in meanwhile is not lost.
std::vector<Piece> piecesOf(const UsageCells &byDay, const UsageFilter &filter, std::int64_t size)
{
    std::map<LocalDay, std::int64_t> days;
    for (const UsageCell &cell : byDay.cells) {
        days[LocalDay{std::chrono::days{cell.key[0]}}] += cell.requests;
    }
    std::vector<Piece> pieces{{.from = filter.from, .to = filter.to}};
    for (const auto &[day, requests] : days) {
        if (pieces.back().requests > 0 && pieces.back().requests + requests > size) {
            pieces.back().to = day - std::chrono::days{1};
            pieces.push_back({.from = day, .to = filter.to});
        }
        pieces.back().requests += requests;
    }
    return pieces;
}

/// Sums up pieces, whose buckets and lists are numbered apart.
class WholeSum
{
public:
    void add(const CompareRecords &piece, const ReplayResult &result, const std::vector<ReplayTarget> &targets)
    {
        const std::vector<std::size_t> places = placesOf(piece.buckets);
        ReplayResult moved = atPlaces(result, places);
        if (!m_result) {
            m_result = std::move(moved);
            m_targets = targets;
        } else {
            addTo(*m_result, moved);
            for (std::size_t i = 0; i < targets.size(); ++i) {
                addPrices(m_targets[i], targets[i]);
            }
        }
        for (const ReplayOwn &own : piece.input.owns) {
            if (std::find(m_records.input.owns.begin(), m_records.input.owns.end(), own) == m_records.input.owns.end()) {
                m_records.input.owns.push_back(own);
            }
        }
        m_records.total += piece.total;
        for (const CompareUsed &used : piece.used) {
            addUsed(used);
        }
        m_records.ownPrices = piece.ownPrices;
        m_records.rates = piece.rates;
    }
    WholeComparison finish(const CompareRequest &request)
    {
        m_records.input.buckets = std::uint32_t(m_records.buckets.size());
        std::sort(m_records.used.begin(), m_records.used.end(), [](const CompareUsed &a, const CompareUsed &b) {
            return a.tokens != b.tokens ? a.tokens > b.tokens : a.key < b.key;
        });
        Comparison comparison = comparisonOf(m_records, m_targets, request, *m_result);
        return {.records = std::move(m_records), .comparison = std::move(comparison)};
    }

private:
    std::vector<std::size_t> placesOf(const std::vector<CompareRecords::Bucket> &buckets)
    {
        std::vector<std::size_t> places;
        for (const CompareRecords::Bucket &bucket : buckets) {
            const auto [place, isNew] = m_places.try_emplace(bucket, m_records.buckets.size());
            if (isNew) {
                m_records.buckets.push_back(bucket);
            }
            places.push_back(place->second);
        }
        return places;
    }
    ReplayResult atPlaces(const ReplayResult &result, const std::vector<std::size_t> &places) const
    {
        const std::size_t currencies = result.currencies.size();
        const auto moved = [&](const auto &cells) {
            std::remove_cvref_t<decltype(cells)> all(m_records.buckets.size() * currencies);
            for (std::size_t cell = 0; cell < cells.size(); ++cell) {
                all[places[cell / currencies] * currencies + cell % currencies] = cells[cell];
            }
            return all;
        };
        ReplayResult other = result;
        other.actual = moved(result.actual);
        other.stayed = moved(result.stayed);
        for (ReplayOutcome &outcome : other.models) {
            outcome.sums = moved(outcome.sums);
            outcome.excluded = moved(outcome.excluded);
        }
        return other;
    }
    void addUsed(const CompareUsed &used)
    {
        const auto same = std::find_if(m_records.used.begin(), m_records.used.end(), [&](const CompareUsed &other) { return other.key == used.key; });
        if (same == m_records.used.end()) {
            m_records.used.push_back(used);
            return;
        }
        same->requests += used.requests;
        same->tokens += used.tokens;
        same->providers.insert(used.providers.begin(), used.providers.end());
        for (const std::string &raw : used.rawModels) {
            if (std::find(same->rawModels.begin(), same->rawModels.end(), raw) == same->rawModels.end()) {
                same->rawModels.push_back(raw);
            }
        }
    }

    CompareRecords m_records{};
    std::optional<ReplayResult> m_result{};
    std::vector<ReplayTarget> m_targets{};
    std::map<CompareRecords::Bucket, std::size_t> m_places{};
};

} // namespace

Result<WholeComparison> compareWhole(LedgerReader &reader, Pricer &pricer, const CompareRequest &request, const WholeSizes &sizes)
{
    if (const std::optional<Problem> wrong = wrongCurrency(request)) {
        return *wrong;
    }
    const std::uint32_t interrupts = reader.interrupts();
    const Result<UsageCells> byDay = reader.usage(request.filter, {Dimension::Day}, request.zone);
    if (!byDay) {
        return byDay.problem();
    }
    const std::vector<Piece> pieces = piecesOf(*byDay, request.filter, sizes.piece);
    std::int64_t all = 0, done = 0;
    for (const Piece &piece : pieces) {
        all += piece.requests;
    }
    WholeSum sum;
    for (const Piece &piece : pieces) {
        CompareRequest ofPiece = request;
        ofPiece.filter.from = piece.from;
        ofPiece.filter.to = piece.to;
        ofPiece.progress = [&](double part) {
            if (request.progress && all > 0) {
                request.progress((double(done) + part * double(piece.requests)) / double(all));
            }
        };
        CompareReading reading{pricer, ofPiece};
        ReplayedParts parts{pricer, ofPiece};
        if (const Result<Done> read = reading.read(reader, sizes.part, [&](CompareRecords &part, bool isFirst) { parts.take(part, isFirst); }); !read) {
            return read.problem();
        }
        if (reader.interrupts() != interrupts) {
            return Problem{.cause = Cause::Cancelled}; // between two questions
        }
        sum.add(reading.records(), parts.sum(), parts.targets());
        done += piece.requests;
        if (request.progress && all > 0) {
            request.progress(double(done) / double(all));
        }
    }
    return sum.finish(request);
}

} // namespace tokenmeter
