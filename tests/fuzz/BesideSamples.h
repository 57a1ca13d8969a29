// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tokenmeter::testing
{

/// A log, and a file that lies beside it and is read with it: a task's models, a session's manifest. Only the latter is to be damaged.
struct BesideSample
{
    std::string name{};   ///< of what is tried: "cline-metadata"
    std::string format{}; ///< id
    std::string log{};    ///< path below a folder of its own; empty: the file itself says where logs are
    std::string text{};   ///< of the log
    std::string beside{}; ///< path of the other, below the same folder
    std::string seed{};   ///< what stands in it, with the marker planted
};

/// Of all formats that read such files.
const std::vector<BesideSample> &besideSamples();

} // namespace tokenmeter::testing
