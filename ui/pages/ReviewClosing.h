// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/PageTable.h"
#include "pages/Page.h"
#include "pages/ReviewDialogs.h"
#include "pages/ReviewReading.h"
#include "pages/ReviewView.h"
#include "widgets/Checklist.h"
#include "widgets/NoteList.h"
#include "widgets/StepList.h"

#include <QCoreApplication>

#include <vector>

namespace tokenmeter
{

/// The way to the close of a period, in words: what is done, what is open, what was corrected since. Values in, texts out.
class ReviewClosing
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReviewClosing)
public:
    enum class Step { Unpriced, Duplicates, Unusual, Reconcile, Notes, Close };
    static constexpr int StepCount = 6;

    ReviewClosing(const PageContext &context, const ReviewReading &reading, const ReviewView &view) : m_context{context}, m_reading{reading}, m_view{view} {}

    std::vector<CheckStep> steps() const; ///< in the order of Step
    /// The first that is not done; of a closed period Close.
    Step next() const;
    QString nextAction() const; ///< of the button: "Continue: Reconcile", "Close October"

    QString stateWords() const; ///< "Open", "Running", "Closed 3 Nov"
    Tone stateTone() const { return m_reading.isClosed() ? Tone::Positive : Tone::Neutral; }
    /// Sentences of a closed period, and of one that was opened again.
    QStringList notes() const;

    ReasonDialog::Texts closing() const;
    ReasonDialog::Texts reopening() const;

    std::vector<NoteList::Note> noteRows() const;
    std::vector<StepRow> outcomeRows() const;
    PageTable outcomes() const; ///< the cost of one by model and over time
    std::vector<StepRow> adjustmentRows() const;
    /// Of a row of adjustmentRows(): which period it corrects.
    NamedPeriod adjusted(std::size_t row) const;

private:
    struct Correction
    {
        NamedPeriod of{};
        const Adjustment *adjustment = nullptr;
    };
    std::vector<Correction> corrections() const;
    bool isDone(Step step) const;
    QString detail(Step step) const;

    const PageContext &m_context;
    const ReviewReading &m_reading;
    const ReviewView &m_view;
};

} // namespace tokenmeter
