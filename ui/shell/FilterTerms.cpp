// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FilterTerms.h"

#include "core/Decimal.h"
#include "core/Money.h"

#include <algorithm>
#include <utility>

namespace tokenmeter
{

namespace
{

using Of = RecordBound::Of;
using Is = RecordBound::Is;

constexpr std::array<std::pair<Of, const char *>, 7> BoundWords{{
    {Of::Cost, "cost"},
    {Of::Tokens, "tokens"},
    {Of::Input, "input"},
    {Of::CacheRead, "cache_read"},
    {Of::CacheWrite, "cache_write"},
    {Of::Output, "output"},
    {Of::Reasoning, "reasoning"},
}};
constexpr std::array<std::pair<Is, const char *>, 5> Comparisons{{
    {Is::AtMost, "<="},
    {Is::AtLeast, ">="},
    {Is::Less, "<"},
    {Is::Greater, ">"},
    {Is::Equal, "="},
}};

bool isComparison(QChar c)
{
    return c == u'<' || c == u'>' || c == u'=';
}

QString inQuotes(const QString &text, bool pattern)
{
    QString out;
    for (const QChar c : text) {
        // An asterisk of a pattern has to stay outside the quotes.
        if (c == u'*' && pattern) {
            out += QStringLiteral("\"*\"");
            continue;
        }
        if (c == u'"' || c == u'\\') {
            out += u'\\';
        }
        out += c;
    }
    return u'"' + out + u'"';
}

QString quoted(const QString &text, bool pattern)
{
    const auto needsQuotes = [pattern](QChar c) { return c.isSpace() || c == u'"' || c == u'\\' || (c == u'*' && !pattern); };
    if (!text.isEmpty() && std::none_of(text.cbegin(), text.cend(), needsQuotes)) {
        return text;
    }
    return inQuotes(text, pattern);
}

QString quotedTag(const FilterTerm &term)
{
    const qsizetype equals = term.text.indexOf(u'=');
    if (equals < 0) {
        return quoted(term.text, term.pattern);
    }
    const QString key = term.text.left(equals);
    return (key.isEmpty() ? key : quoted(key, term.pattern)) + u'=' + quoted(term.text.mid(equals + 1), term.pattern);
}

/// Text that would be read as something else, or as several words, is written in quotes.
QString quotedWords(const QString &text)
{
    const auto means = [](QChar c) {
        return c.isSpace() || c == u'"' || c == u'\\' || c == u':' || c == u'*' || isComparison(c);
    };
    return !text.isEmpty() && std::none_of(text.cbegin(), text.cend(), means) ? text : inQuotes(text, false);
}

std::optional<FilterKey> keyOf(const QString &word)
{
    for (const FilterKey key : AllFilterKeys) {
        if (!filterWord(key).isEmpty() && word.compare(filterWord(key), Qt::CaseInsensitive) == 0) {
            return key;
        }
    }
    return std::nullopt;
}

std::optional<Of> boundNamed(const QString &word)
{
    QString plain = word.toLower();
    plain.replace(u'-', u'_');
    for (const auto &[of, name] : BoundWords) {
        if (plain == QLatin1String{name}) {
            return of;
        }
    }
    return std::nullopt;
}

/// "1.5", "20000", "20k"; a count has no fraction.
std::optional<Int128> boundValue(Of of, QString number)
{
    Int128 unit = 1;
    if (of != Of::Cost && !number.isEmpty()) {
        const QChar last = number.back().toLower();
        unit = last == u'k' ? 1'000 : last == u'm' ? 1'000'000 : 1;
        if (unit != 1) {
            number.chop(1);
        }
    }
    constexpr qsizetype MostDigits = 18;
    if (number.size() > MostDigits || number.startsWith(u'-')) {
        return std::nullopt;
    }
    constexpr int CountScale = 6;
    const std::optional<Int128> value = parseDecimal(number.toStdString(), of == Of::Cost ? MoneyScale : CountScale);
    if (!value || of == Of::Cost) {
        return value;
    }
    constexpr Int128 Million = 1'000'000;
    return (*value * unit) % Million == 0 ? std::optional{*value * unit / Million} : std::nullopt;
}

/// The words of one line, read from left to right.
class Reader
{
public:
    explicit Reader(const QString &text) : m_text{text} {}

    ParsedFilterText read()
    {
        while (m_at < m_text.size()) {
            if (m_text[m_at].isSpace()) {
                ++m_at;
                continue;
            }
            if (!word()) {
                return {.terms = {}, .problem = m_problem};
            }
        }
        return {.terms = m_terms, .problem = {}};
    }

private:
    struct Value
    {
        FilterTerm term{};
        bool closed = false; ///< a pair of quotes was closed: an empty value is meant
    };

