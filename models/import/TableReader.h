// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/ForeignDatabase.h"
#include "import/RowReader.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// One table that is walked through, and how. All texts are of our own making.
struct TableWalk
{
    std::string table{};
    /// The column that grows when a row is changed; empty = the table has none in this version, or rows are never changed.
    std::string changed{};
    bool isAppendOnly = false; ///< rows are never changed: only later ones are read. Else a table without `changed` is read whole.
    std::string columns{};     ///< what is selected behind the row's number, which is column 0; the table is called t
    std::string joins{};       ///< "LEFT JOIN session s ON ..."
    std::string condition{};   ///< beside which rows are new; empty = all
};

/// Walks through tables in the order of their row numbers, a few hundred rows at a time, and keeps up to where they are known:
/// the largest row number and the largest time of change at the *beginning* of a look, so that what the owner writes during
/// it is found by the next. Rows of just that time are read once more; identities make that harmless.
/// A look at a table that is known costs what is new or changed, where the owner has an index of the time of change; without one the
/// beginnings of all rows are passed over once, and what is behind them is not loaded.
class TableReader : public RowReader
{
public:
    Result<RowsRead> readSome(ForeignDatabase &database, RecordSink &sink) final;
    std::string saveState() const final;
    bool restoreState(std::string_view state) final;

protected:
    /// Which tables there are in this version of the tool, asked once a look; none = the file is of no version that is known,
    /// and it must have said so to the sink.
    virtual Result<std::vector<TableWalk>> walks(ForeignDatabase &database, RecordSink &sink) = 0;
    /// @param walk index into what walks() gave
    virtual void take(const ForeignRow &row, std::size_t walk, RecordSink &sink) = 0;

private:
    struct Mark
    {
        std::string table{};
        std::int64_t row = 0;
        ForeignValue changed{};
    };
    /// Which rows of a table are read now.
    enum class Pass { Changed, New, All };

    Mark known(const std::string &table) const;
    void forget(const std::string &table);
    Result<Done> begin(ForeignDatabase &database, RecordSink &sink);
    /// How far a table goes as it is now, and in which passes it is read.
    Result<Done> mark(ForeignDatabase &database, const TableWalk &walk);
    Result<Done> readChanged(ForeignDatabase &database, RecordSink &sink, RowsRead &read);
    Result<Done> readByNumber(ForeignDatabase &database, RecordSink &sink, RowsRead &read);

    std::vector<Mark> m_known{}; ///< of the last look that was made to its end
    bool m_begun = false;
    std::vector<TableWalk> m_walks{};
    std::vector<Mark> m_next{};
    std::vector<Pass> m_passes{}; ///< of each table the next
    std::size_t m_at = 0;
    std::int64_t m_row = 0;
};

} // namespace tokenmeter
