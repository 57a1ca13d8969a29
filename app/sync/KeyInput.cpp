// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/KeyInput.h"

#include "sync/ProviderWords.h"

#include <QCoreApplication>
#include <QFile>

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace tokenmeter
{
namespace
{

constexpr qint64 MostInput = 64 * 1024;

struct KeyTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::KeyTexts)
};

/// The terminal shows nothing and sends no signals while this lives: ended by a signal, it would stay dumb.
class HiddenTyping
{
public:
    HiddenTyping()
    {
        m_isSet = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios hidden = m_before;
        hidden.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ISIG);
        m_isSet = m_isSet && ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    ~HiddenTyping()
    {
        if (m_isSet) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        }
    }
    HiddenTyping(const HiddenTyping &) = delete;
    HiddenTyping &operator=(const HiddenTyping &) = delete;
    bool isSet() const { return m_isSet; }

private:
    termios m_before{};
    bool m_isSet = false;
};

} // namespace

bool isTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

std::optional<QString> askHidden(const QString &prompt)
{
    constexpr char CtrlC = 3;
    const HiddenTyping hidden; // before it is asked: hiding drops what was typed, and who reads the question may answer at once
    if (!hidden.isSet()) {
        return std::nullopt;
    }
    std::fputs(qUtf8Printable(prompt + QStringLiteral(": ")), stderr);
    std::fflush(stderr);
    QByteArray line;
    char c = 0;
    bool isCancelled = true;
    while (::read(STDIN_FILENO, &c, 1) == 1 && c != CtrlC && line.size() < MostInput) {
        if (c == '\n') {
            isCancelled = false;
            break;
        }
        line += c;
    }
    std::fputc('\n', stderr);
    return isCancelled ? std::nullopt : std::optional{QString::fromUtf8(line).trimmed()};
}

QByteArray readInput()
{
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? input.read(MostInput) : QByteArray{};
}

Credentials readKey(const ProviderApi &api, const QByteArray &input)
{
    Credentials key;
    const auto isNeeded = [](const KeyField &field) { return field.isSecret && !field.isOptional; };
    if (std::count_if(api.fields.begin(), api.fields.end(), isNeeded) == 1) {
        const auto field = std::find_if(api.fields.begin(), api.fields.end(), isNeeded);
        if (const QByteArray value = input.trimmed(); !value.isEmpty()) {
            key.set(std::string{field->id}, value.toStdString());
        }
        return key;
    }
    const QList<QByteArray> lines = input.split('\n');
    qsizetype at = 0;
    for (const KeyField &field : api.fields) {
        if (field.isSecret) {
            if (const QByteArray value = lines.value(at++).trimmed(); !value.isEmpty()) {
                key.set(std::string{field.id}, value.toStdString());
            }
        }
    }
    return key;
}

std::optional<Credentials> askForKey(const ProviderApi &api, const std::function<std::optional<QString>(const QString &)> &ask)
{
    Credentials key;
    for (const KeyField &field : api.fields) {
        if (!field.isSecret) {
            continue;
        }
        const QString name = text(field.id);
        const QString prompt = field.isOptional ? KeyTexts::tr("%1, %2 (may stay empty; not shown)").arg(text(api.name), name)
                                                : KeyTexts::tr("%1, %2 (not shown)").arg(text(api.name), name);
        const std::optional<QString> value = ask(prompt);
        if (!value) {
            return std::nullopt;
        }
        if (!value->isEmpty()) {
            key.set(std::string{field.id}, value->toStdString());
        }
    }
    return key;
}

} // namespace tokenmeter
