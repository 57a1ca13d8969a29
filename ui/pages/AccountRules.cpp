// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountRules.h"

#include "format/ProblemText.h"
#include "format/ProviderText.h"
#include "providers/Url.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace tokenmeter
{
namespace
{

QString textOfView(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

const std::string &valueOf(const std::vector<std::pair<std::string, std::string>> &pairs, std::string_view name)
{
    static const std::string none;
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto &each) { return each.first == name; });
    return found == pairs.end() ? none : found->second;
}

const std::string &baseOf(const AccountDraft &draft)
{
    return draft.account.base.empty() ? valueOf(draft.account.fields, "base") : draft.account.base;
}

bool isAddress(const std::string &url)
{
    const UrlParts parts = urlParts(url);
    return (parts.scheme == "https" || parts.scheme == "http") && !parts.host.empty() && parts.query.empty() && url.find('@') == std::string::npos;
}

} // namespace

bool AccountRules::hasBaseField(const ProviderApi &api)
{
    return std::any_of(api.fields.begin(), api.fields.end(), [](const KeyField &field) { return field.id == "base"; });
}

QString AccountRules::refusal(const ProviderApi &api, const AccountDraft &draft, bool hasKey, const QStringList &taken)
{
    const QString name = QString::fromStdString(draft.account.name);
    if (name.isEmpty()) {
        return tr("Enter a name, so that you can tell this account from others.");
    }
    if (taken.contains(name)) {
        return tr("Another account has this name.");
    }
    const bool isVariable = draft.account.keyPlace == KeyPlace::Environment;
    for (const KeyField &field : api.fields) {
        const std::string id{field.id};
        const bool isGiven = !field.isSecret ? !valueOf(draft.account.fields, id).empty()
            : isVariable                     ? !valueOf(draft.account.variables, id).empty()
                                             : hasKey || draft.secrets.has(id);
        if (!field.isOptional && !isGiven) {
            return isVariable && field.isSecret ? tr("Name the variable that holds: %1.").arg(fieldName(id)) : tr("This is missing: %1.").arg(fieldName(id));
        }
    }
    static const QRegularExpression variable{QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$")};
    for (const auto &[field, value] : draft.account.variables) {
        if (!variable.match(QString::fromStdString(value)).hasMatch()) {
            // It may well be the key itself: it is not repeated.
            return tr("What stands at “%1” is no name of a variable. The key itself belongs into the variable, not here.").arg(fieldName(field));
        }
    }
    if (const std::string &base = baseOf(draft); !base.empty() && !isAddress(base)) {
        return tr("The address must look like https://host, without a password and without a question mark.");
    }
    return {};
}

QString AccountRules::openHost(const AccountDraft &draft)
{
    const std::string &base = baseOf(draft);
    const UrlParts parts = urlParts(base);
    return parts.scheme == "http" && !mayCarryAKey(base) ? visibleText(parts.host) : QString{};
}

QString AccountRules::fieldName(const std::string &id)
{
    static const QMap<std::string, const char *> names{
        {"key", QT_TR_NOOP("Key")},
        {"access-key-id", QT_TR_NOOP("Id of the access key")},
        {"access-key-secret", QT_TR_NOOP("Secret of the access key")},
        {"session-token", QT_TR_NOOP("Session token")},
        {"security-token", QT_TR_NOOP("Security token")},
        {"service-account", QT_TR_NOOP("Key file of the service account")},
        {"base", QT_TR_NOOP("Address")},
        {"region", QT_TR_NOOP("Region")},
        {"site", QT_TR_NOOP("Site")},
        {"team", QT_TR_NOOP("Team")},
        {"account", QT_TR_NOOP("Account")},
        {"project", QT_TR_NOOP("Project")},
        {"tenant", QT_TR_NOOP("Tenant")},
        {"client-id", QT_TR_NOOP("Client id")},
        {"client-secret", QT_TR_NOOP("Secret of the client")},
        {"table", QT_TR_NOOP("Table of the export")},
        {"location", QT_TR_NOOP("Location of the data")},
        {"subscription", QT_TR_NOOP("Subscription")},
        {"login", QT_TR_NOOP("Login")},
        {"kind", QT_TR_NOOP("Kind of login")},
        {"public-key", QT_TR_NOOP("Public key")},
        {"secret-key", QT_TR_NOOP("Secret key")},
    };
    const auto found = names.find(id);
    return found == names.end() ? QString::fromStdString(id) : tr(found.value());
}

QString AccountRules::line(const ProviderApi &api)
{
    QStringList sees;
    for (const Insight insight : ProviderText::insights()) {
        if (api.has(insight)) {
            sees << ProviderText::insight(insight);
        }
    }
    return tr("Tells: %1. %2", "what is told, which key is needed").arg(sees.join(tr(", ", "between the things of a list")), ProviderText::need(api.need));
}

QString AccountRules::notes(const ProviderApi &api)
{
    QStringList sentences;
    for (const Caveat caveat : api.caveats) {
        if (caveat != Caveat::CallsCostMoney) { // asked for by itself
            sentences << ProviderText::caveat(caveat);
        }
    }
    if (!api.triedForReal) {
        sentences << ProviderText::untried();
    }
    return sentences.join(QLatin1Char(' '));
}

QString AccountRules::variableFor(const ProviderApi &api, const std::string &field)
{
    return (textOfView(api.id) + QLatin1Char('_') + QString::fromStdString(field)).toUpper().replace(QLatin1Char('-'), QLatin1Char('_'));
}

QString AccountRules::yields(const ApiReport &report)
{
    QStringList names;
    for (const Yield yield : report.yields) {
        names << ProviderText::yield(yield);
    }
    return names.join(tr(", ", "between the things of a list"));
}

QString AccountRules::answer(const ApiReport &report, const KeyAnswer &answer)
{
    const QString what = QStringLiteral("%1 (%2)").arg(yields(report), textOfView(report.id));
    if (answer.problem) {
        return what + QStringLiteral(". ") + ProblemText::sentence(*answer.problem);
    }
    return answer.rows == 0 ? tr("%1; nothing is there now").arg(what) : what;
}

} // namespace tokenmeter
