// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "WindowServices.h"
#include "format/ProblemText.h"
#include "itemmodels/Answer.h"
#include "itemmodels/NewestAnswer.h"
#include "itemmodels/PageTable.h"
#include "pages/Why.h"
#include "shell/NameBook.h"
#include "shell/Period.h"
#include "shell/ViewState.h"
#include "theme/ModelColours.h"
#include "widgets/SkeletonTimer.h"

#include <vector>

namespace tokenmeter
{

/// What is in view, ready to be asked for.
struct PageContext
{
    ViewState view{};
    UsageFilter filter{}; ///< of the view; both days set
    Zone zone = Zone::utc();
    UtcTime now{};
    LocalDay today{};
    PeriodRules rules{};
};

/// A page over usage. It is told what is in view, asks the ledger itself, and says what the user wants to see.
/// The window shows one page at a time; a page that is not shown is not told.
class Page : public QWidget
{
    Q_OBJECT
public:
    Page(WindowServices &services, const NameBook &names, QWidget *parent) : QWidget{parent}, m_services{services}, m_names{names}
    {
        connect(&m_skeleton, &QTimer::timeout, this, [this] { setCardsLoading(true); });
    }

    enum class ImportOf { Files, Folder };

    /// The view or the ledger has changed: ask anew. What is on screen stays until the answer comes; a skeleton takes
    /// its place only after 150 ms, and not when only the ledger changed.
    virtual void show(const PageContext &context, bool ledgerChanged) = 0;
    using QWidget::show;
    /// The ledger is being opened, and show() follows: a large one takes long enough for the skeleton.
    void expectLedger()
    {
        if (!isWaiting()) {
            startWaiting();
        }
    }
    /// A question is under way.
    virtual bool isBusy() const = 0;
    /// Esc: true when the page had something to leave (a selection, a zoom, an open inspector).
    virtual bool escape() { return false; }
    /// [ and ], T: false where the page has no period of its own and the window's steps.
    virtual bool stepPeriod(bool) { return false; }
    virtual bool showPresent() { return false; }
    /// Ctrl+F: find inside the page. False when there is nothing to find in.
    virtual bool find() { return false; }
    /// Ctrl+E and "show as table": what is on screen, largest first.
    virtual std::vector<PageTable> tables() const { return {}; }
    /// Below the title: where one has drilled to; empty = nowhere.
    virtual QString crumb() const { return {}; }
    /// Shows something of its own whatever period and filter are in view: then the filter bar is away.
    virtual bool hasOwnScope() const { return false; }
    /// False: shown also while the ledger holds no record.
    virtual bool needsUsage() const { return true; }
    /// Slots of families that have none in the table.
    virtual void setColourStore(ModelColours::Store) {}
    /// Total of the page in the view's measure, as its title says it: for tests against `report --json`.
    virtual QString totalText() const { return {}; }

Q_SIGNALS:
    void viewWanted(const tokenmeter::ViewState &view); ///< filter, drill down, other period, other option
    void whyWanted(const tokenmeter::WhyQuestion &question);
    void setPriceWanted(const QString &provider, const QString &model); ///< of usage without a price
    void tableWanted(const tokenmeter::PageTable &table); ///< "show as table" of one chart
    void saveViewWanted();                ///< what is in view, under a name
    void importWanted(tokenmeter::Page::ImportOf what); ///< the user is to choose
    void importFoundWanted(const QStringList &formatIds); ///< of WindowServices::newTools()
    void settled();                       ///< an answer is on screen
    void message(const QString &sentence, bool undoable); ///< a toast; with Undo when the user has just decided something
    void failed(const tokenmeter::Problem &problem);      ///< a question failed (never Cancelled)

protected:
    WindowServices &services() const { return m_services; }
    const NameBook &names() const { return m_names; }

    /// Asks the ledger. `take` is given a Result, also of a failure, unless a newer question has been asked on `place` by
    /// then; a failure is told after it, and the page is settled when no other answer is awaited.
    /// @param channel, body as WindowServices::ask takes them
    template <class Body, class Take>
    void ask(NewestAnswer &place, const QString &channel, Body body, Take take)
    {
        unsettle();
        place.await(this, m_services.ask(channel, std::move(body)), [this, take = std::move(take)](const auto &answer) mutable {
            take(answer);
            if (!answer && answer.problem().cause != Cause::Cancelled) {
                Q_EMIT failed(answer.problem());
            }
            settle();
        });
    }
    /// Hands a decision's answer to `then`, or the sentence of its failure to `failed`; settled() waits for it.
    template <class T, class Then, class Failed>
    void decide(const QFuture<Result<T>> &decision, Then then, Failed failed)
    {
        ++m_decisions;
        unsettle();
        whenAnswered(this, decision, [this, then, failed](const Result<T> &answer) {
            --m_decisions;
            if (answer) {
                then(*answer);
            } else if (answer.problem().cause != Cause::Cancelled) {
                failed(ProblemText::sentence(answer.problem()));
            }
            settle();
        });
    }
    /// A failure is told as a toast.
    template <class T, class Then>
    void decide(const QFuture<Result<T>> &decision, Then then)
    {
        decide(decision, then, [this](const QString &why) { Q_EMIT message(why, false); });
    }
    bool isDeciding() const { return m_decisions > 0; }

    /// settled() is to come, once isBusy() is false.
    void unsettle() { m_settled = false; }
    void settle()
    {
        if (!m_settled && !isBusy()) {
            m_settled = true;
            Q_EMIT settled();
        }
    }

    /// Blocks will take the cards' place, unless stopWaiting() comes first.
    void startWaiting() { m_skeleton.start(); }
    bool isWaiting() const { return m_skeleton.isActive(); }
    void stopWaiting()
    {
        m_skeleton.stop();
        setCardsLoading(false);
    }
    virtual void setCardsLoading(bool) {}

private:
    WindowServices &m_services;
    const NameBook &m_names;
    SkeletonTimer m_skeleton;
    bool m_settled = true;
    int m_decisions = 0; ///< under way
};

} // namespace tokenmeter
