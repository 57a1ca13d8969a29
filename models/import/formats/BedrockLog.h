// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Model invocation logs of Amazon Bedrock: objects of S3 (mostly packed), one JSON object a line, and the same with a time before it
/// as CloudWatch exports write it. Counts of input leave out the cache. Large bodies lie in files of their own below
/// `data/`; those are claimed, so that nobody takes them for answers of an API, and give nothing.
Format bedrockLogFormat();

} // namespace tokenmeter
