// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

#include "flow/Sessions.h"
#include "format/MeasureText.h"
#include "itemmodels/SheetModel.h"
#include "pages/Page.h"
#include "pages/SessionDetailView.h"
#include "theme/ModelColours.h"

#include <vector>

namespace tokenmeter
{

/// What can be sorted by, and the columns in their order.
enum class SessionColumn { Session, Start, Turns, Tokens, PerTurn, Agents, Course, CacheHit, Cost };
inline constexpr int SessionColumnCount = 9;
enum class AnswerColumn { Model, Calls, PerSession, Median, Mean, ToolUse, CutOff, Refused, Errors, NotKnown, Cost };
inline constexpr int AnswerColumnCount = 11;

/// Words of the options "sessions.sort" and "sessions.sort.models".
QString sessionColumnWord(int column);
QString answerColumnWord(int column);
/// -1 when there is none.
int sessionColumnOf(const QString &word);
int answerColumnOf(const QString &word);

/// What a sheet shows, and which row of the data each of its rows is; -1 = "Other (n)".
struct SessionSheet
{
    std::vector<SheetColumn> columns{};
    std::vector<std::vector<SheetCell>> rows{};
    std::vector<int> sources{};
    PageTable table(const QString &title) const;
};

/// Words, figures and order of the page; knows no widget.
class SessionsView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::SessionsView)
public:
    SessionsView(const PageContext &context, const ModelColours &colours) : m_context{context}, m_colours{colours} {}

    SessionSheet sessions(const SessionsData &data, SessionColumn sort, bool descending) const;
    SessionSheet answers(const ModelAnswersData &data, AnswerColumn sort, bool descending) const;

    QString sessionCount(const SessionsData &data) const; ///< "128 sessions"
    QString modelCount(const ModelAnswersData &data) const;
    QString total(const Spend &spend, Money inCurrency) const; ///< in the view's measure; "at least" where it is less than all
    QString note(const Spend &spend, const std::vector<Money> &foreign) const; ///< what is not in the total
    QString emptyFact() const;
    QString emptyHint(const SessionsData &data) const;
    QString emptyVerb(const SessionsData &data) const;

    /// "12 Nov 14:32", "12 Nov" where the time of day is not known.
    QString moment(UtcTime time, bool onlyDay) const;
    QString projectName(const SessionsData &data, const SessionRow &row) const;
    QString sessionName(const std::string &name) const; ///< "no session" for the unnamed
    QString whyTitle(const SessionsData &data, const SessionRow &row) const;
    /// "164 turns · 12.4 M tokens · 94.1 % from the cache", one line each
    QStringList facts(const SessionRow &row) const;
    QString stopWord(StopReason reason) const; ///< empty for the usual ends
    QString agentName(const SessionDetail::Part &part) const;
    /// @param detail null until its answer is there: the row's figures alone
    SessionDetailContent detail(const SessionsData &data, const SessionRow &row, const SessionDetail *detail) const;

private:
    /// What stands for a cost: rounded, as it was paid where there is no exchange rate, or "no price".
    QString costText(const Spend &spend, Money inCurrency, const QString &rounded) const;
    MeasureText cost(const std::string &currency) const { return {Measure::Cost, Currency{currency}}; }

    const PageContext &m_context;
    const ModelColours &m_colours;
};

} // namespace tokenmeter
