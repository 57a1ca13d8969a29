// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// How long to wait after an attempt that failed: 1, 5, 30 minutes, 2, 6, 24 hours. Nothing: it is given up.
/// @param attempts that began, this one included: from 1 on
std::optional<std::chrono::minutes> pauseAfter(int attempts);

/// Deliveries that go out as one message, and the key of it.
struct DeliveryGroup
{
    std::vector<Delivery> deliveries{};
    std::string key{}; ///< of a single one its own; of several a hash of theirs, so that it is the same at every attempt
    int attempts = 0;  ///< the most of them
};

/// Those with the same due moment are one message: what quiet hours held back has the end of the quiet hours in common, what
/// failed together is due again together. In the order of their moments.
std::vector<DeliveryGroup> groupsOf(std::vector<Delivery> claimed);

} // namespace tokenmeter
