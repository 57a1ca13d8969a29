// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/FolderWatch.h"

#include "import/FolderWalk.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

using WatchClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds Settle{100};
// A journal that goes says that its database may be read again.
constexpr std::uint32_t TreeEvents = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE | IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW;
constexpr std::uint32_t AnchorEvents = IN_CREATE | IN_MOVED_TO | IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW;
constexpr std::uint32_t AboveEvents = IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW; ///< nothing of what is in them

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

std::string joined(const std::string &folder, std::string_view name)
{
    std::string path = folder;
    if (!path.empty() && path != "/") {
        path += '/';
    }
    return path.append(name);
}

std::vector<std::string> foldersIn(const std::string &path)
{
    std::vector<std::string> names;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    DIR *handle = descriptor >= 0 ? ::fdopendir(descriptor) : nullptr;
    if (handle == nullptr) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        return names;
    }
    while (const dirent *entry = ::readdir(handle)) {
        const std::string_view name = entry->d_name;
        // Where the system does not say what it is, trying to watch it as a folder does.
        if (name != "." && name != ".." && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN)) {
            names.emplace_back(name);
        }
    }
    ::closedir(handle);
    return names;
}

} // namespace

/// What the thread does and knows.
class FolderWatch::Watcher
{
public:
    Watcher(const Limits &limits, FolderWatch *owner) : m_limits{limits}, m_owner{owner}, m_wake{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {}
    ~Watcher()
    {
        if (m_thread.joinable()) {
            m_thread.request_stop();
            wake();
            m_thread.join();
        }
        closeAll();
        ::close(m_wake);
    }

    void watch(std::vector<WatchedRoot> roots)
    {
        const auto isSame = [](const WatchedRoot &a, const WatchedRoot &b) { return a.path == b.path && a.key == b.key; };
        if (std::equal(roots.begin(), roots.end(), m_asked.begin(), m_asked.end(), isSame)) {
            return;
        }
        m_asked = std::move(roots);
        {
            const std::lock_guard lock{m_mutex};
            m_wanted = m_asked;
            m_state.isSettled = false;
        }
        if (!m_thread.joinable()) {
            m_thread = std::jthread{[this](const std::stop_token &stop) { run(stop); }};
        }
        wake();
    }
    void setLimits(const Limits &limits)
    {
        Q_ASSERT(!m_thread.joinable());
        m_limits = limits;
    }
    void leaveOut(std::string folder, std::string name)
    {
        const std::lock_guard lock{m_mutex};
        m_leftOutFolder = std::move(folder);
        m_leftOutName = std::move(name);
    }
    State state() const
    {
        const std::lock_guard lock{m_mutex};
        return m_state;
    }

private:
    /// A place of a folder below a root.
    struct Use
    {
        std::size_t root = 0;
        std::string relative{}; ///< empty = the root itself
    };
    struct Folder
    {
        std::string path{};
        std::vector<Use> uses{};
        std::set<std::string, std::less<>> awaited{}; ///< what would be the next step towards a root
        bool isAbove = false; ///< of a root: when it moves, the root's watch goes with it and is of another place
    };

    void wake() { [[maybe_unused]] const auto written = ::eventfd_write(m_wake, 1); }

    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> waits{pollfd{m_wake, POLLIN, 0}, pollfd{m_descriptor, POLLIN, 0}};
            ::poll(waits.data(), m_descriptor >= 0 ? 2 : 1, waitMs());
            if ((waits[0].revents & POLLIN) != 0) {
                eventfd_t ignored = 0;
                ::eventfd_read(m_wake, &ignored);
            }
            std::optional<std::vector<WatchedRoot>> wanted;
            {
                const std::lock_guard lock{m_mutex};
                wanted = std::exchange(m_wanted, std::nullopt);
            }
            if (wanted) {
                m_roots = *std::move(wanted);
                rebuild();
            } else if (m_descriptor >= 0 && (waits[1].revents & POLLIN) != 0) {
                readEvents();
            }
            tellWhatIsDue();
        }
    }

    int waitMs() const
    {
        const auto until = [](WatchClock::time_point due) {
            return int(std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(due - WatchClock::now()).count()));
        };
        const int settle = m_settles ? until(*m_settles) : -1;
        const int tick = m_tick ? until(*m_tick) : -1;
        return settle < 0 ? tick : tick < 0 ? settle : std::min(settle, tick);
    }

    void tellWhatIsDue()
    {
        const WatchClock::time_point now = WatchClock::now();
        if (m_tick && now >= *m_tick) {
            rebuild(); // there may be room for more watches now
        }
        if (m_settles && now >= *m_settles) {
            m_settles.reset();
            QMetaObject::invokeMethod(m_owner, [owner = m_owner] { Q_EMIT owner->changed(); }, Qt::QueuedConnection);
        }
    }

    void settle()
    {
        if (!m_settles) {
            m_settles = WatchClock::now() + Settle;
        }
    }

    void closeAll()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
        m_descriptor = -1;
        m_folders.clear();
        m_above = 0;
    }

    void rebuild()
    {
        closeAll();
        m_mustRebuild = false;
        m_isComplete = true;
        if (!m_roots.empty()) {
            m_descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
            m_isComplete = m_descriptor >= 0;
            m_systemsLimit = m_isComplete ? "" : "fs.inotify.max_user_instances";
            for (std::size_t i = 0; m_descriptor >= 0 && i < m_roots.size(); ++i) {
                addRoot(i);
            }
            settle();
        }
        report(true);
    }

    void report(bool isNew)
    {
        m_tick = m_isComplete ? std::nullopt : std::optional{m_tick && !isNew ? *m_tick : WatchClock::now() + std::chrono::milliseconds{m_limits.slowTickMs}};
        {
            const std::lock_guard lock{m_mutex};
            m_state = {watchedFolders(), m_isComplete, !m_wanted, m_limits.slowTickMs, m_systemsLimit};
        }
        QMetaObject::invokeMethod(m_owner, [owner = m_owner] { Q_EMIT owner->stateChanged(); }, Qt::QueuedConnection);
    }

    void addRoot(std::size_t root, int triesLeft = 8)
    {
        const std::string &path = m_roots[root].path;
        std::string folder = path;
        if (isFolder(path)) {
            addTree(path, root, {});
            if (triesLeft > 0 && !isFolder(path)) {
                return addRoot(root, triesLeft - 1);
            }
        } else if (::access(path.c_str(), F_OK) == 0) { // a single file: its folder alone, for this name
            folder = parentOf(path);
            add(folder, TreeEvents, root, {});
        } else {
            std::string name;
            while (folder.size() > 1 && !isFolder(folder)) {
                name = folder.substr(folder.rfind('/') + 1);
                folder = parentOf(folder);
            }
            Folder *const anchor = add(folder, AnchorEvents, std::nullopt, {});
            if (anchor != nullptr) {
                anchor->awaited.insert(name);
            }
            // What came or went between the look and the watch is told by nobody.
            const std::string next = joined(folder, name);
            const bool hasCome = isFolder(next) || (next == path && ::access(path.c_str(), F_OK) == 0);
            if (triesLeft > 0 && ((anchor == nullptr && !isFolder(folder)) || hasCome)) {
                return addRoot(root, triesLeft - 1);
            }
        }
        while (folder.size() > 1) {
            folder = parentOf(folder);
            if (folder.size() > 1) {
                add(folder, AboveEvents, std::nullopt, {});
            }
        }
    }

    /// @return null when it cannot be watched
    Folder *add(const std::string &path, std::uint32_t events, std::optional<std::size_t> root, const std::string &relative)
    {
        const bool hasRoom = events == AboveEvents || watchedFolders() < m_limits.folders;
        // A second mask for the same folder is added to the first: an anchor may be a root of another.
        const int watch = hasRoom ? ::inotify_add_watch(m_descriptor, path.c_str(), events | IN_MASK_ADD) : -1;
        if (watch < 0) {
            const bool isFull = hasRoom && (errno == ENOSPC || errno == ENOMEM);
            if (isFull || !hasRoom) {
                m_isComplete = false;
                m_systemsLimit = isFull ? "fs.inotify.max_user_watches" : m_systemsLimit;
            }
            return nullptr;
        }
        Folder &folder = m_folders[watch];
        folder.path = path; // it may have moved
        if (events == AboveEvents && !folder.isAbove) {
            folder.isAbove = true;
            ++m_above;
        }
        if (root) {
            std::erase_if(folder.uses, [&](const Use &use) { return use.root == *root; });
            folder.uses.push_back({*root, relative});
        }
        return &folder;
    }
    int watchedFolders() const { return int(m_folders.size()) - m_above; }

    /// First the watch, then the list: what comes in between is in one of them.
    void addTree(const std::string &path, std::size_t root, const std::string &relative)
    {
        if (std::size_t(std::count(relative.begin(), relative.end(), '/')) >= MaxFolderDepth || add(path, TreeEvents, root, relative) == nullptr) {
            return;
        }
        const auto &enters = m_roots[root].enters;
        for (const std::string &name : foldersIn(path)) {
            const std::string below = joined(relative, name);
            if (!enters || enters(below)) {
                addTree(joined(path, name), root, below);
            }
        }
    }

    void readEvents()
    {
        alignas(inotify_event) std::array<char, 16 * 1024> buffer;
        bool any = false;
        const std::size_t before = m_folders.size();
        const bool wasComplete = m_isComplete;
        for (;;) {
            const ssize_t size = ::read(m_descriptor, buffer.data(), buffer.size());
            if (size <= 0) {
                break;
            }
            for (ssize_t at = 0; at < size;) {
                inotify_event event;
                std::memcpy(&event, buffer.data() + at, sizeof event);
                const std::string_view name = event.len > 0 ? std::string_view{buffer.data() + at + sizeof event} : std::string_view{};
                any = takeEvent(event.wd, event.mask, name) || any;
                at += ssize_t(sizeof event) + ssize_t(event.len);
            }
        }
        if (m_mustRebuild) {
            rebuild();
        } else if (any) {
            settle();
        }
        if (before != m_folders.size() || wasComplete != m_isComplete) {
            report(false);
        }
    }

    /// Whether it matters.
    bool takeEvent(int watch, std::uint32_t mask, std::string_view name)
    {
        if ((mask & IN_Q_OVERFLOW) != 0) {
            m_mustRebuild = true; // folders may have come of which nobody told
            return true;
        }
        const auto place = m_folders.find(watch);
        if (place == m_folders.end()) {
            return false;
        }
        if ((mask & (IN_MOVE_SELF | IN_DELETE_SELF | IN_IGNORED)) != 0) {
            const bool isRoot = std::any_of(place->second.uses.begin(), place->second.uses.end(), [](const Use &use) { return use.relative.empty(); });
            const bool hasLeft = (mask & IN_MOVE_SELF) != 0 && !isFolder(place->second.path); // to where nothing is watched
            m_mustRebuild = m_mustRebuild || hasLeft || isRoot || place->second.isAbove || !place->second.awaited.empty();
            if ((mask & IN_IGNORED) != 0) {
                m_above -= place->second.isAbove ? 1 : 0;
                m_folders.erase(place);
            }
            return isRoot;
        }
        if (name.empty() || isLeftOut(place->second.path, name)) {
            return false;
        }
        m_mustRebuild = m_mustRebuild || place->second.awaited.contains(name);
        const std::string path = joined(place->second.path, name);
        bool matters = false;
        const std::vector<Use> uses = place->second.uses; // adding folders moves them
        for (const Use &use : uses) {
            const WatchedRoot &root = m_roots[use.root];
            const bool isSingle = use.relative.empty() && root.path != place->second.path; // its folder, for this name
            const std::string relative = joined(use.relative, name);
            if ((mask & IN_ISDIR) == 0) {
                matters = matters || !root.wants || root.wants(relative);
            } else if (!isSingle && (mask & IN_DELETE) == 0 && (!root.enters || root.enters(relative))) {
                addTree(path, use.root, relative);
                matters = true;
            }
        }
        return matters;
    }

    bool isLeftOut(const std::string &folder, std::string_view name) const
    {
        const std::lock_guard lock{m_mutex};
        return !m_leftOutName.empty() && name.starts_with(m_leftOutName) && folder == m_leftOutFolder;
    }

    Limits m_limits;
    FolderWatch *const m_owner;
    const int m_wake;
    std::vector<WatchedRoot> m_asked{}; ///< of the thread that asks

    mutable std::mutex m_mutex{}; ///< of what both threads see:
    std::optional<std::vector<WatchedRoot>> m_wanted{};
    std::string m_leftOutFolder{}, m_leftOutName{};
    State m_state{};

    // Of the watching thread:
    std::vector<WatchedRoot> m_roots{};
    int m_descriptor = -1;
    std::unordered_map<int, Folder> m_folders{}; ///< by watch
    int m_above = 0;                             ///< of them, those above roots
    bool m_isComplete = true;
    const char *m_systemsLimit = ""; ///< where it is not
    bool m_mustRebuild = false;
    std::optional<WatchClock::time_point> m_settles{}, m_tick{};
    std::jthread m_thread{};
};

FolderWatch::FolderWatch(QObject *parent) : FolderWatch{Limits{}, parent} {}
FolderWatch::FolderWatch(const Limits &limits, QObject *parent) : QObject{parent}, m_watcher{std::make_unique<Watcher>(limits, this)} {}
FolderWatch::~FolderWatch() = default;

void FolderWatch::watch(std::vector<WatchedRoot> roots)
{
    m_watcher->watch(std::move(roots));
}

void FolderWatch::setLimits(const Limits &limits)
{
    m_watcher->setLimits(limits);
}

void FolderWatch::leaveOut(const QString &file)
{
    const std::string path = file.toStdString();
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    m_watcher->leaveOut(resolved(folder).value_or(folder), path.substr(slash == std::string::npos ? 0 : slash + 1));
}

FolderWatch::State FolderWatch::state() const
{
    return m_watcher->state();
}

} // namespace tokenmeter
