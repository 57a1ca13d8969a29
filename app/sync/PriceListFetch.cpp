// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/PriceListFetch.h"

#include "LedgerAccess.h"
#include "PriceFiles.h"
#include "ProposalOutput.h"
#include "flow/Pricing.h"
#include "providers/StatusProblem.h"

#include <algorithm>
#include <optional>

namespace tokenmeter
{
namespace
{

constexpr int NotModified = 304;

Result<PriceListSource> listSourceOf(const std::string &id)
{
    const std::vector<PriceListSource> all = priceListSources();
    const auto found = std::find_if(all.begin(), all.end(), [&](const PriceListSource &each) { return id.empty() || each.id == id; });
    if (found == all.end()) {
        return Problem{.cause = Cause::BadArgument, .args = {"list", id}};
    }
    return *found;
}

HttpRequest requestFor(const PriceListSource &source, const std::string &base, const std::optional<KeptList> &kept)
{
    std::string host = base.empty() ? source.base : base;
    while (host.ends_with('/')) {
        host.pop_back();
    }
    HttpRequest request{.url = host + source.path, .headers = {{"Accept", "application/json"}}};
    if (kept && !kept->etag.empty()) {
        request.headers.emplace_back("If-None-Match", kept->etag);
    } else if (kept && !kept->modified.empty()) {
        request.headers.emplace_back("If-Modified-Since", kept->modified);
    }
    return request;
}

struct ReadList
{
    PublishedList list{};
    bool isUnchanged = false;
};

/// The list itself, kept as the last good one. What we have stays when the answer is worse.
Result<ReadList> readList(const PriceListSource &source, const PriceListQuestion &question, const PriceFiles &files, UtcTime now,
                          const HttpLimits &limits, const CancelFlag &cancel)
{
    // Another address's answer says nothing of this one's.
    const std::string name = question.base.empty() ? source.id : source.id + ".other";
    std::optional<KeptList> kept = files.list(name);
    Result<PublishedList> last = kept ? source.read(kept->json) : Result<PublishedList>{Problem{}};
    if (!last) {
        kept.reset(); // damaged, or of an older version's reader: ask for it whole
    }
    HttpClient client{limits, {}, cancel};
    const Result<HttpReply> reply = client.send(requestFor(source, question.base, kept));
    if (!reply) {
        return reply.problem();
    }
    if (reply->status == NotModified && last) {
        return ReadList{.list = *std::move(last), .isUnchanged = true};
    }
    if (const std::optional<Problem> refused = problemOfStatus(*reply)) {
        return *refused;
    }
    Result<PublishedList> list = source.read(reply->body);
    if (!list) {
        return list.problem();
    }
    if (last && list->models.size() * 2 < last->models.size()) {
        return Problem{.cause = Cause::BadCatalogue, .args = {"document", "less than half of the models of last time"}};
    }
    const KeptList keeping{.etag = std::string{reply->header("ETag")},
                           .modified = std::string{reply->header("Last-Modified")},
                           .fetched = now,
                           .json = reply->body};
    if (const Result<Done> done = files.keep(name, keeping); !done) {
        return done.problem();
    }
    return ReadList{.list = *std::move(list)};
}

} // namespace

Result<FetchedPrices> fetchPrices(const std::string &ledger, const PriceListQuestion &question, UtcTime now, const HttpLimits &limits,
                                  const CancelFlag &cancel)
{
    const Result<PriceListSource> source = listSourceOf(question.list);
    if (!source) {
        return source.problem();
    }
    const QString path = QString::fromStdString(ledger);
    const PriceFiles files{path};
    const Result<LedgerAccess> access = openForReading(path);
    const Result<std::shared_ptr<const Catalogue>> current
        = access ? catalogueOf(*access->reader) : Result<std::shared_ptr<const Catalogue>>{access.problem()};
    if (!current) {
        return current.problem();
    }
    const Result<ReadList> read = readList(*source, question, files, now, limits, cancel);
    if (!read) {
        return read.problem();
    }
    Result<ListMerge> merge = mergeList(**current, read->list, {.name = source->name, .day = Zone::utc().dayOf(now)}, question.withGuarded);
    if (!merge) {
        return merge.problem();
    }
    FetchedPrices fetched{.list = source->name, .isUnchanged = read->isUnchanged, .fetched = now};
    fetched.listed = std::int64_t(read->list.models.size());
    fetched.unpriced = read->list.unpriced;
    fetched.problems = read->list.problems;
    fetched.merge = *std::move(merge);
    const bool changes = !fetched.merge.json.empty();
    const Result<std::vector<Retirement>> retirements
        = retirementsInUse(*access->reader, changes ? *fetched.merge.proposal.catalogue : **current, fetched.merge.ends, now, Zone::utc());
    const Result<RepricePreview> preview
        = changes ? previewOf(*access->reader, fetched.merge.proposal.catalogue) : Result<RepricePreview>{RepricePreview{}};
    if (!retirements || !preview) {
        return retirements ? preview.problem() : retirements.problem();
    }
    fetched.retirements = *retirements;
    fetched.preview = *preview;
    if (!changes) {
        files.dropPending();
        return fetched;
    }
    const Result<Done> kept
        = files.keep(PendingPrices{.list = source->name, .fetched = now, .basis = basisOf(**current), .json = fetched.merge.json});
    return kept ? Result<FetchedPrices>{std::move(fetched)} : Result<FetchedPrices>{kept.problem()};
}

} // namespace tokenmeter
