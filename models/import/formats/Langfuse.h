// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Observations exported from Langfuse: the table in its window (CSV, JSON), pages of its API, its blob storage (CSV, JSON, JSON
/// lines); names in camel case or snake case. Kinds of usage are free text of whoever sent them; the server takes them for disjoint.
/// Only generations and embeddings count: spans and traces carry their sums.
Format langfuseFormat();

} // namespace tokenmeter
