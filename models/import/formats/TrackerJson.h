// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

// Days by model as other programs summed them, for history whose logs are gone. The agent of such a record names the tools whose logs
// were summed, apart by '+' ("claude-code", "claude-code+codex"): it yields to records of theirs of the same day (flow/Overlaps).

/// `ccusage daily --json`, `ccusage claude daily --json`, `ccusage codex daily --json`. Without a word on the tool it is Claude Code,
/// the only one that older versions knew, unless the file shows that it is hardly that: then there is no agent, and a problem (ToolNotNamed).
/// A sum over several tools is one record a model: which tool it was is not said. Identities end with the counts; the family is the day, the
/// tool and the model (RestatedFlag), so that a later export takes the place of an earlier one and another machine's does not.
Format ccusageFormat();
/// `tokscale graph`: days in UTC by tool and model.
Format tokscaleFormat();

} // namespace tokenmeter
