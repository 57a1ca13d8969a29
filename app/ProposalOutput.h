// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "pricing/Proposal.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace tokenmeter
{

/// Changes of a price list, and what accepting it would move, as commands print them.
QJsonArray changesJson(const std::vector<CatalogueChange> &changes);
QJsonObject movesJson(const RepricePreview &preview);
QString changesText(const std::vector<CatalogueChange> &changes); ///< a table; empty without changes
QString movesText(const RepricePreview &preview);

/// What pricing the whole ledger by a catalogue and its own prices would move.
Result<RepricePreview> previewOf(LedgerReader &reader, const std::shared_ptr<const Catalogue> &catalogue);

} // namespace tokenmeter
