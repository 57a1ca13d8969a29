// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Json.h"

#include "format/ProblemText.h"

namespace tokenmeter
{

QJsonObject toJson(const Money &money)
{
    return {{QStringLiteral("currency"), text(money.currency().code())},
            {QStringLiteral("amount"), text(money.toDecimalText())}};
}

QJsonObject toJson(const Problem &problem)
{
    QJsonObject object{{QStringLiteral("file"), text(problem.file)},
                       {QStringLiteral("what"), ProblemText::sentence(problem, ProblemText::Place::CommandLine)}};
    if (problem.line > 0) {
        object.insert(QStringLiteral("line"), qint64(problem.line));
    } else if (problem.offset >= 0) {
        object.insert(QStringLiteral("offset"), qint64(problem.offset));
    }
    if (!problem.field.empty()) {
        object.insert(QStringLiteral("field"), text(problem.field));
    }
    return object;
}

} // namespace tokenmeter
