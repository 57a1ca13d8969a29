// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FilterTerms.h"

#include <algorithm>

namespace tokenmeter
{

namespace
{

QString quoted(const FilterTerm &term)
{
    const auto needsQuotes = [&term](QChar c) {
        return c.isSpace() || c == u'"' || c == u'\\' || (c == u'*' && !term.pattern);
    };
    if (!term.text.isEmpty() && std::none_of(term.text.cbegin(), term.text.cend(), needsQuotes)) {
        return term.text;
    }
    QString out;
    for (const QChar c : term.text) {
        // An asterisk of a pattern has to stay outside the quotes.
        if (c == u'*' && term.pattern) {
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

std::optional<FilterKey> keyOf(const QString &word)
{
    for (const FilterKey key : AllFilterKeys) {
        if (word.compare(filterWord(key), Qt::CaseInsensitive) == 0) {
            return key;
        }
    }
    return std::nullopt;
}

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
        words << filterWord(entry.key) + u':' + quoted(entry.term);
    }
    return words.join(u' ');
}

ParsedFilterText parseFilterText(const QString &text)
{
    ParsedFilterText parsed;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        const qsizetype start = at;
        while (at < text.size() && !text[at].isSpace() && text[at] != u':' && text[at] != u'"') {
            ++at;
        }
        const QString word = text.mid(start, at - start);
        if (at >= text.size() || text[at] != u':') {
            const QString whole = text.mid(start).section(u' ', 0, 0);
            return {{}, FilterTextProblem{.what = FilterTextProblem::What::NoKey, .word = whole}};
        }
        const std::optional<FilterKey> key = keyOf(word);
        if (!key) {
            return {{}, FilterTextProblem{.what = FilterTextProblem::What::UnknownKey, .word = word}};
        }
        ++at;
        FilterTerm term;
        bool inQuotes = false;
        bool closed = false;
        for (; at < text.size(); ++at) {
            const QChar c = text[at];
            if (c == u'"') {
                inQuotes = !inQuotes;
                closed = !inQuotes;
            } else if (inQuotes && c == u'\\' && at + 1 < text.size()) {
                term.text += text[++at];
            } else if (!inQuotes && c.isSpace()) {
                break;
            } else {
                term.pattern = term.pattern || (c == u'*' && !inQuotes);
                term.text += c;
            }
        }
        if (inQuotes) {
            return {{}, FilterTextProblem{.what = FilterTextProblem::What::OpenQuote, .word = text.mid(start)}};
        }
        // "model:" while one is still writing is no filter; only model:"" asks for what was not said.
        if (!term.text.isEmpty() || closed) {
            parsed.terms.add(*key, term);
        }
    }
    return parsed;
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
    }
    return {};
}

} // namespace tokenmeter
