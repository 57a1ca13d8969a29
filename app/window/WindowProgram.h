// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

#include <memory>

class QCoreApplication;

namespace tokenmeter
{

/// The application object for a window, or for a picture where one is asked for. `argc` must outlive it.
std::unique_ptr<QCoreApplication> windowApplication(int &argc, char **argv, const CommandLine &line);

/// Shows the window and runs until it is closed. Needs a QApplication.
int runWindow(const CommandContext &context, const WindowCommand &command);

} // namespace tokenmeter
