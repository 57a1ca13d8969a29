// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace tokenmeter
{
namespace
{

struct VerifyTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::VerifyTexts)
};

} // namespace

int runVerify(const CommandContext &context, const VerifyCommand &command)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger) {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    const RateSource rates = ledger->rates();
    const Result<bool> comparable = isCatalogueAccepted(*ledger->reader);
    if (!comparable) {
        printError(ProblemText::full(comparable.problem()));
        return ExitFailed;
    }
    const Result<std::vector<VerifyCheck>> checks = ledger->reader->verify(*comparable ? &rates : nullptr);
    if (!checks) {
        printError(ProblemText::full(checks.problem()));
        return ExitFailed;
    }
    const bool ok = std::all_of(checks->begin(), checks->end(), [](const VerifyCheck &check) { return check.ok; });
    QString fingerprint;
    if (command.fingerprint || context.json) {
        const Result<std::string> hash = ledger->reader->fingerprint();
        if (!hash) {
            printError(ProblemText::full(hash.problem()));
            return ExitFailed;
        }
        fingerprint = text(*hash);
    }
    if (context.json) {
        QJsonArray list;
        for (const VerifyCheck &check : *checks) {
            list.append(QJsonObject{{QStringLiteral("name"), text(check.name)},
                                    {QStringLiteral("ok"), check.ok},
                                    {QStringLiteral("detail"), text(check.detail)}});
        }
        printJson({{QStringLiteral("ok"), ok}, {QStringLiteral("fingerprint"), fingerprint}, {QStringLiteral("checks"), list}});
    } else {
        for (const VerifyCheck &check : *checks) {
            print(QStringLiteral("%1  %2%3\n")
                      .arg(check.ok ? VerifyTexts::tr("ok    ") : VerifyTexts::tr("FAILED"), text(check.name),
                           check.detail.empty() ? QString{} : QStringLiteral(": ") + text(check.detail)));
        }
        if (command.fingerprint) {
            print(VerifyTexts::tr("fingerprint %1").arg(fingerprint) + QLatin1Char('\n'));
        }
    }
    return ok ? ExitDone : ExitFailed;
}

} // namespace tokenmeter
