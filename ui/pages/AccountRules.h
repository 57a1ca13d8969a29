// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "AccountServices.h"
#include "providers/Provider.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tokenmeter
{

/// What an account must have before it can be tested and kept, and how its parts are called. Pure.
class AccountRules
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AccountRules)
public:
    /// Why the draft cannot be, in a sentence; empty = it can. Never with a secret in it.
    /// @param hasKey of a known account: secret parts that are not typed are kept somewhere
    /// @param taken names of the other accounts
    static QString refusal(const ProviderApi &api, const AccountDraft &draft, bool hasKey, const QStringList &taken);
    /// Where its key would travel unencrypted to another computer: that computer's name; else empty.
    static QString openHost(const AccountDraft &draft);
    /// "Secret of the access key"; the field's own word where there is no other.
    static QString fieldName(const std::string &id);
    /// The list's second line: what the provider tells, and which key it wants.
    static QString line(const ProviderApi &api);
    /// What to know before trusting it: its caveats, and that nobody has tried it.
    static QString notes(const ProviderApi &api);
    /// "DEEPSEEK_KEY"
    static QString variableFor(const ProviderApi &api, const std::string &field);
    /// What one report answered, in words.
    static QString answer(const ApiReport &report, const KeyAnswer &answer);
    static QString yields(const ApiReport &report);
    /// A field of the description stands for the base address.
    static bool hasBaseField(const ProviderApi &api);
};

} // namespace tokenmeter
