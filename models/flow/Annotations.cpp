// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Annotations.h"

namespace tokenmeter
{

Result<std::vector<ReviewFact>> annotationsIn(LedgerReader &reader, LocalDay from, LocalDay to)
{
    Result<std::vector<ReviewFact>> facts = reader.reviewFacts();
    if (facts) {
        std::erase_if(*facts, [&](const ReviewFact &fact) {
            const Annotation *annotation = fact.annotation();
            return annotation == nullptr || annotation->day < from || to < annotation->day;
        });
    }
    return facts;
}

} // namespace tokenmeter
