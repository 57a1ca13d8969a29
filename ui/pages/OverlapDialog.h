// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/SourceBook.h"

#include <QDialog>

#include <array>

class QPushButton;
class QRadioButton;

namespace tokenmeter
{

struct OverlapTexts;

/// Which of two sources that tell the same counts: three choices, each with what it means in figures.
class OverlapDialog : public QDialog
{
    Q_OBJECT
public:
    OverlapDialog(const OverlapTexts &texts, OverlapChoice now, QWidget *parent = nullptr);
    OverlapChoice choice() const;

    // For tests.
    QRadioButton *option(OverlapChoice choice) const { return m_options.at(std::size_t(choice)); }
    QPushButton *acceptButton() const { return m_accept; }

private:
    std::array<QRadioButton *, 3> m_options{}; ///< by OverlapChoice
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
