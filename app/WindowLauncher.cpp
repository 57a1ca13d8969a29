// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowLauncher.h"

#include "Output.h"
#include "format/ProblemText.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace tokenmeter
{

int becomeWindowProgram(char **argv)
{
    namespace fs = std::filesystem;
    constexpr const char *Name = "tokenmeter-window";
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    const fs::path beside = folder / Name; // in the build tree
    const fs::path installed = (folder / TOKENMETER_WINDOW_FOLDER / Name).lexically_normal();
    for (const fs::path &program : {beside, installed}) {
        ::execv(program.c_str(), argv);
    }
    printError(ProblemText::full({.cause = Cause::FileUnreadable, .file = installed.string(), .args = {std::strerror(errno)}}));
    return ExitFailed;
}

} // namespace tokenmeter