    bool refuse(FilterTextProblem::What what, const QString &word, qsizetype from, qsizetype to)
    {
        m_problem = FilterTextProblem{.what = what, .word = word, .at = from, .length = std::max<qsizetype>(1, to - from)};
        return false;
    }

    std::optional<Value> value(qsizetype start)
    {
        Value value;
        bool inside = false;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'"') {
                inside = !inside;
                value.closed = !inside;
            } else if (inside && c == u'\\' && m_at + 1 < m_text.size()) {
                value.term.text += m_text[++m_at];
            } else if (!inside && c.isSpace()) {
                break;
            } else {
                value.term.pattern = value.term.pattern || (c == u'*' && !inside);
                value.term.text += c;
            }
        }
        if (inside) {
            refuse(FilterTextProblem::What::OpenQuote, m_text.mid(start), start, m_text.size());
            return std::nullopt;
        }
        return value;
    }

    bool word()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace() && m_text[m_at] != u':' && m_text[m_at] != u'"'
               && !isComparison(m_text[m_at])) {
            ++m_at;
        }
        const QString word = m_text.mid(start, m_at - start);
        if (m_at < m_text.size() && m_text[m_at] == u':') {
            return named(word, start);
        }
        if (m_at < m_text.size() && isComparison(m_text[m_at])) {
            return bound(word, start);
        }
        m_at = start;
        const std::optional<Value> text = value(start);
        if (!text) {
            return false;
        }
        QString found = text->term.text;
        if (text->term.pattern) {
            // A part is looked for anyway.
            while (found.startsWith(u'*')) {
                found.remove(0, 1);
            }
            while (found.endsWith(u'*')) {
                found.chop(1);
            }
        }
        if (!found.trimmed().isEmpty()) {
            m_terms.add(FilterKey::Text, {.text = found, .pattern = false});
        }
        return true;
    }

    bool named(const QString &word, qsizetype start)
    {
        const std::optional<FilterKey> key = keyOf(word);
        if (!key) {
            return refuse(FilterTextProblem::What::UnknownKey, word, start, m_at);
        }
        ++m_at;
        const qsizetype from = m_at;
        const std::optional<Value> read = value(start);
        if (!read) {
            return false;
        }
        const FilterTerm &term = read->term;
        if (*key == FilterKey::Excluded || *key == FilterKey::Unpriced) {
            return choice(*key, term.text.toLower(), from);
        }
        // "model:" while one is still writing is no filter; only model:"" asks for what was not said.
        if (term.text.isEmpty() && !read->closed) {
            return true;
        }
        if (*key == FilterKey::Tag) {
            const bool unfinished = term.text.endsWith(u'=') && !read->closed;
            const TagTerm tag = tagOf(term);
            if (tag.key.empty() && tag.value.empty()) {
                return refuse(FilterTextProblem::What::BadTag, m_text.mid(start, m_at - start), start, m_at);
            }
            if (unfinished) {
                return true;
            }
        }
        m_terms.add(*key, term);
        return true;
    }

    bool choice(FilterKey key, const QString &text, qsizetype from)
    {
        const bool yes = text == QStringLiteral("yes");
        const bool no = text == QStringLiteral("no");
        const bool only = text == QStringLiteral("only") && key == FilterKey::Excluded;
        if (!yes && !no && !only && !text.isEmpty()) {
            return refuse(FilterTextProblem::What::BadChoice, filterWord(key), from, m_at);
        }
        if (yes || only || (no && key == FilterKey::Unpriced)) {
            m_terms.set(key, {{.text = text, .pattern = false}});
        }
        return true;
    }

    bool bound(const QString &word, qsizetype start)
    {
        if (word.isEmpty()) {
            return refuse(FilterTextProblem::What::BoundWithoutName, m_text.mid(start).section(u' ', 0, 0), start, endOfWord());
        }
        const std::optional<Of> of = boundNamed(word);
        if (!of) {
            return refuse(FilterTextProblem::What::UnknownBound, word, start, m_at);
        }
        for (const auto &[is, sign] : Comparisons) {
            const QLatin1String text{sign};
            if (QStringView{m_text}.mid(m_at).startsWith(text)) {
                m_at += text.size();
                const qsizetype from = m_at;
                m_at = endOfWord();
                const QString number = m_text.mid(from, m_at - from);
                const std::optional<Int128> value = boundValue(*of, number);
                if (!value) {
                    return refuse(FilterTextProblem::What::BadBoundNumber, m_text.mid(start, m_at - start), number.isEmpty() ? start : from, m_at);
                }
                m_terms.add(FilterKey::Bound, boundTerm({.of = *of, .is = is, .value = *value}));
                return true;
            }
        }
        return false;
    }

    qsizetype endOfWord() const
    {
        qsizetype end = m_at;
        while (end < m_text.size() && !m_text[end].isSpace()) {
            ++end;
        }
        return end;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    FilterTerms m_terms{};
    std::optional<FilterTextProblem> m_problem{};
};

} // namespace

