// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Program.h"
#include "notify/channels/ChannelsCommand.h"
#include "providers/ProviderZone.h"
#include "sync/SyncCommands.h"
#include "window/ReviewCommand.h"
#include "window/Screenshot.h"
#include "window/WindowProgram.h"

int main(int argc, char **argv)
{
    constexpr tokenmeter::WindowHalf Window{&tokenmeter::windowApplication, &tokenmeter::runWindow, &tokenmeter::runScreenshot,
                                            &tokenmeter::runChannels, &tokenmeter::runAccounts, &tokenmeter::runSync,
                                            &tokenmeter::runReconcile, &tokenmeter::runClose, &tokenmeter::runReview, &tokenmeter::runFetchRates, &tokenmeter::runFetchPrices,
                                            &tokenmeter::repeatedReportsOf};
    return tokenmeter::runProgram(argc, argv, &Window);
}
