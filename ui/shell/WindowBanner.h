// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "widgets/Tone.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <vector>

namespace tokenmeter
{

/// What a banner's button does.
enum class BannerAction { LeaveDemo, OpenLedger, TryAgain, ShowUnpriced, SetPrice, Dismiss };

struct BannerMessage
{
    Tone tone = Tone::Accent;
    Icon icon = Icon::Info;
    QString sentence{};
    std::vector<BannerAction> actions{};
};

/// What bannerOf() looks at.
struct BannerFacts
{
    bool demo = false;
    std::optional<Problem> ledgerProblem{}; ///< the ledger cannot be opened or asked
    std::optional<Problem> jobProblem{};    ///< an import or a backup stopped
    std::vector<LedgerReader::ModelVolume> unpriced{};
    bool unpricedShown = false; ///< the view is filtered by them already
};

class WindowBanner
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::WindowBanner)
public:
    /// One at a time; demo before error before unpriced. Nothing when all is well.
    static std::optional<BannerMessage> of(const BannerFacts &facts);
    static QString verb(BannerAction action);
    /// "1 model has no price: qwen3-coder-next, 38 requests. It is not in any total."
    static QString unpricedSentence(const std::vector<LedgerReader::ModelVolume> &models);
};

} // namespace tokenmeter