std::vector<FilterTerm> FilterTerms::of(FilterKey key) const
{
    std::vector<FilterTerm> terms;
    for (const Entry &entry : m_entries) {
        if (entry.key == key) {
            terms.push_back(entry.term);
        }
    }
    return terms;
}

bool FilterTerms::has(FilterKey key) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [key](const Entry &entry) { return entry.key == key; });
}

void FilterTerms::add(FilterKey key, const FilterTerm &term)
{
    const auto same = std::find_if(m_entries.begin(), m_entries.end(), [key](const Entry &entry) { return entry.key == key; });
    if (same != m_entries.end() && key == FilterKey::Text) {
        same->term.text += u' ' + term.text;
        return;
    }
    const Entry entry{.key = key, .term = term};
    if (std::find(m_entries.begin(), m_entries.end(), entry) == m_entries.end()) {
        m_entries.push_back(entry);
    }
}

void FilterTerms::set(FilterKey key, const std::vector<FilterTerm> &terms)
{
    clear(key);
    for (const FilterTerm &term : terms) {
        add(key, term);
    }
}

void FilterTerms::remove(FilterKey key, const FilterTerm &term)
{
    std::erase(m_entries, Entry{.key = key, .term = term});
}

void FilterTerms::clear(FilterKey key)
{
    std::erase_if(m_entries, [key](const Entry &entry) { return entry.key == key; });
}

bool FilterTerms::clearLast()
{
    if (m_entries.empty()) {
        return false;
    }
    clear(m_entries.back().key);
    return true;
}

QString filterText(const FilterTerms &terms)
{
    QStringList words;
    for (const FilterTerms::Entry &entry : terms.entries()) {
        switch (entry.key) {
        case FilterKey::Bound:
            words << entry.term.text;
            break;
        case FilterKey::Text:
            words << quotedWords(entry.term.text);
            break;
        case FilterKey::Tag:
            words << filterWord(entry.key) + u':' + quotedTag(entry.term);
            break;
        default:
            words << filterWord(entry.key) + u':' + quoted(entry.term.text, entry.term.pattern);
        }
    }
    return words.join(u' ');
}

ParsedFilterText parseFilterText(const QString &text)
{
    return Reader{text}.read();
}

QString filterWord(FilterKey key)
{
    switch (key) {
    case FilterKey::Provider:
        return QStringLiteral("provider");
    case FilterKey::Model:
        return QStringLiteral("model");
    case FilterKey::Project:
        return QStringLiteral("project");
    case FilterKey::Source:
        return QStringLiteral("source");
    case FilterKey::Tag:
        return QStringLiteral("tag");
    case FilterKey::Session:
        return QStringLiteral("session");
    case FilterKey::Agent:
        return QStringLiteral("agent");
    case FilterKey::Tier:
        return QStringLiteral("tier");
    case FilterKey::Excluded:
        return QStringLiteral("excluded");
    case FilterKey::Unpriced:
        return QStringLiteral("unpriced");
    case FilterKey::Bound:
    case FilterKey::Text:
        break;
    }
    return {};
}

QString boundWord(RecordBound::Of of)
{
    const auto found = std::find_if(BoundWords.begin(), BoundWords.end(), [of](const auto &word) { return word.first == of; });
    return QLatin1String{found->second};
}

QStringList boundWords()
{
    QStringList words;
    for (const auto &[of, name] : BoundWords) {
        words << QLatin1String{name};
    }
    return words;
}

std::optional<RecordBound> boundOf(const FilterTerm &term)
{
    for (const auto &[is, sign] : Comparisons) {
        const qsizetype at = term.text.indexOf(QLatin1String{sign});
        if (at <= 0) {
            continue;
        }
        const std::optional<Of> of = boundNamed(term.text.left(at));
        const std::optional<Int128> value = of ? boundValue(*of, term.text.mid(at + QLatin1String{sign}.size())) : std::nullopt;
        if (value) {
            return RecordBound{.of = *of, .is = is, .value = *value};
        }
    }
    return std::nullopt;
}

FilterTerm boundTerm(const RecordBound &bound)
{
    const auto sign = std::find_if(Comparisons.begin(), Comparisons.end(), [&bound](const auto &one) { return one.first == bound.is; });
    const std::string number = formatDecimal(bound.value, bound.of == Of::Cost ? MoneyScale : 0);
    return {.text = boundWord(bound.of) + QLatin1String{sign->second} + QString::fromStdString(number), .pattern = false};
}

TagTerm tagOf(const FilterTerm &term)
{
    const qsizetype equals = term.text.indexOf(u'=');
    if (equals < 0) {
        return {.key = {}, .value = term.text.toStdString()};
    }
    return {.key = term.text.left(equals).toStdString(), .value = term.text.mid(equals + 1).toStdString()};
}

} // namespace tokenmeter
