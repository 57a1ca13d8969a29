// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Traces and events of OpenTelemetry's GenAI conventions in OTLP JSON, as the collector's file exporter writes them (one export a
/// line, possibly packed), or one document. Dialects: OpenInference, Traceloop. By the convention the input holds the cache and the
/// output the reasoning; instrumentations that leave the cache out are told by counts that cannot be otherwise.
Format otlpGenAiFormat();

} // namespace tokenmeter
