// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <optional>
#include <string>
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

/// What the files beside a task's messages say of its models, in their order. Of what was said only the names that the extension
/// itself puts into `<environment_details>` are looked at, and nothing else is kept.
/// - `task_metadata.json`: `model_usage` (its fields' names have not been verified);
/// - `api_conversation_history.json`: `<model>`, `<slug>` in the details of each message.
/// Files that are missing, unfinished or too large say nothing.
std::vector<ClineModel> clineModels(const std::string &taskFolder);
/// The last that holds at a time; null when none does.
const ClineModel *clineModelAt(const std::vector<ClineModel> &models, UtcTime time);

} // namespace tokenmeter
