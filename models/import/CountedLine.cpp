// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/CountedLine.h"

namespace tokenmeter
{

Cause inCountedLine(Cause cause)
{
    switch (cause) {
    case Cause::WrongType:
        return Cause::WrongTypeCounted;
    case Cause::MissingField:
        return Cause::MissingFieldCounted;
    case Cause::BadNumber:
        return Cause::BadNumberCounted;
    default:
        return cause;
    }
}

} // namespace tokenmeter
