// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter::testing
{

/// One more request, as its tool writes it.
struct LiveWrite
{
    enum class How { Append, Rewrite, Replace, Database };
    const char *name = "";   ///< of the case
    const char *format = ""; ///< whose total grows
    How how = How::Append;
    QString path{};       ///< below the home
    QByteArray content{}; ///< or a statement
    std::int64_t tokens = 0, requests = 0; ///< by which the total grows
};

/// A home in which all local tools have worked, from the fixtures, reached by a link; with the tools' databases open in processes of their
/// own, most of them with their changes in a log beside the database.
class LiveHome
{
public:
    LiveHome();
    ~LiveHome();
    LiveHome(const LiveHome &) = delete;
    LiveHome &operator=(const LiveHome &) = delete;

    /// Of a program on this home, with a ledger beside it; the clock is the machine's.
    CommandContext context() const;
    QString path(const QString &below) const { return m_folder.filePath(QStringLiteral("home/") + below); }
    QString settings() const { return m_folder.filePath(QStringLiteral("settings.ini")); }
    /// Files outside of all tools' folders, which the user imports by name; they grow, too.
    QStringList exports() const;
    /// By another process, which is done when it returns. Aborts the program when it fails.
    void write(const LiveWrite &what);
    /// One request more in each tool's log and in each of the exports, the ways in which files change among them.
    std::vector<LiveWrite> writes() const;
    /// A line of Claude Code, 30 tokens; another one for each number.
    static QByteArray claudeLine(int number);

    /// Tokens and requests of a format in the ledger.
    using Total = std::pair<std::int64_t, std::int64_t>;
    std::map<std::string, Total> totals() const;

private:
    QProcess &owner(const QString &path);
    void run(const QString &path, const QByteArray &statement);

    QTemporaryDir m_folder;
    std::map<QString, std::unique_ptr<QProcess>> m_owners{};
};

} // namespace tokenmeter::testing
