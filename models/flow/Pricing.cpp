// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Pricing.h"

namespace tokenmeter
{

Result<std::shared_ptr<const Catalogue>> catalogueOf(LedgerReader &reader)
{
    const Result<LedgerReader::AcceptedCatalogue> accepted = reader.catalogue();
    if (!accepted) {
        return accepted.problem();
    }
    if (accepted->json.empty()) {
        return Catalogue::builtIn();
    }
    return Catalogue::fromJson(accepted->json);
}

Result<std::unique_ptr<Pricer>> pricerOf(LedgerReader &reader)
{
    Result<std::shared_ptr<const Catalogue>> catalogue = catalogueOf(reader);
    if (!catalogue) {
        return catalogue.problem();
    }
    Result<std::vector<OwnPrice>> own = reader.ownPrices();
    if (!own) {
        return own.problem();
    }
    return std::make_unique<Pricer>(*std::move(catalogue), *std::move(own));
}

Result<bool> isCatalogueAccepted(LedgerReader &reader)
{
    const Result<LedgerReader::AcceptedCatalogue> accepted = reader.catalogue();
    if (!accepted) {
        return accepted.problem();
    }
    return !accepted->json.empty() || accepted->version.empty() || accepted->version == Catalogue::builtIn()->version();
}

RateSource rateSourceOf(Pricer &pricer)
{
    return [&pricer](const UsageRecord &record, const Serving &serving) -> const Rate & { return pricer.rateOf(record, serving); };
}

Result<Done> adoptCatalogue(LedgerWriter &writer, LedgerReader &reader, UtcTime now)
{
    const Result<LedgerReader::AcceptedCatalogue> accepted = reader.catalogue();
    if (!accepted) {
        return accepted.problem();
    }
    if (!accepted->version.empty()) {
        return Done{};
    }
    return writer.acceptCatalogue(Catalogue::builtIn()->version(), {}, now);
}

} // namespace tokenmeter
