// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Advice.h"
#include "itemmodels/PageTable.h"
#include "widgets/Card.h"

#include <cstddef>
#include <vector>

namespace tokenmeter
{

class StepList;
class TextLabel;

/// What could be saved on the work in view: lines with what they save at least, what they assume and a way to their records.
class AdviceCard : public Card
{
    Q_OBJECT
public:
    explicit AdviceCard(QWidget *parent = nullptr);

    void setAdvice(const Advice &advice);
    /// There is none, and why.
    void setReason(const QString &why);
    const Advice &advice() const { return m_advice; }
    PageTable table() const;
    // For tests.
    StepList *rows() const { return m_rows; }
    QString sentence() const;

Q_SIGNALS:
    void opened(std::size_t line); ///< its records are wanted

private:
    Advice m_advice;
    std::vector<std::size_t> m_shown; ///< lines in the order of the rows: those of the mix first
    TextLabel *m_sentence = nullptr;
    StepList *m_rows = nullptr;
};

} // namespace tokenmeter
