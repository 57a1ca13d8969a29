// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/FileMapping.h"

#include "import/LogFile.h"
#include "import/formats/Generic.h"
#include "import/formats/GenericRows.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

constexpr std::size_t RowsToTell = 20; ///< that show whether a text is a table

} // namespace

Result<FileHead> headOfFile(const std::string &path, std::size_t most)
{
    const Result<LogFile> log = LogFile::open(path);
    if (!log) {
        return log.problem();
    }
    FileHead head{.path = path, .isPacked = log->isPacked(), .size = log->size()};
    constexpr std::size_t Block = 256U << 10;
    while (head.text.size() < most) {
        const std::size_t filled = head.text.size();
        head.text.resize(std::min(filled + Block, most));
        const std::int64_t got = log->readAt(std::int64_t(filled), head.text.data() + filled, head.text.size() - filled);
        if (got < 0) {
            return log->readProblem();
        }
        head.text.resize(filled + std::size_t(got));
        if (got == 0) {
            head.isWhole = true;
            break;
        }
    }
    return head;
}

bool looksLikeTable(const FileHead &head)
{
    const Profile profile = guessProfile(head.text);
    const TableHead table = tableHead(profile, head.text, head.isWhole, RowsToTell);
    if (table.trouble == HeadTrouble::Utf16) {
        return true; // the dialog says what to do with it
    }
    if (table.trouble != HeadTrouble::None || table.columns.size() < 2) {
        return false;
    }
    const bool isJson = profile.kind == Profile::Kind::Json || profile.kind == Profile::Kind::Jsonl;
    const auto whole = std::count_if(table.rows.begin(), table.rows.end(), [&](const RawRow &row) {
        return isJson ? !row.cells.empty() : row.cells.size() == table.columns.size();
    });
    return 2 * std::size_t(whole) > table.rows.size(); // prose with commas in it has rows of every length
}

bool isJsonDocument(const FileHead &head)
{
    return generic::kindOfText(head.text) == Profile::Kind::Json;
}

MappingStart startMapping(const FileHead &head, const std::vector<ShelvedProfile> &shelf)
{
    MappingStart start;
    start.proposal = guessProfile(head.text);
    start.proposal.name.clear();
    std::vector<std::string> others;
    for (const ShelvedProfile &each : shelf) {
        if (!each.profile) {
            continue;
        }
        const TableHead table = tableHead(*each.profile, head.text, head.isWhole);
        if (table.trouble == HeadTrouble::None && fitsColumns(*each.profile, table)) {
            start.shelved.push_back(each.name);
            ++start.fitting;
        } else {
            others.push_back(each.name);
        }
    }
    start.shelved.insert(start.shelved.end(), others.begin(), others.end());
    return start;
}

MappingTrial tryMapping(const Profile &asked, const FileHead &head)
{
    Profile profile = asked;
    if (profile.name.empty()) {
        profile.name = "unnamed";
    }
    MappingTrial trial;
    trial.table = tableHead(profile, head.text, head.isWhole);
    trial.missing = checkProfile(profile);
    // The end of the last row that is shown ends the text, but that of a list.
    const bool isList = profile.kind == Profile::Kind::Json;
    const std::string_view rows = isList ? std::string_view{head.text} : std::string_view{head.text}.substr(0, std::size_t(trial.table.end));
    trial.inclusion = inclusionOf(profile, isList || head.isWhole ? std::string_view{head.text} : std::string_view{head.text}.substr(0, head.text.rfind('\n') + 1));
    if (!trial.missing && trial.table.trouble == HeadTrouble::None) {
        trial.preview = previewProfile(profile, rows, true);
    }
    std::unordered_map<std::int64_t, std::size_t> byOffset;
    for (std::size_t i = 0; i < trial.preview.rows.size(); ++i) {
        byOffset.emplace(trial.preview.rows[i].offset, i);
    }
    const bool wasRead = !trial.missing && trial.preview.problems.empty();
    for (const RawRow &row : trial.table.rows) {
        RowFate fate;
        const auto found = byOffset.find(row.offset);
        if (row.isPassedOver) {
            fate.kind = RowFate::Kind::PassedOver;
        } else if (wasRead && found != byOffset.end()) {
            fate.row = found->second;
            const bool isRead = trial.preview.rows[found->second].isRead;
            fate.kind = isRead ? RowFate::Kind::Read : RowFate::Kind::LeftOut;
            (isRead ? trial.read : trial.leftOut) += 1;
        }
        trial.fates.push_back(fate);
    }
    return trial;
}

bool isMappingVersion(const Profile &profile, std::int32_t version)
{
    return genericFormat(profile).isVersion(version);
}

} // namespace tokenmeter
