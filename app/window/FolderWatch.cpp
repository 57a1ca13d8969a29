// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/FolderWatch.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSocketNotifier>

#include <sys/inotify.h>
#include <unistd.h>

#include <array>

namespace tokenmeter
{
namespace
{

constexpr int SettleMs = 100;
constexpr int SlowTickMs = 60'000;
constexpr int MostFolders = 8192;
constexpr std::uint32_t Events = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR | IN_DONT_FOLLOW;

} // namespace

FolderWatch::FolderWatch(QObject *parent) : QObject{parent}
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(SettleMs);
    m_slowTick.setInterval(SlowTickMs);
    connect(&m_settle, &QTimer::timeout, this, &FolderWatch::changed);
    connect(&m_slowTick, &QTimer::timeout, this, &FolderWatch::changed);
}

FolderWatch::~FolderWatch()
{
    m_notifier.reset();
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

void FolderWatch::watch(const QStringList &roots)
{
    m_notifier.reset();
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
    m_folders.clear();
    m_descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    m_complete = m_descriptor >= 0;
    if (m_descriptor >= 0) {
        m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &FolderWatch::readEvents);
        for (const QString &root : roots) {
            addTree(root);
        }
    }
    if (m_complete) {
        m_slowTick.stop();
    } else {
        m_slowTick.start();
    }
}

void FolderWatch::leaveOut(const QString &file)
{
    const QFileInfo place{file};
    m_leftOutFolder = place.dir().canonicalPath();
    m_leftOutName = place.fileName();
}

bool FolderWatch::isLeftOut(int watch, const char *name) const
{
    return !m_leftOutName.isEmpty() && QFile::decodeName(name).startsWith(m_leftOutName)
        && QDir{m_folders.value(watch)}.canonicalPath() == m_leftOutFolder;
}

void FolderWatch::addTree(const QString &folder)
{
    const auto add = [this](const QString &path) {
        if (m_folders.size() >= MostFolders) {
            m_complete = false;
            return;
        }
        const int watch = ::inotify_add_watch(m_descriptor, QFile::encodeName(path).constData(), Events);
        if (watch >= 0) {
            m_folders.insert(watch, path);
        } else if (errno == ENOSPC) {
            m_complete = false;
        }
    };
    if (!QDir{folder}.exists()) {
        return;
    }
    add(folder);
    QDirIterator below{folder, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks | QDir::Hidden, QDirIterator::Subdirectories};
    while (below.hasNext()) {
        add(below.next());
    }
}

void FolderWatch::readEvents()
{
    alignas(inotify_event) std::array<char, 16 * 1024> buffer;
    bool any = false;
    for (;;) {
        const ssize_t size = ::read(m_descriptor, buffer.data(), buffer.size());
        if (size <= 0) {
            break;
        }
        for (ssize_t at = 0; at < size;) {
            inotify_event event;
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char *name = buffer.data() + at + sizeof event;
            if ((event.mask & IN_ISDIR) != 0 && event.len > 0 && m_folders.contains(event.wd)) {
                addTree(m_folders.value(event.wd) + QLatin1Char('/') + QFile::decodeName(name));
            }
            any = any || ((event.mask & IN_IGNORED) == 0 && !(event.len > 0 && isLeftOut(event.wd, name)));
            at += ssize_t(sizeof event) + ssize_t(event.len);
        }
    }
    if (any && !m_settle.isActive()) {
        m_settle.start();
    }
}

} // namespace tokenmeter
