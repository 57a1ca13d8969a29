// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QString>

#include <sqlite3.h>

namespace tokenmeter::testing
{

/// The program that owns a database: opens it for writing as such programs do.
class Owner
{
public:
    explicit Owner(const QString &path)
    {
        QDir{}.mkpath(QFileInfo{path}.absolutePath());
        if (sqlite3_open(path.toUtf8().constData(), &m_handle) != SQLITE_OK) {
            qFatal("cannot make a database");
        }
        sqlite3_busy_timeout(m_handle, 0); // it must never have to wait
    }
    Owner(const Owner &) = delete;
    Owner &operator=(const Owner &) = delete;
    ~Owner() { sqlite3_close(m_handle); }

    /// @return SQLite's code
    int tryRun(const QByteArray &sql) { return sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr); }
    void run(const QByteArray &sql)
    {
        if (const int code = tryRun(sql); code != SQLITE_OK) {
            qFatal("the owner's %s: %s", sql.left(80).constData(), sqlite3_errmsg(m_handle));
        }
    }

private:
    sqlite3 *m_handle = nullptr;
};

/// Makes a database from statements, and closes it.
inline void makeDatabase(const QString &path, const QByteArray &sql)
{
    Owner{path}.run(sql);
}

/// Names, bytes and times of all files in a folder.
inline QMap<QString, QByteArray> contentsOf(const QString &folder)
{
    QMap<QString, QByteArray> contents;
    for (const QFileInfo &info : QDir{folder}.entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file{info.filePath()};
        if (!file.open(QIODevice::ReadOnly)) {
            qFatal("cannot read a file");
        }
        contents.insert(info.fileName() + info.lastModified().toString(Qt::ISODateWithMs), file.readAll());
    }
    return contents;
}

} // namespace tokenmeter::testing
