// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Properties.h"
#include "Samples.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter::testing
{

/// What is fuzzed by itself: the files of a format with one ending ("gemini-cli.json", "gemini-cli.jsonl"), or statements that make a
/// database of a format ("zed.sql"), which stays whole where damaged bytes (`zed.db`) soon make none at all.
struct FuzzTarget
{
    std::string name{};
    const Format *format = nullptr;
    std::string file{}; ///< name of the file that the format is given
    bool isStatements = false;
    std::vector<std::string> seeds{};
};

/// Of all samples.
const std::vector<FuzzTarget> &fuzzTargets();
/// Null when there is none of that name.
const FuzzTarget *fuzzTarget(std::string_view name);
/// What is wrong with how the input is read; empty = nothing. The same input is looked at in the same way wherever it is tried.
std::string complaintAbout(Reader &reader, const FuzzTarget &target, const std::string &input);

} // namespace tokenmeter::testing
