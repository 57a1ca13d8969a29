// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/BasisText.h"

namespace tokenmeter
{

QString BasisText::name(ViewBasis basis)
{
    switch (basis) {
    case ViewBasis::List: return tr("List cost");
    case ViewBasis::Effective: return tr("Effective cost");
    case ViewBasis::Billed: return tr("Billed cost");
    }
    return {};
}

QString BasisText::meaning(ViewBasis basis)
{
    switch (basis) {
    case ViewBasis::List: return tr("Tokens at the list price in force when they were used.");
    case ViewBasis::Effective: return tr("List cost less what subscriptions, free quota, discounts and prepaid credit cover.");
    case ViewBasis::Billed: return tr("What the accounts' providers charge. Tokens and requests are still those of your logs.");
    }
    return {};
}

QString BasisText::note(ViewBasis basis)
{
    switch (basis) {
    case ViewBasis::List: break;
    case ViewBasis::Effective: return tr("effective cost", "beside a total");
    case ViewBasis::Billed: return tr("billed cost", "beside a total");
    }
    return {};
}

QString BasisText::notTold(const QString &word)
{
    if (word == QStringLiteral("session")) {
        return tr("A bill does not tell sessions.");
    }
    if (word == QStringLiteral("source")) {
        return tr("A bill does not tell which tool was used.");
    }
    if (word == QStringLiteral("agent")) {
        return tr("A bill does not tell agents.");
    }
    if (word == QStringLiteral("tag")) {
        return tr("A bill does not tell tags.");
    }
    if (word == QStringLiteral("token-class")) {
        return tr("Not every bill tells token classes.");
    }
    if (word == QStringLiteral("ratio")) {
        return tr("A bill has no such ratio.");
    }
    if (word == QStringLiteral("hour")) {
        return tr("A bill does not tell hours.");
    }
    return tr("A bill does not tell single requests.");
}

} // namespace tokenmeter
