// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/DeliveryRules.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

using std::chrono::hours;
using std::chrono::minutes;
constexpr std::array<minutes, 6> Pauses{minutes{1}, minutes{5}, minutes{30}, hours{2}, hours{6}, hours{24}};

std::string keyOf(const std::vector<Delivery> &deliveries)
{
    if (deliveries.size() == 1) {
        return deliveries.front().idempotencyKey;
    }
    std::vector<std::string> keys;
    for (const Delivery &delivery : deliveries) {
        keys.push_back(delivery.idempotencyKey);
    }
    std::sort(keys.begin(), keys.end());
    QCryptographicHash hash{QCryptographicHash::Sha256};
    for (const std::string &key : keys) {
        hash.addData(QByteArray::fromStdString(key + '\n'));
    }
    return "together/" + hash.result().toHex().left(32).toStdString() + '/' + deliveries.front().channel;
}

} // namespace

std::optional<minutes> pauseAfter(int attempts)
{
    const auto index = std::size_t(std::max(attempts, 1) - 1);
    return index < Pauses.size() ? std::optional{Pauses.at(index)} : std::nullopt;
}

std::vector<DeliveryGroup> groupsOf(std::vector<Delivery> claimed)
{
    std::stable_sort(claimed.begin(), claimed.end(), [](const Delivery &a, const Delivery &b) { return a.due < b.due; });
    std::vector<DeliveryGroup> groups;
    for (Delivery &delivery : claimed) {
        if (groups.empty() || groups.back().deliveries.front().due != delivery.due) {
            groups.emplace_back();
        }
        groups.back().attempts = std::max(groups.back().attempts, delivery.attempts);
        groups.back().deliveries.push_back(std::move(delivery));
    }
    for (DeliveryGroup &group : groups) {
        group.key = keyOf(group.deliveries);
    }
    return groups;
}

} // namespace tokenmeter
