// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ImportPlan.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tokenmeter
{
namespace
{

auto inodeOf(const FileState &state)
{
    return std::tuple{state.device, state.inode};
}

FilePlan decide(const DiscoveredFile &file, std::int32_t parserVersion, FileKind kind, const FileState *samePath, const FileState *sameInode)
{
    const FileState *known = samePath != nullptr ? samePath : sameInode;
    if (known == nullptr) {
        return {};
    }
    const bool sameFile = known->device == file.device && known->inode == file.inode;
    if (kind == FileKind::Database && sameFile && known->parserVersion == parserVersion) {
        const bool untouched = file.size == known->size && file.modifiedNs == known->modifiedNs && known == samePath;
        return {untouched ? FilePlan::Action::Skip : FilePlan::Action::Resume, known, known->offset};
    }
    if (!sameFile || known->parserVersion != parserVersion || file.size < known->size || file.size < known->offset) {
        return {FilePlan::Action::Restart, known, 0};
    }
    const bool untouched = file.size == known->size && file.modifiedNs == known->modifiedNs;
    if (untouched && known == samePath) {
        return {FilePlan::Action::Skip, known, known->offset};
    }
    // A file of the same size with a new time was rewritten: only a file that grew may be read from its tail.
    if (file.size == known->size && !untouched) {
        return {FilePlan::Action::Restart, known, 0};
    }
    return {FilePlan::Action::Resume, known, known->offset};
}

} // namespace

KnownFiles::KnownFiles(std::vector<FileState> states) : m_states{std::move(states)}
{
    std::sort(m_states.begin(), m_states.end(), [](const FileState &a, const FileState &b) { return a.path < b.path; });
    m_byInode.resize(m_states.size());
    std::iota(m_byInode.begin(), m_byInode.end(), std::size_t{0});
    std::sort(m_byInode.begin(), m_byInode.end(),
              [this](std::size_t a, std::size_t b) { return inodeOf(m_states[a]) < inodeOf(m_states[b]); });
}

FilePlan KnownFiles::planFor(const DiscoveredFile &file, std::int32_t parserVersion, FileKind kind) const
{
    const FileState *samePath = nullptr;
    const auto byPath = std::lower_bound(m_states.begin(), m_states.end(), file.path,
                                         [](const FileState &state, const std::string &path) { return state.path < path; });
    if (byPath != m_states.end() && byPath->path == file.path) {
        samePath = &*byPath;
    }
    const FileState *sameInode = nullptr;
    if (samePath == nullptr) {
        const std::tuple wanted{file.device, file.inode};
        const auto byInode = std::lower_bound(m_byInode.begin(), m_byInode.end(), wanted,
                                              [this](std::size_t i, const auto &key) { return inodeOf(m_states[i]) < key; });
        if (byInode != m_byInode.end() && inodeOf(m_states[*byInode]) == wanted) {
            sameInode = &m_states[*byInode];
        }
    }
    return decide(file, parserVersion, kind, samePath, sameInode);
}

} // namespace tokenmeter
