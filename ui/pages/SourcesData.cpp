// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SourcesData.h"

#include "core/MappedFormat.h"
#include "flow/KnownSources.h"
#include "flow/Overlaps.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

std::int64_t volumeOf(const SourceEntry &entry)
{
    return entry.facts.records + entry.facts.notCounting();
}

void sortByVolume(std::vector<SourceEntry> &entries)
{
    std::sort(entries.begin(), entries.end(), [](const SourceEntry &a, const SourceEntry &b) {
        return std::pair{-volumeOf(a), a.facts.key} < std::pair{-volumeOf(b), b.facts.key};
    });
}

} // namespace

Result<SourcesData> sourcesDataOf(WindowServices::Reading reading, LocalDay month, const Zone &zone, bool looks,
                                  const std::function<bool(const std::string &format)> &hasProfile)
{
    SourcesData data;
    Result<std::vector<SourceFacts>> facts = reading.reader.sourceFacts();
    if (!facts) {
        return facts.problem();
    }
    for (SourceFacts &each : *facts) {
        const bool isForgotten = each.state == SourceState::Forgotten;
        SourceEntry entry{.facts = std::move(each)};
        // A file in an archive is there as long as the archive is.
        const QFileInfo root{QString::fromStdString(placeOnDisk(entry.facts.key))};
        const bool isThere = root.exists();
        entry.isFile = isThere ? root.isFile() : !root.suffix().isEmpty();
        entry.isMissing = looks && !isForgotten && !isThere;
        const auto profile = profileOfFormat(entry.facts.key.format);
        entry.isOfLaterVersion = !profile && formatNameOf(entry.facts.key.format).empty();
        if (profile && !hasProfile(entry.facts.key.format)) {
            entry.missingProfile = *profile;
        }
        (isForgotten ? data.forgotten : data.sources).push_back(std::move(entry));
    }
    sortByVolume(data.sources);
    sortByVolume(data.forgotten);
    Result<std::vector<Overlap>> overlaps = overlapsOf(reading.reader, zone);
    if (!overlaps) {
        return overlaps.problem();
    }
    data.overlaps = *std::move(overlaps);
    Result<AccountsData> accounts = accountsDataOf(reading, month, zone);
    if (!accounts) {
        return accounts.problem();
    }
    data.accounts = *std::move(accounts);
    return data;
}

Result<std::vector<SourceFile>> sourceFilesOf(WindowServices::Reading reading, const SourceKey &source)
{
    Result<std::vector<SourceFile>> files = reading.reader.sourceFiles(source);
    if (files) {
        std::stable_sort(files->begin(), files->end(), [](const SourceFile &a, const SourceFile &b) { return a.modified > b.modified; });
    }
    return files;
}

} // namespace tokenmeter
