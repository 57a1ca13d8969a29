// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "core/Time.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// Writes the logs of an invented user below `folder` (made when missing, otherwise expected empty): transcripts of
/// Claude Code, rollouts of Codex, and raw API responses in `api/`, for the month of `now` (UTC) and the two before.
/// They are read by the real importers, hold no prompts, and nothing later than `now`. Equal days of `now` and equal
/// seeds give equal bytes, but for what today still has to come. About 300 MB a second.
/// Fails with FileUnreadable (args: the system's reason) when the folder cannot be written.
Result<Done> writeDemoLogs(const std::string &folder, UtcTime now, unsigned seed);

/// The files below `folder` that a user would name, since no tool keeps them in a known place (format `api-jsonl`).
/// The others are found by discovery with `folder` as home.
std::vector<std::string> demoApiFiles(const std::string &folder);

} // namespace tokenmeter
