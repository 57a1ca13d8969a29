// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FakeProvider.h"

#include <optional>

namespace tokenmeter::testing
{

/// A line of routes.json.
struct FakeRoute
{
    QByteArray method{};
    QString path{}; ///< "*": a body to be injected
    QMap<QString, std::optional<QStringList>> query{}; ///< nothing: must be absent
    QByteArray bodyContains{};
    QString auth{};
    QByteArray action{}; ///< value of x-acs-action; empty: any
    int status = 200;
    QMap<QByteArray, QByteArray> headers{};
    QString bodyFile{};
    bool isInjected = false;
};

std::vector<FakeRoute> readRoutes(const QString &provider);

/// The route with the most constraints of those that match; null: none. Parameters of `ignored` are no constraints.
const FakeRoute *routeFor(const std::vector<FakeRoute> &routes, const FakeRequest &request, const QMap<QString, QStringList> &ignored);

/// Whether `limit` is over what the interface documents, which it answers with 400.
bool isOverLimit(const QString &provider, const FakeRequest &request);

} // namespace tokenmeter::testing
