// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Alert.h"

namespace tokenmeter
{

int rankOf(const AlertKey &key)
{
    constexpr int AboveThresholds = 10'000;
    switch (key.kind) {
    case AlertKind::Exceeded:
        return AboveThresholds + 5;
    case AlertKind::Runaway:
        return AboveThresholds + 4;
    case AlertKind::Anomaly:
        return AboveThresholds + 3;
    case AlertKind::AnomalyHour:
        return AboveThresholds + 2;
    case AlertKind::Forecast:
        return AboveThresholds + 1;
    case AlertKind::Threshold:
        return key.threshold;
    case AlertKind::Unpriced:
        return 0;
    case AlertKind::CreditLow:
        return -1;
    case AlertKind::SyncFailing:
        return -2;
    case AlertKind::PlanLow:
        return -1;
    case AlertKind::PlanExpiring:
        return -2;
    case AlertKind::Retirement:
        return -3;
    case AlertKind::PriceChange:
        return -4;
    }
    return 0;
}

} // namespace tokenmeter
