// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/CreditMemo.h"

#include "core/Decimal.h"

#include <QByteArray>

#include <charconv>

namespace tokenmeter
{
namespace
{

constexpr std::string_view Version = "credits-1";
constexpr std::size_t Most = 10'000'000; ///< of anything: a damaged text asks for no memory

/// Words between blanks. What is missing or no number makes it bad, for good.
class Words
{
public:
    explicit Words(std::string_view text) : m_text{text} {}

    bool isGood() const { return m_good; }
    bool isAtEnd() const { return m_text.empty(); }
    std::string_view word()
    {
        const std::size_t end = m_text.find(' ');
        const std::string_view word = m_text.substr(0, end);
        m_text.remove_prefix(end == std::string_view::npos ? m_text.size() : end + 1);
        m_good = m_good && !word.empty();
        return word;
    }
    template <class T>
    T number()
    {
        const std::string_view text = word();
        T value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        m_good = m_good && error == std::errc{} && end == text.data() + text.size();
        return value;
    }
    std::size_t count()
    {
        const auto value = number<std::size_t>();
        m_good = m_good && value <= Most;
        return m_good ? value : 0;
    }
    Int128 amount()
    {
        const std::optional<Int128> value = parseDecimal(word(), 0);
        m_good = m_good && value.has_value();
        return value.value_or(0);
    }
    std::string name()
    {
        const std::string_view text = word(); // "=" and hexadecimal digits: a name may hold anything, or nothing
        m_good = m_good && text.starts_with('=');
        return m_good ? QByteArray::fromHex(QByteArray{text.data() + 1, qsizetype(text.size()) - 1}).toStdString() : std::string{};
    }

private:
    std::string_view m_text;
    bool m_good = true;
};

template <class T>
void put(std::string &text, T value)
{
    text += ' ';
    text += std::to_string(value);
}

void put(std::string &text, Int128 value)
{
    text += ' ';
    text += formatDecimal(value, 0);
}

void put(std::string &text, const PlanUse &use)
{
    put(text, use.drawn);
    put(text, use.cash);
    put(text, msOf(use.last));
    put(text, int(use.atMost));
    put(text, use.tokens.size());
    for (const auto &[model, tokens] : use.tokens) {
        text += " =" + QByteArray::fromStdString(model).toHex().toStdString();
        put(text, tokens);
    }
}

PlanUse readUse(Words &words)
{
    PlanUse use;
    use.drawn = words.amount();
    use.cash = words.amount();
    use.last = utcFromMs(words.number<std::int64_t>());
    use.atMost = words.number<int>() != 0;
    for (std::size_t left = words.count(); left > 0 && words.isGood(); --left) {
        const std::string model = words.name();
        use.tokens[model] = words.number<std::int64_t>();
    }
    return use;
}

CreditMark readMark(Words &words, std::size_t dimensions)
{
    CreditMark mark;
    mark.day = LocalDay{std::chrono::days{words.number<std::int64_t>()}};
    mark.usage = words.number<std::uint64_t>();
    for (std::size_t left = words.count(); left > 0 && words.isGood(); --left) {
        mark.use.push_back(readUse(words));
    }
    for (std::size_t left = words.count(); left > 0 && words.isGood(); --left) {
        SavedCell &cell = mark.cells.emplace_back();
        for (std::size_t i = 0; i < dimensions; ++i) {
            cell.key[i] = words.number<std::int64_t>();
        }
        cell.rate = words.number<std::int64_t>();
        cell.saved = words.amount();
    }
    return mark;
}

std::size_t dimensionsOf(const CreditMemo &memo)
{
    std::size_t used = 1;
    for (const CreditMark &mark : memo.marks) {
        for (const SavedCell &cell : mark.cells) {
            for (std::size_t i = used; i < MaxDimensions; ++i) {
                used = cell.key[i] != 0 ? i + 1 : used;
            }
        }
    }
    return used;
}

} // namespace

std::string memoText(const CreditMemo &memo)
{
    std::string text{Version};
    const std::size_t dimensions = dimensionsOf(memo);
    put(text, memo.question);
    put(text, dimensions);
    put(text, memo.marks.size());
    for (const CreditMark &mark : memo.marks) {
        put(text, mark.day.time_since_epoch().count());
        put(text, mark.usage);
        put(text, mark.use.size());
        for (const PlanUse &use : mark.use) {
            put(text, use);
        }
        put(text, mark.cells.size());
        for (const SavedCell &cell : mark.cells) {
            for (std::size_t i = 0; i < dimensions; ++i) {
                put(text, cell.key[i]);
            }
            put(text, cell.rate);
            put(text, cell.saved);
        }
    }
    return text;
}

std::optional<CreditMemo> readMemoText(std::string_view text)
{
    Words words{text};
    if (words.word() != Version) {
        return std::nullopt;
    }
    CreditMemo memo;
    memo.question = words.number<std::uint64_t>();
    const std::size_t dimensions = words.count();
    if (dimensions > MaxDimensions) {
        return std::nullopt;
    }
    for (std::size_t left = words.count(); left > 0 && words.isGood(); --left) {
        memo.marks.push_back(readMark(words, dimensions));
        if (memo.marks.size() > 1 && memo.marks[memo.marks.size() - 2].day >= memo.marks.back().day) {
            return std::nullopt;
        }
    }
    return words.isGood() && words.isAtEnd() ? std::optional{std::move(memo)} : std::nullopt;
}

void OrderedSum::add(std::uint64_t value)
{
    for (int byte = 0; byte < 8; ++byte) {
        m_value = (m_value ^ ((value >> (8 * byte)) & 0xFF)) * 0x100000001B3ULL;
    }
}

void OrderedSum::add(std::string_view text)
{
    add(std::uint64_t(text.size()));
    for (const char letter : text) {
        m_value = (m_value ^ std::uint64_t(static_cast<unsigned char>(letter))) * 0x100000001B3ULL;
    }
}

} // namespace tokenmeter
