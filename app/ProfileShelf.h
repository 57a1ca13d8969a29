// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "import/Profile.h"

#include <QString>

#include <string>
#include <vector>

namespace tokenmeter
{

/// Mapping profiles under their names, one JSON file each in the folder `profiles` beside the ledger.
class ProfileShelf
{
public:
    explicit ProfileShelf(const QString &ledger);

    /// Sorted names of what is there and can be read.
    std::vector<std::string> names() const;
    /// Problems: FileMissing (no such name), FileUnreadable, those of parseProfile().
    Result<Profile> profile(const std::string &name) const;
    /// Under its own name; an older one of that name is replaced. Problems: BadProfile("profile") for a name that is none, FileNotWritten.
    Result<Done> keep(const Profile &profile) const;
    /// Problem: FileMissing.
    Result<Done> remove(const std::string &name) const;

private:
    QString pathOf(const std::string &name) const;
    QString m_folder;
};

/// A profile from any JSON file. Problems as of ProfileShelf::profile(), with the file.
Result<Profile> profileInFile(const QString &path);

} // namespace tokenmeter
