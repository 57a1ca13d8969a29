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
/// database of a format ("zed.sql"), which stays whole where damaged bytes (`zed.db`) soon make none at all; logs as they are packed
/// ("packed.zip"); what lies beside a log that stays as it is ("side.cline-metadata").
struct FuzzTarget
{
    enum class Kind { File, Statements, Packed, Beside };
    std::string name{};
    const Format *format = nullptr;
    Kind kind = Kind::File;
    std::string file{}; ///< name of the file that the format is given; of Beside: the log's, empty = there is none
    std::string log{};    ///< of Beside: what the log says
    std::string beside{}; ///< of Beside: name of the file that the input is
    std::vector<std::string> seeds{};
};

/// Of all samples, then packed ones and those beside.
const std::vector<FuzzTarget> &fuzzTargets();
/// Null when there is none of that name.
const FuzzTarget *fuzzTarget(std::string_view name);
/// What is wrong with how the input is read; empty = nothing. The same input is looked at in the same way wherever it is tried.
std::string complaintAbout(Reader &reader, const FuzzTarget &target, const std::string &input);
/// Of Beside: what the log gives with the input beside it.
Outcome readBeside(Reader &reader, const FuzzTarget &target, const std::string &input);

} // namespace tokenmeter::testing
