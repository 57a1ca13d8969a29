// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Inclusion.h"

#include "import/CsvNumber.h"
#include "import/formats/GenericRows.h"

#include <array>
#include <optional>

namespace tokenmeter
{
namespace
{

constexpr int RowsOfEvidence = 1000;
constexpr unsigned PartsOfARow = 3;
constexpr unsigned AllReadings = 1U << PartsOfARow;

bool liesInside(unsigned reading, unsigned part)
{
    return ((reading >> part) & 1U) != 0;
}

class EvidenceRows
{
public:
    explicit EvidenceRows(const Profile &profile)
        : m_profile{profile}, m_decided{profile.inputIncludesCacheRead, profile.inputIncludesCacheWrite, profile.outputIncludesReasoning}
    {
    }

    void look(const generic::RowView &row)
    {
        const auto count = [&](const ProfileColumn &column) { return groupedCount(row.value(column), m_profile.decimal); };
        const std::int64_t input = count(m_profile.input).value;
        const std::int64_t output = count(m_profile.output).value;
        const std::array<std::int64_t, PartsOfARow> parts{count(m_profile.cacheRead).value,
                                                          count(m_profile.cacheWrite5m).value + count(m_profile.cacheWrite1h).value,
                                                          count(m_profile.reasoning).value};
        const std::array<std::int64_t, PartsOfARow> wholes{input, input, output};
        const CountText total = count(m_profile.total);
        for (unsigned part = 0; part < PartsOfARow; ++part) {
            if (parts[part] == 0) {
                continue;
            }
            PartEvidence &evidence = *m_evidence[part];
            evidence.larger += parts[part] > wholes[part] ? 1 : 0;
            if (evidence.examplePart == 0) {
                evidence.exampleWhole = wholes[part];
                evidence.examplePart = parts[part];
            }
            if (!total.present || total.problem) {
                continue;
            }
            const auto fits = [&](bool inside) {
                for (unsigned reading = 0; reading < AllReadings; ++reading) {
                    if (liesInside(reading, part) == inside && isOpen(reading, part) && sumOf(reading, input + output, parts) == total.value) {
                        return true;
                    }
                }
                return false;
            };
            evidence.rows += 1;
            evidence.inside += fits(true) ? 1 : 0;
            evidence.beside += fits(false) ? 1 : 0;
        }
    }

    Inclusion found{};

private:
    /// Whether the other parts are read so as they were decided.
    bool isOpen(unsigned reading, unsigned part) const
    {
        for (unsigned other = 0; other < PartsOfARow; ++other) {
            if (other != part && m_decided[other] && *m_decided[other] != liesInside(reading, other)) {
                return false;
            }
        }
        return true;
    }
    static std::int64_t sumOf(unsigned reading, std::int64_t sum, const std::array<std::int64_t, PartsOfARow> &parts)
    {
        for (unsigned part = 0; part < PartsOfARow; ++part) {
            sum += liesInside(reading, part) ? 0 : parts[part];
        }
        return sum;
    }

    const Profile &m_profile;
    std::array<std::optional<bool>, PartsOfARow> m_decided;
    std::array<PartEvidence *, PartsOfARow> m_evidence{&found.cacheRead, &found.cacheWrite, &found.reasoning};
};

} // namespace

Inclusion inclusionOf(const Profile &profile, std::string_view head)
{
    std::string padded{head};
    padded.append(simdjson::SIMDJSON_PADDING, ' ');
    EvidenceRows rows{profile};
    int seen = 0;
    generic::forEachRow(profile, std::string_view{padded}.substr(0, head.size()),
                        {.row =
                             [&](const generic::RowView &row) {
                                 rows.look(row);
                                 return ++seen < RowsOfEvidence;
                             },
                         .damaged = [](Cause, std::int64_t, const std::string &) {},
                         .again =
                             [&] {
                                 rows.found = {};
                                 seen = 0;
                             }});
    return rows.found;
}

} // namespace tokenmeter
