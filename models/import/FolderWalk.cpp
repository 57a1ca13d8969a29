// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/FolderWalk.h"

#include "import/Paths.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <unordered_set>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tokenmeter
{
namespace
{

std::int64_t modifiedNs(const struct stat &info)
{
    return std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
}

DiscoveredFile discoveredFile(const std::string &path, std::string_view relativePath, const struct stat &info)
{
    return {.path = path,
            .relativePath = std::string{relativePath},
            .size = info.st_size,
            .modifiedNs = modifiedNs(info),
            .device = info.st_dev,
            .inode = info.st_ino};
}

class Walk
{
public:
    Walk(const std::string &root, const std::function<bool(std::string_view)> &enters,
         const std::function<bool(std::string_view)> &wants, std::vector<Problem> &problems, std::vector<SeenFolder> *seen)
        : m_root{root}, m_enters{enters}, m_wants{wants}, m_problems{problems}, m_seen{seen}
    {
    }

    std::vector<DiscoveredFile> run()
    {
        m_folders.push_back({});
        readAll();
        return std::move(m_files);
    }

    /// Of m_seen only what changed.
    std::vector<DiscoveredFile> runChanged()
    {
        const std::vector<SeenFolder> before = std::exchange(*m_seen, {});
        for (const SeenFolder &folder : before) {
            m_known.insert(folder.path);
        }
        const int root = ::open(m_root.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        for (const SeenFolder &folder : before) {
            struct stat info = {};
            const char *path = folder.path.empty() ? "." : folder.path.c_str();
            if (root < 0 || ::fstatat(root, path, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(info.st_mode)) {
                continue; // gone; whatever took its place stands in a folder that changed
            }
            if (folder.modifiedNs != 0 && modifiedNs(info) == folder.modifiedNs) {
                m_seen->push_back(folder);
            } else {
                m_folders.push_back(folder.path);
            }
        }
        if (root >= 0) {
            ::close(root);
        }
        readAll();
        return std::move(m_files);
    }

private:
    void readAll()
    {
        while (!m_folders.empty()) {
            const std::string folder = std::move(m_folders.back());
            m_folders.pop_back();
            readFolder(folder);
        }
    }
    std::string absolute(const std::string &relative) const { return relative.empty() ? m_root : m_root + "/" + relative; }

    void readFolder(const std::string &folder)
    {
        const std::string path = absolute(folder);
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        DIR *handle = descriptor >= 0 ? ::fdopendir(descriptor) : nullptr;
        if (handle == nullptr) {
            const int error = errno;
            if (descriptor >= 0) {
                ::close(descriptor);
            }
            if (error != ENOENT) { // else it went away meanwhile
                m_problems.push_back(
                    {.cause = Cause::FileUnreadable, .file = path, .args = {std::generic_category().message(error)}});
            }
            return;
        }
        const std::unique_ptr<DIR, int (*)(DIR *)> closer{handle, ::closedir};
        if (m_seen != nullptr) {
            struct stat info = {}; // before it is listed: what comes while it is must change it again
            m_seen->push_back({folder, ::fstat(descriptor, &info) == 0 ? modifiedNs(info) : 0});
        }
        while (const dirent *entry = ::readdir(handle)) {
            const std::string_view name = entry->d_name;
            if (name != "." && name != "..") {
                takeEntry(descriptor, folder.empty() ? std::string{name} : folder + "/" + std::string{name}, *entry);
            }
        }
    }

    void takeEntry(int folder, const std::string &relative, const dirent &entry)
    {
        // Most file systems say what an entry is. Asking for the rest is what a walk costs, so only where it is of use.
        if (entry.d_type == DT_DIR) {
            takeFolder(relative);
            return;
        }
        if (entry.d_type == DT_REG && !m_wants(relative)) {
            return;
        }
        struct stat info = {};
        if (::fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
            return;
        }
        if (S_ISDIR(info.st_mode)) {
            takeFolder(relative);
        } else if (S_ISREG(info.st_mode)) {
            if (m_wants(relative)) {
                m_files.push_back(discoveredFile(absolute(relative), relative, info));
            }
        } else if (S_ISLNK(info.st_mode)) {
            takeLink(relative);
        } else if (m_wants(relative)) {
            m_problems.push_back({.cause = Cause::NotARegularFile, .file = absolute(relative)});
        }
    }

    void takeFolder(const std::string &relative)
    {
        if (m_known.contains(relative)) {
            return; // asked for by itself
        }
        if (m_enters && !m_enters(relative)) {
            return;
        }
        if (std::size_t(std::count(relative.begin(), relative.end(), '/')) >= MaxFolderDepth) {
            m_problems.push_back({.cause = Cause::FileTooDeep, .file = absolute(relative)});
            return;
        }
        m_folders.push_back(relative);
    }

    void takeLink(const std::string &relative)
    {
        const std::string path = absolute(relative);
        const std::optional<std::string> target = resolved(path);
        if (!target || *target == m_root || target->starts_with(m_root == "/" ? m_root : m_root + "/")) {
            return;
        }
        if (isFolder(*target) ? !m_enters || m_enters(relative) : m_wants(relative)) {
            m_problems.push_back({.cause = Cause::SymlinkOutsideRoot, .file = path});
        }
    }

    const std::string &m_root;
    const std::function<bool(std::string_view)> &m_enters;
    const std::function<bool(std::string_view)> &m_wants;
    std::vector<Problem> &m_problems;
    std::vector<SeenFolder> *m_seen;
    std::unordered_set<std::string> m_known{};
    std::vector<std::string> m_folders{};
    std::vector<DiscoveredFile> m_files{};
};

} // namespace

std::vector<DiscoveredFile> walkFolder(const std::string &root, const std::function<bool(std::string_view)> &enters,
                                  const std::function<bool(std::string_view)> &wants, std::vector<Problem> &problems,
                                  std::vector<SeenFolder> *seen)
{
    return Walk{root, enters, wants, problems, seen}.run();
}

std::vector<DiscoveredFile> walkChanged(const std::string &root, const std::function<bool(std::string_view)> &enters,
                                   const std::function<bool(std::string_view)> &wants, std::vector<Problem> &problems,
                                   std::vector<SeenFolder> &seen)
{
    return Walk{root, enters, wants, problems, &seen}.runChanged();
}

std::optional<std::string> resolved(const std::string &path)
{
    const std::unique_ptr<char, void (*)(void *)> text{::realpath(path.c_str(), nullptr), std::free};
    return text ? std::optional<std::string>{text.get()} : std::nullopt;
}

std::optional<DiscoveredFile> fileAt(const std::string &path)
{
    struct stat info = {};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
        return std::nullopt;
    }
    return discoveredFile(path, paths::fileName(path), info);
}

bool isFolder(const std::string &path)
{
    struct stat info = {};
    return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

} // namespace tokenmeter
