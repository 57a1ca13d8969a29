// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// A root to watch: a folder with what is below it, or a single file.
struct WatchedRoot
{
    std::string path{}; ///< absolute, without links; need not exist
    std::string key{};  ///< two roots of the same path and key are the same
    std::function<bool(std::string_view relativePath)> enters{}; ///< folders worth watching; empty = all
    std::function<bool(std::string_view relativePath)> wants{};  ///< files whose changes are told; empty = all
};

/// Tells when a file below some roots grows, appears or moves. QFileSystemWatcher does not: on a folder it misses growing files, and a
/// watch a file would be thousands. It has a thread of its own, since finding the folders takes the disk; that thread sleeps until
/// something happens. A root that does not exist, or goes, is told of when it comes: its next folder that exists is watched for it.
/// On systems without inotify, and when the system's limit of watches is reached, it falls back to a slow tick, on which the caller looks
/// for itself.
class FolderWatch : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        int folders = 8192;      ///< watched at most
        int slowTickMs = 60'000; ///< between looks where not all is watched
    };
    explicit FolderWatch(QObject *parent = nullptr);
    explicit FolderWatch(const Limits &limits, QObject *parent = nullptr);
    ~FolderWatch() override;

    /// Watches these in place of those before; nothing is done when they are the same. Once they are watched changed() is told, since
    /// what happened before that was not seen.
    void watch(std::vector<WatchedRoot> roots);
    /// Changes of this file, and of those whose names begin with its own, are nobody's usage: a ledger with its -wal and -shm
    /// that lies in a watched folder would be looked at for ever, since looking writes to it.
    void leaveOut(const QString &file);

    /// Before the first watch().
    void setLimits(const Limits &limits);

    struct State
    {
        int folders = 0;         ///< that are watched
        bool isComplete = true;  ///< false: some could not be watched, and changes there are seen on the slow tick only
        bool isSettled = true;   ///< what watch() was last called with is watched
        int slowTickMs = 0;
        /// Not complete: the system's setting that would allow more; empty = Limits::folders.
        const char *systemsLimit = "";
    };
    State state() const;

Q_SIGNALS:
    /// Something changed; changes within a tenth of a second come as one.
    void changed();
    void stateChanged();

private:
    class Watcher;
    std::unique_ptr<Watcher> m_watcher;
};

} // namespace tokenmeter
