// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Advice.h"

#include <QJsonObject>
#include <QString>

namespace tokenmeter
{

/// `compare --advice`: as a document, and for people.
QJsonObject adviceJson(const Advice &advice);
QString adviceText(const Advice &advice);

} // namespace tokenmeter
