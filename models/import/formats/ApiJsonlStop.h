// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/StopReason.h"
#include "import/formats/ApiJsonlShape.h"

namespace tokenmeter::apijsonl
{

/// Why the answer in the body at `prefix` ended; of several choices the largest number. From the APIs' references:
/// chat `choices[].finish_reason`; DashScope `output.finish_reason`, `output.choices[].finish_reason`; Responses `status`,
/// `incomplete_details.reason`, `status_details.reason` and the kinds of `output[]`; Anthropic `stop_reason`, in a stream
/// `delta.stop_reason`; Gemini `candidates[].finishReason`, `promptFeedback.blockReason`.
StopReason stopReasonAt(Shape shape, const JsonLeaves &leaves, std::string_view prefix);

} // namespace tokenmeter::apijsonl
