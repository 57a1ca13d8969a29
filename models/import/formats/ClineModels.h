// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Which model a task asked from when on.
struct ClineModel
{
    std::optional<UtcTime> since{}; ///< nothing = since what stands before it
    std::string model{};
    std::string provider{};
    std::string mode{};
};

struct ClineModels
{
    std::vector<ClineModel> models{}; ///< in their order
    /// What a request was told is written after the request began, so the entry behind its own time is still its own.
    bool areWrittenLater = false;
};

/// What the files beside a task's messages say of its models. Of what was said only the names that the extension
/// itself puts into `<environment_details>` are looked at, and nothing else is kept.
/// - `task_metadata.json`: `model_usage` (its fields' names have not been verified);
/// - `api_conversation_history.json`: `<model>`, `<slug>` in the details of each message.
/// Files that are missing, unfinished or too large say nothing.
ClineModels clineModels(const std::string &taskFolder);
/// The last that holds for a request; null when none does.
/// @param next when the request behind it began; nothing = it is the last
const ClineModel *clineModelAt(const ClineModels &models, UtcTime time, std::optional<UtcTime> next);

/// Who serves and bills, by the service's id in Cline's settings: `openai` is whatever speaks OpenAI's protocol at an address that the user gave,
/// so nothing is known of it, and OpenAI itself is `openai-native`. All others as written.
std::string clineProvider(std::string_view id);

/// What the extension's list of tasks says of one: `state/taskHistory.json` beside the folder of tasks. Its sums are not looked at.
/// Read once while a SideKeeper lives. For several threads.
struct ClineTask
{
    std::string project{};
    std::string model{}; ///< the last one
};
ClineTask clineTask(const std::string &taskFolder);

} // namespace tokenmeter
