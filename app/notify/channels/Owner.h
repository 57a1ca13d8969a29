// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QUuid>

#include <string>

namespace tokenmeter
{

/// Names this process, for claims on deliveries: numbers of processes come again, so it has a part of its own.
inline std::string freshOwner()
{
    return std::to_string(QCoreApplication::applicationPid()) + '-' + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8).toStdString();
}

} // namespace tokenmeter
