// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Json.h"
#include "core/Zone.h"
#include "flow/SourceDetails.h"
#include "ledger/SourceBook.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace tokenmeter
{

/// What the command `sources` says, as JSON and for people. Numbers of sources are their places in the list, from 1.
QJsonObject sourceJson(const SourceKey &source);
QJsonObject sourcesJson(const std::vector<SourceFacts> &sources, const Zone &zone, UtcTime now);
/// With a line below the table for what a source's figures need to be read rightly.
QString sourcesText(const std::vector<SourceFacts> &sources, const Zone &zone, UtcTime now);

QJsonObject stateJson(const SourceKey &source, SourceState state, const ForgetEffect &effect);
/// @param before as the source was
QString stateText(const SourceFacts &before, SourceState state, bool withRecords, const ForgetEffect &effect);

/// "auto", "inside", "beside"
QString cacheWord(CacheReading reading);

/// Which part of what was merged is told.
struct DuplicatesShown
{
    bool lines = true;  ///< of one file, by file
    bool copies = true; ///< of other places, by rule
    bool oneRule = false; ///< of these one alone was asked for
};
QJsonObject duplicatesJson(const SourceFacts &source, const SourceDuplicates &duplicates, const DuplicatesShown &shown);
QString duplicatesText(const SourceFacts &source, const SourceDuplicates &duplicates, const DuplicatesShown &shown);

/// How much was merged of each source. @param found of each, in their order
QJsonObject allDuplicatesJson(const std::vector<SourceFacts> &sources, const std::vector<SourceDuplicates> &found);
QString allDuplicatesText(const std::vector<SourceFacts> &sources, const std::vector<SourceDuplicates> &found);

QJsonObject overlapsJson(const std::vector<Overlap> &overlaps, const std::vector<SourceFacts> &sources);
/// @param all also the pairs in which nothing is left out, after the others; else their number
QString overlapsText(const std::vector<Overlap> &overlaps, const std::vector<SourceFacts> &sources, bool all);

} // namespace tokenmeter
