// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

#include <memory>

class QCoreApplication;

namespace tokenmeter
{

/// What only a program that is linked with the window's libraries can do.
struct WindowHalf
{
    /// The application object of a window or of a picture. `argc` must outlive it.
    std::unique_ptr<QCoreApplication> (*application)(int &argc, char **argv, const CommandLine &line);
    int (*runWindow)(const CommandContext &context, const WindowCommand &command);
    int (*runScreenshot)(const CommandContext &context, const ScreenshotCommand &command);
    int (*runChannels)(const CommandContext &context, const AlertsCommand &command);
    int (*runAccounts)(const CommandContext &context, const AccountsCommand &command);
    int (*runSync)(const CommandContext &context, const SyncCommand &command);
    int (*runReconcile)(const CommandContext &context, const ReconcileCommand &command);
    int (*runClose)(const CommandContext &context, const CloseCommand &command);
    int (*runReview)(const CommandContext &context, const ReviewCommand &command);
    int (*runFetchRates)(const CommandContext &context, const RatesCommand &command);
    int (*runFetchPrices)(const CommandContext &context, const PricesCommand &command);
    std::vector<RepeatedReport> (*repeatedReports)(const std::string &provider); ///< see RepeatedReports
};

/// The whole program: command line, then one command or the window. Returns the exit status.
/// @param window nullptr: where a window or a picture is asked for, the process goes on as the window's program
int runProgram(int argc, char **argv, const WindowHalf *window = nullptr);

} // namespace tokenmeter
