// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// What GitHub Copilot CLI's OpenTelemetry exporter writes into a file (`~/.copilot/otel`, or COPILOT_OTEL_FILE_EXPORTER_PATH), one
/// span, log record or metric a line.
Format copilotOtelFormat();

} // namespace tokenmeter
