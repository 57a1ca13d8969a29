// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Compare.h"

#include <QJsonObject>

#include <vector>

namespace tokenmeter
{

/// {"key": "tokenizer", "text": ..., "low", "central", "high" or "count"}: the key and the numbers are for programs.
QJsonObject assumedJson(const Assumed &assumed);

/// The document of `compare --json`. Its sentences are English, whatever the language.
/// @param unknown names that are no models: UnknownModel with the name and others like it
QJsonObject compareJson(const Comparison &comparison, const CompareRequest &request, const std::vector<Problem> &unknown);

} // namespace tokenmeter
