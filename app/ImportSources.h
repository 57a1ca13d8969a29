// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "CommandLine.h"
#include "Environment.h"
#include "import/Discovery.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What an import command is about, found but not read yet.
struct ImportSources
{
    Discovery found{};
    std::vector<Problem> failedPaths{};   ///< paths that do not exist or hold no known format: the others are imported
    std::optional<Problem> wrongUsage{};  ///< nothing is imported
    std::string home{};                   ///< source paths below it are shown relative to it
};

/// Without paths: the logs of all known tools, honouring the tools' own environment variables only when no home is given.
/// @param ledger beside which the profiles lie that are kept under a name
ImportSources importSources(const Environment &environment, const QString &ledger, const ImportCommand &command);

/// The format of a source that was read by a profile ("generic:mine"), when a profile of that name is kept; null else.
const Format *formatOnShelf(const std::string &id, const QString &ledger);

/// "No usage logs were found on this computer", and which tools are looked for.
QString nothingFoundSentence();

} // namespace tokenmeter
