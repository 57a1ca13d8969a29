// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/PageTable.h"
#include "pages/AccountsData.h"
#include "pages/Page.h"
#include "widgets/AccountCard.h"

#include <QCoreApplication>

#include <optional>

namespace tokenmeter
{

/// What is going on beside the ledger.
struct AccountActivity
{
    bool isSyncing = false;
    bool mayAsk = true; ///< false: the demo
    bool isOnline = true;
};

/// What the page says of its data. Values in, texts out.
class AccountsView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AccountsView)
public:
    explicit AccountsView(const PageContext &context) : m_context{context} {}

    AccountCardTexts card(const AccountStanding &standing, const AccountActivity &activity) const;
    /// "3 accounts, 1 failing"
    QString summary(const AccountsData &data) const;
    PageTable table(const AccountsData &data) const;

    /// Nothing works, or nothing is tried any more. Of paused ones never.
    static bool isFailing(const AccountStanding &standing);

private:
    QString moment(UtcTime time) const;
    QString billed(const AccountStanding &standing) const;
    QString balance(const AccountStanding &standing) const;
    static QString keyPlace(const BillingAccount &account);
    QString next(const AccountStanding &standing, const AccountActivity &activity) const;

    const PageContext &m_context;
};

} // namespace tokenmeter
