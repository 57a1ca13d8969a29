// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/FileMapping.h"
#include "widgets/Tone.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// What the mapping of a file says: of the file, of each row, of what is still to be decided. Values in, words out.
class MappingText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::MappingText)
public:
    /// "CSV with 6 columns, 48 KB, first 100 rows"
    static QString file(const FileHead &head, const Profile &profile, const TableHead &table);
    /// Why there is nothing to map, and what to do; empty when there is.
    static QString trouble(HeadTrouble trouble, bool isWhole);
    /// What is odd about a file that can be read all the same; empty = nothing.
    static QString oddity(const TableHead &table);
    /// Name of a field of the profile as people read it ("Input tokens").
    static QString field(ProfileColumn Profile::*column);
    /// Where a field comes from: the name of its column, for the table's header.
    static QString column(const Profile &profile, const std::string &name);
    /// "read", "1,540 tokens · $0.0123", "left out: no time"
    static QString fate(const MappingTrial &trial, std::size_t row);
    /// All that is to say about a row, one sentence a line; empty = nothing.
    static QString details(const MappingTrial &trial, std::size_t row);
    /// "100 of 100 rows read, $3.18, 1.2 M tokens"
    static QString summary(const MappingTrial &trial);
    /// What keeps it from being imported, as what to do; empty = nothing.
    static QString missing(const MappingTrial &trial);
    /// Why the first of the rows are left out: "Line 3: no time. Line 9: …"
    static QString leftOut(const MappingTrial &trial);
    /// What amounts of another currency than the mapping's say of it; empty: there are none.
    static QString otherCurrency(const MappingTrial &trial, const Profile &profile);
    /// How to read such a file on the command line.
    static QString command(const QString &profile);

    struct Question
    {
        QString question{};
        QString inside{}; ///< the two readings, with an example where there is one
        QString beside{};
        QString evidence{}; ///< what the rows say
    };
    enum class Part { CacheRead, CacheWrite, Reasoning };
    static Question question(Part part, const PartEvidence &evidence);

private:
    static QString reason(const Problem &problem);
    static QString amounts(const ProfilePreview &preview);
};

} // namespace tokenmeter
