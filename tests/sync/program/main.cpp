// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Program.h"
#include "notify/channels/ChannelsCommand.h"
#include "providers/ProviderZone.h"
#include "sync/SyncCommands.h"

int main(int argc, char **argv)
{
    constexpr tokenmeter::WindowHalf NoWindow{nullptr, nullptr, nullptr, &tokenmeter::runChannels, &tokenmeter::runAccounts, &tokenmeter::runSync,
                                              &tokenmeter::runReconcile, &tokenmeter::runClose, nullptr, &tokenmeter::runFetchRates, &tokenmeter::runFetchPrices,
                                            &tokenmeter::repeatedReportsOf};
    return tokenmeter::runProgram(argc, argv, &NoWindow);
}
