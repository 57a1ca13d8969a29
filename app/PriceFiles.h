// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "core/Time.h"
#include "pricing/Catalogue.h"

#include <QString>

#include <optional>
#include <string>

namespace tokenmeter
{

/// A public price list as it last came whole, with what the server needs to say that it has not changed.
struct KeptList
{
    std::string etag{};
    std::string modified{}; ///< Last-Modified
    UtcTime fetched{};
    std::string json{};
};

/// A proposed catalogue that waits for the user.
struct PendingPrices
{
    std::string list{};  ///< whose prices: PriceListSource::name
    UtcTime fetched{};
    std::string basis{}; ///< basisOf() the catalogue that it was made from
    std::string json{};  ///< of the catalogue
};

/// Which prices a proposal was made for: one made for others would take back what was accepted since.
std::string basisOf(const Catalogue &catalogue);

/// That a proposal was made for others.
Problem staleProposal();

/// Lists and the proposal lie in the folder `price-lists` beside the ledger, for its user's eyes only; the proposal is one ledger's.
/// What is not there, or cannot be read, is nothing: it can be fetched again.
class PriceFiles
{
public:
    explicit PriceFiles(const QString &ledger);

    std::optional<KeptList> list(const std::string &id) const;
    /// Problem: FileNotWritten.
    Result<Done> keep(const std::string &id, const KeptList &list) const;

    std::optional<PendingPrices> pending() const;
    Result<Done> keep(const PendingPrices &pending) const;
    void dropPending() const;

private:
    QString m_folder;
    QString m_pending;
};

} // namespace tokenmeter
