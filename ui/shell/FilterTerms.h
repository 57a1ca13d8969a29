// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// What chips filter by. The filter line writes them as provider:, model:, project:, source:.
enum class FilterKey : std::uint8_t { Provider, Model, Project, Source };
inline constexpr std::array AllFilterKeys{FilterKey::Provider, FilterKey::Model, FilterKey::Project, FilterKey::Source};

/// One value of a chip.
struct FilterTerm
{
    QString text{};       ///< a name, or with `pattern` one in which * stands for any text
    bool pattern = false;
    friend bool operator==(const FilterTerm &, const FilterTerm &) = default;
};

/// Everything that is filtered by, in the order it was chosen. Values of one key mean "any of", keys mean "and".
class FilterTerms
{
public:
    struct Entry
    {
        FilterKey key = FilterKey::Model;
        FilterTerm term{};
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    bool isEmpty() const { return m_entries.empty(); }
    const std::vector<Entry> &entries() const { return m_entries; }
    std::vector<FilterTerm> of(FilterKey key) const;
    bool has(FilterKey key) const;

    void add(FilterKey key, const FilterTerm &term); ///< once: a term that is there already stays where it is
    void set(FilterKey key, const std::vector<FilterTerm> &terms); ///< replaces all terms of that key
    void clear(FilterKey key);
    /// Takes away all terms of the key that was chosen last: what Esc does. False when there are none.
    bool clearLast();

    friend bool operator==(const FilterTerms &, const FilterTerms &) = default;

private:
    std::vector<Entry> m_entries{};
};

/// `model:opus* project:"my app"`. Reading it gives equal terms.
QString filterText(const FilterTerms &terms);

/// What is wrong with a filter line.
struct FilterTextProblem
{
    enum class What { NoKey, UnknownKey, OpenQuote } what = What::NoKey;
    QString word{}; ///< the part that was not understood
};

struct ParsedFilterText
{
    FilterTerms terms{};
    std::optional<FilterTextProblem> problem{}; ///< then `terms` are to be left alone
};

/// Words are parted by blanks and are key:value; "..." quotes a value with blanks, with \" and \\ inside; a quoted * is
/// a plain asterisk. key:"" is usage whose source did not say. Keys in any case.
ParsedFilterText parseFilterText(const QString &text);

/// `provider`, `model`, `project`, `source`: the words of the filter line, never translated.
QString filterWord(FilterKey key);

} // namespace tokenmeter
