// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "ledger/UsageFilter.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// What is filtered by. The filter line writes names as provider:, model:, project:, source:, tag:, session:, agent:,
/// tier:; bounds as cost>1; the part of a name as a plain word; the last two as excluded:yes and unpriced:yes.
enum class FilterKey : std::uint8_t {
    Provider,
    Model,
    Project,
    Source,
    Tag,
    Session,
    Agent,
    Tier,
    Bound,    ///< text of the term: "cost>1", "tokens>=20000"
    Text,     ///< one term: a part of some name
    Excluded, ///< one term: "yes" or "only"
    Unpriced, ///< one term: "yes" or "no"
};
inline constexpr std::array AllFilterKeys{FilterKey::Provider, FilterKey::Model, FilterKey::Project, FilterKey::Source,
                                          FilterKey::Tag,      FilterKey::Session, FilterKey::Agent, FilterKey::Tier,
                                          FilterKey::Bound,    FilterKey::Text,  FilterKey::Excluded, FilterKey::Unpriced};
/// Those whose chips always stand in the bar; the others appear when they are set.
inline constexpr std::array MainFilterKeys{FilterKey::Provider, FilterKey::Model, FilterKey::Project, FilterKey::Source};
/// Those that are chosen from a list of names.
inline constexpr std::array ListFilterKeys{FilterKey::Provider, FilterKey::Model,   FilterKey::Project, FilterKey::Source,
                                           FilterKey::Tag,      FilterKey::Session, FilterKey::Agent,   FilterKey::Tier};
constexpr bool isListKey(FilterKey key)
{
    return key <= FilterKey::Tier;
}

/// One value of a chip.
struct FilterTerm
{
    QString text{};       ///< a name, or with `pattern` one in which * stands for any text
    bool pattern = false; ///< never for bounds, text and the last two
    friend bool operator==(const FilterTerm &, const FilterTerm &) = default;
};

/// Everything that is filtered by, in the order it was chosen. Values of one key mean "any of" (bounds: "and"), keys
/// mean "and".
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

    /// Once: a term that is there already stays where it is. Text is joined to the text that is there.
    void add(FilterKey key, const FilterTerm &term);
    void set(FilterKey key, const std::vector<FilterTerm> &terms); ///< replaces all terms of that key
    void remove(FilterKey key, const FilterTerm &term);
    void clear(FilterKey key);
    /// Takes away all terms of the key that was chosen last: what Esc does. False when there are none.
    bool clearLast();

    friend bool operator==(const FilterTerms &, const FilterTerms &) = default;

private:
    std::vector<Entry> m_entries{};
};

/// `model:opus* project:"my app" cost>1`. Reading it gives equal terms.
QString filterText(const FilterTerms &terms);

/// What is wrong with a filter line, and where.
struct FilterTextProblem
{
    enum class What {
        UnknownKey,
        OpenQuote,
        BoundWithoutName,  ///< ">1"
        UnknownBound,      ///< "price>1"
        BadBoundNumber,    ///< "cost>much", "tokens>1.5"
        BadTag,            ///< no key or value that a tag can have
        BadChoice,         ///< "excluded:perhaps"
    } what = What::UnknownKey;
    QString word{};       ///< the part that was not understood
    qsizetype at = 0;     ///< where it stands in the line
    qsizetype length = 0; ///< of what is marked there, at least 1
};

struct ParsedFilterText
{
    FilterTerms terms{};
    std::optional<FilterTextProblem> problem{}; ///< then `terms` are to be left alone
};

/// Words are parted by blanks. key:value filters by a name; "..." quotes a value with blanks, with \" and \\ inside; a
/// quoted * is a plain asterisk. key:"" is usage whose source did not say, tag:key="" usage without a tag of that key.
/// Bounds are written without blanks, with < <= = >= >; tokens may end in k or M. What is neither is text to look for in
/// names; several words are one text. Keys in any case.
ParsedFilterText parseFilterText(const QString &text);

/// `provider`, `model`, `tag`, `excluded`: the words of the filter line, never translated. Empty for bounds and text.
QString filterWord(FilterKey key);
/// `cost`, `tokens`, `input`, `cache_read`, ...: never translated.
QString boundWord(RecordBound::Of of);
QStringList boundWords();

/// The bound of a term of FilterKey::Bound. Nothing when the text is none.
std::optional<RecordBound> boundOf(const FilterTerm &term);
FilterTerm boundTerm(const RecordBound &bound);
/// The tag of a term of FilterKey::Tag: "client=a", "client=" (no tag of that key), "a" (of any key).
TagTerm tagOf(const FilterTerm &term);

} // namespace tokenmeter
