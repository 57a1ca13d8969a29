// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Import.h"
#include "flow/Pricing.h"
#include "import/Discovery.h"
#include "support/Corpus.h"

#include <QTemporaryDir>

#include <map>
#include <string>

namespace tokenmeter::testing
{

/// A ledger file in a folder of its own, filled by the real import.
class ImportedLedger
{
public:
    ImportedLedger();

    /// Reads what is at the paths (scan of each) and returns the run's summary. Aborts the program when the ledger fails.
    ImportSummary import(const std::vector<std::string> &paths, unsigned threads = 1, std::stop_token stop = {});
    std::string fingerprint();
    /// All checks of verify() hold; else their details.
    std::string whatIsWrong();
    /// (UTC day, raw model) to sums, as a Corpus tells them.
    std::map<std::pair<std::string, std::string>, CorpusTokens> cells();
    ImportLimits limits{}; ///< of imports that follow
    std::string path() const { return m_folder.filePath(QStringLiteral("ledger.db")).toStdString(); }

private:
    QTemporaryDir m_folder;
};

} // namespace tokenmeter::testing
