// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/ViewState.h"

#include <QJsonObject>

#include <optional>

namespace tokenmeter
{

/// A view as it is kept between two starts and under a name. A period that holds today is kept by its kind alone, so
/// that "this month" is the present month whenever it is opened again.
QJsonObject toJson(const ViewState &view, LocalDay today);
/// Nothing when it is none of ours. What is missing or out of range has its default; unknown members are passed over.
std::optional<ViewState> viewFromJson(const QJsonObject &json, LocalDay today, const PeriodRules &rules);

/// Views under names, in the order of their names.
struct SavedView
{
    QString name{};
    QJsonObject view{};
};
QByteArray savedViewsToBytes(const std::vector<SavedView> &views);
std::vector<SavedView> savedViewsFromBytes(const QByteArray &bytes);
/// Adds or replaces; keeps the order.
void putSavedView(std::vector<SavedView> &views, SavedView view);

} // namespace tokenmeter
