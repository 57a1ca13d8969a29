// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/SourceText.h"

#include "core/MappedFormat.h"
#include "flow/KnownSources.h"
#include "format/ProblemText.h"

namespace tokenmeter
{

QString sourceName(const std::string &formatId)
{
    if (const std::optional<std::string_view> profile = profileOfFormat(formatId)) {
        return visibleText(std::string{*profile}); // as its maker wrote it
    }
    const std::string name = formatNameOf(formatId);
    return visibleText(name.empty() ? formatId : name);
}

} // namespace tokenmeter
