// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/JsonTree.h"

#include <QByteArrayView>
#include <QString>
#include <QStringDecoder>

namespace tokenmeter
{

namespace
{

constexpr int Deepest = 64;

struct Stop
{
    std::size_t place;
    const char *what;
};

class Parser
{
public:
    explicit Parser(std::string_view json) : m_json{json} {}
    JsonTree document()
    {
        JsonTree tree = value(0);
        skipBlanks();
        if (m_at != m_json.size()) {
            fail("more than one document");
        }
        return tree;
    }

private:
    [[noreturn]] void fail(const char *what) const { throw Stop{m_at, what}; }
    bool atEnd() const { return m_at >= m_json.size(); }
    char peek() const { return atEnd() ? '\0' : m_json[m_at]; }
    bool take(char c)
    {
        if (atEnd() || m_json[m_at] != c) {
            return false;
        }
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) {
            ++m_at;
        }
    }
    JsonTree word(std::string_view text, JsonTree::Kind kind)
    {
        if (m_json.substr(m_at, text.size()) != text) {
            fail("not a value");
        }
        m_at += text.size();
        return {.kind = kind};
    }
    JsonTree value(int depth)
    {
        if (depth > Deepest) {
            fail("too deep");
        }
        skipBlanks();
        switch (peek()) {
        case '{':
            return object(depth);
        case '[':
            return list(depth);
        case '"':
            return {.kind = JsonTree::Kind::String, .text = string()};
        case 't':
            return word("true", JsonTree::Kind::True);
        case 'f':
            return word("false", JsonTree::Kind::False);
        case 'n':
            return word("null", JsonTree::Kind::Null);
        default:
            return number();
        }
    }
    JsonTree object(int depth)
    {
        JsonTree tree{.kind = JsonTree::Kind::Object};
        ++m_at;
        skipBlanks();
        if (take('}')) {
            return tree;
        }
        do {
            skipBlanks();
            std::string key = string();
            skipBlanks();
            if (!take(':')) {
                fail("no colon");
            }
            tree.members.emplace_back(std::move(key), value(depth + 1));
            skipBlanks();
        } while (take(','));
        if (!take('}')) {
            fail("an object that does not end");
        }
        return tree;
    }
    JsonTree list(int depth)
    {
        JsonTree tree{.kind = JsonTree::Kind::List};
        ++m_at;
        skipBlanks();
        if (take(']')) {
            return tree;
        }
        do {
            tree.items.push_back(value(depth + 1));
            skipBlanks();
        } while (take(','));
        if (!take(']')) {
            fail("a list that does not end");
        }
        return tree;
    }
    bool digits()
    {
        const std::size_t start = m_at;
        while (!atEnd() && peek() >= '0' && peek() <= '9') {
            ++m_at;
        }
        return m_at > start;
    }
    JsonTree number()
    {
        const std::size_t start = m_at;
        take('-');
        if (!take('0') && !digits()) {
            fail("not a value");
        }
        if (take('.') && !digits()) {
            fail("not a number");
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            if (!digits()) {
                fail("not a number");
            }
        }
        return {.kind = JsonTree::Kind::Number, .text = std::string{m_json.substr(start, m_at - start)}};
    }
    std::string string()
    {
        if (!take('"')) {
            fail("not a text");
        }
        std::string text;
        while (!atEnd()) {
            const char c = m_json[m_at++];
            if (c == '"') {
                return text;
            }
            if (static_cast<unsigned char>(c) < 0x20) {
                fail("a control character in a text");
            }
            if (c == '\\') {
                escape(text);
            } else {
                text += c;
            }
        }
        fail("a text that does not end");
    }
    void escape(std::string &text)
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
        const char c = peek();
        if (const std::size_t found = letters.find(c); c != '\0' && found != std::string_view::npos) {
            ++m_at;
            text += meant[found];
            return;
        }
        if (!take('u')) {
            fail("not an escape");
        }
        char32_t code = unit();
        if (code >= 0xd800 && code < 0xdc00 && take('\\') && take('u')) {
            const char32_t low = unit();
            if (low < 0xdc00 || low > 0xdfff) {
                fail("half a surrogate pair");
            }
            code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
        }
        if (code >= 0xd800 && code <= 0xdfff) {
            fail("half a surrogate pair");
        }
        text += QString::fromUcs4(&code, 1).toStdString();
    }
    char32_t unit()
    {
        char32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            static constexpr std::string_view hex = "0123456789abcdef";
            const char c = peek();
            const std::size_t digit = hex.find(c >= 'A' && c <= 'F' ? char(c + ('a' - 'A')) : c);
            if (digit == std::string_view::npos) {
                fail("not an escape");
            }
            ++m_at;
            code = code * 16 + char32_t(digit);
        }
        return code;
    }

    std::string_view m_json;
    std::size_t m_at = 0;
};

} // namespace

Result<JsonTree> parseJson(std::string_view json)
{
    const auto bad = [](std::size_t place, const char *what) {
        return Problem{.cause = Cause::BadCatalogue, .args = {"byte " + std::to_string(place), what}};
    };
    QStringDecoder utf8{QStringDecoder::Utf8};
    const QString decoded = utf8.decode(QByteArrayView{json.data(), qsizetype(json.size())});
    if (utf8.hasError()) {
        return bad(0, "not UTF-8");
    }
    try {
        return Parser{json}.document();
    } catch (const Stop &stop) {
        return bad(stop.place, stop.what);
    }
}

} // namespace tokenmeter
