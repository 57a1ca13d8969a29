// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/FileTroubles.h"

#include "ledger/Dictionaries.h"
#include "ledger/Query.h"
#include "ledger/SourceBook.h"

#include <string>
#include <string_view>
#include <utility>

namespace tokenmeter::filetroubles
{

std::vector<FileTrouble> all(Connection &connection)
{
    std::vector<FileTrouble> troubles;
    Query &query = connection
                       .query("SELECT n.text, s.root, p.cause, f.path, p.field, p.args FROM problem p JOIN file f ON f.id = p.file_id "
                              "JOIN source s ON s.id = f.source_id JOIN name n ON n.id = s.format_id WHERE p.offset = -1 ORDER BY n.text, s.root, f.path, p.id")
                       .with();
    while (query.step()) {
        FileTrouble trouble{.source = {query.text(0), query.text(1)},
                            .problem = {.cause = Cause(query.integer(2)), .file = query.text(3), .field = query.text(4), .args = problemArgs(query.text(5))}};
        if (keepsUnread(trouble.problem.cause)) {
            troubles.push_back(std::move(trouble));
        }
    }
    query.reset();
    return troubles;
}

void store(Connection &connection, Dictionaries &dictionaries, std::span<const FileTrouble> gone, std::span<const FileTrouble> come)
{
    const auto fileOf = [&](const FileTrouble &trouble) { return dictionaries.fileId(dictionaries.sourceId(trouble.source), trouble.problem.file); };
    for (const FileTrouble &trouble : gone) {
        connection.query("DELETE FROM problem WHERE file_id = ? AND offset = -1 AND cause = ?").with(fileOf(trouble), int(trouble.problem.cause)).run();
    }
    for (const FileTrouble &trouble : come) {
        std::string args;
        for (const std::string &arg : trouble.problem.args) {
            args += (args.empty() ? "" : "\x1F") + arg;
        }
        connection
            .query("INSERT INTO problem (file_id, offset, line, cause, field, args) VALUES (?, -1, 0, ?, '', ?) "
                   "ON CONFLICT (file_id, offset, cause, field) DO UPDATE SET args = excluded.args")
            .with(fileOf(trouble), int(trouble.problem.cause), std::string_view{args})
            .run();
    }
}

} // namespace tokenmeter::filetroubles
