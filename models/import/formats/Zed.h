// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Zed's own agent: a database of threads, each a document that may be packed with zstd, with sums that grow. Other agents inside Zed
/// write logs of their own.
Format zedFormat();

} // namespace tokenmeter
