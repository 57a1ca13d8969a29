// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace tokenmeter
{

/// Tells when a file below some folders grows, appears or moves. QFileSystemWatcher does not: on a folder it misses
/// growing files, and a watch a file would be thousands. On systems without inotify, and when the system's limit of
/// watches is reached, it falls back to a slow tick, on which the caller looks for itself.
class FolderWatch : public QObject
{
    Q_OBJECT
public:
    explicit FolderWatch(QObject *parent = nullptr);
    ~FolderWatch() override;

    /// Watches these folders and all below them, in place of those before. Folders that do not exist are left out.
    void watch(const QStringList &roots);
    /// Changes of this file, and of those whose names begin with its own, are nobody's usage: a ledger with its -wal and -shm
    /// that lies in a watched folder would be looked at for ever, since looking writes to it.
    void leaveOut(const QString &file);
    /// False when some folders could not be watched: changes there are seen on the slow tick only.
    bool isComplete() const { return m_complete; }

Q_SIGNALS:
    /// Something changed; changes within a tenth of a second come as one.
    void changed();

private:
    void addTree(const QString &folder);
    void readEvents();
    bool isLeftOut(int watch, const char *name) const;

    int m_descriptor = -1;
    bool m_complete = true;
    QHash<int, QString> m_folders;
    QString m_leftOutFolder, m_leftOutName;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_settle;
    QTimer m_slowTick;
};

} // namespace tokenmeter
