// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"
#include "ledger/Records.h"
#include "pricing/Pricer.h"
#include "theme/ModelColours.h"

#include <QCoreApplication>
#include <QString>

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// In the order in which they stand.
enum class RecordColumn : std::uint8_t {
    Time,
    Model,
    Provider,
    Project,
    Tags,
    Session,
    Agent,
    Tier,
    Source,
    Input,
    CacheRead,
    CacheWrite,
    Output,
    Reasoning,
    Tokens,
    Requests,
    Cost,
};
inline constexpr std::array AllRecordColumns{
    RecordColumn::Time,   RecordColumn::Model,     RecordColumn::Provider,   RecordColumn::Project, RecordColumn::Tags,      RecordColumn::Session,
    RecordColumn::Agent,  RecordColumn::Tier,      RecordColumn::Source,     RecordColumn::Input,   RecordColumn::CacheRead, RecordColumn::CacheWrite,
    RecordColumn::Output, RecordColumn::Reasoning, RecordColumn::Tokens,     RecordColumn::Requests, RecordColumn::Cost};
enum class RecordWidth { Narrow, Normal, Wide };

/// What the table of records says: columns, and the texts of their cells. Pure but for what it remembers of names.
class RecordsText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::RecordsText)
public:
    using ModelOf = std::function<const Pricer::ModelName &(const RecordRow &)>;
    RecordsText() = default;
    RecordsText(const Zone &zone, LocalDay today, ModelOf modelOf, ModelColours colours)
        : m_zone{zone}, m_today{today}, m_modelOf{std::move(modelOf)}, m_colours{std::move(colours)}
    {
    }

    static QString word(RecordColumn column); ///< "time", "cache_read": stable, in ViewState::options
    static QString title(RecordColumn column);
    static bool isNumber(RecordColumn column);
    static std::optional<RecordSort> sortOf(RecordColumn column);
    static std::vector<RecordColumn> defaults(RecordWidth width);
    /// "time,model,cost" as the user chose; the defaults when it is empty or names nothing.
    static std::vector<RecordColumn> columnsOf(const QString &option, RecordWidth width);
    static QString optionOf(const std::vector<RecordColumn> &columns);
    /// "model:180,project:320": widths that the user gave, in pixels of a 13 px font; what cannot be read is left out.
    static std::map<RecordColumn, int> widthsOf(const QString &option);
    static QString optionOf(const std::map<RecordColumn, int> &widths);
    /// "cost", "time.asc"; by time, newest first, when it says nothing.
    static std::pair<RecordSort, bool> sortOfOption(const QString &option);
    static QString optionOf(RecordSort sort, bool descending);
    static QString excludedWord(); ///< "excluded", beside a record's tags
    /// "1 record", "12 records"
    static QString records(std::int64_t count);
    /// "newest first", "largest cost first"
    static QString orderText(RecordSort sort, bool descending);

    /// As it stands in a cell. Names with visible control characters.
    QString text(const RecordRow &row, RecordColumn column) const;
    /// In full, for machines: RFC 3339, all digits.
    QString exact(const RecordRow &row, RecordColumn column) const;
    /// One line for a screen reader.
    QString spoken(const RecordRow &row, const std::vector<RecordColumn> &columns) const;
    Look look(const RecordRow &row) const;
    QString project(const std::string &raw) const; ///< short label
    QString model(const RecordRow &row) const;
    static QString tag(const Tag &tag); ///< in a pill: the value
    QString time(UtcTime time, Precision precision) const;

private:
    Zone m_zone = Zone::utc();
    LocalDay m_today{};
    ModelOf m_modelOf{};
    ModelColours m_colours{};
    mutable std::map<std::string, QString> m_projects{};
    mutable std::map<std::string, Look> m_looks{};
};

} // namespace tokenmeter
