// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "pages/Page.h"
#include "shell/ViewHistory.h"

namespace tokenmeter
{

/// Where the user is, where they came from, and what that means as a question. The one place in which a step of the
/// history is made.
class Navigator : public QObject
{
    Q_OBJECT
public:
    /// Begins where the window stood last.
    Navigator(WindowServices &services, const NameBook &names, QObject *parent);

    const ViewState &view() const { return m_history.current(); }
    void go(const ViewState &view);
    void goToPage(const QString &id);
    void goBack();
    void goForward();
    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }
    bool canStepForward() const; ///< to the next period

    /// The settings have changed: the period of the same kind, as the new rules and the new zone cut it; changed() is not
    /// told.
    void applySettings();
    /// Another ledger is open: nowhere to go back to, and no filter.
    void startAgain();

    PeriodRules rules() const;
    LocalDay today() const;
    PageContext context() const;
    /// @param namesOnly leaves out of the question what has to read records
    OverviewRequest overviewRequest(bool namesOnly) const;

Q_SIGNALS:
    void changed(const tokenmeter::ViewState &before);

private:
    template <class Move>
    void step(Move move);

    WindowServices &m_services;
    const NameBook &m_names;
    ViewHistory m_history;
};

} // namespace tokenmeter
