// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/FileMapping.h"

#include <QFuture>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <string>

namespace tokenmeter
{

/// Files that no format knows, and the profiles that tell how to read them. No call blocks.
class MappingServices
{
public:
    /// The beginning of a file with what a mapping of it can begin with.
    struct Opened
    {
        std::shared_ptr<const FileHead> head{};
        MappingStart start{};
    };

    virtual ~MappingServices() = default;
    virtual QFuture<Result<Opened>> open(const QString &file) = 0;
    /// What the profile makes of the first rows.
    virtual QFuture<Result<MappingTrial>> tryOn(const Profile &profile, std::shared_ptr<const FileHead> head) = 0;
    virtual QFuture<Result<Profile>> profile(const QString &name) = 0;
    /// Under its own name; an older one of that name is replaced.
    virtual QFuture<Result<Done>> keep(const Profile &profile) = 0;
    /// Whether the profile by which a source was read ("generic:mine") is there. What is returned takes the disk: for a thread that may wait.
    virtual std::function<bool(const std::string &format)> hasProfile() const = 0;
    /// Those that are tables somebody could map, and of folders the first that are in them; the others are left away.
    virtual QFuture<Result<QStringList>> tablesAmong(const QStringList &paths) = 0;
};

} // namespace tokenmeter
