// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/SourceBook.h"

#include <QDialog>

#include <array>
#include <optional>

class QPushButton;
class QRadioButton;

namespace tokenmeter
{

struct OverlapTexts;

/// Which of two sources that tell the same counts: the choices, each with what it means in figures. The usual choice is one of its own where a
/// decision for the first source would be more than that.
class OverlapDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param now nothing: the usual choice
    OverlapDialog(const OverlapTexts &texts, std::optional<OverlapChoice> now, QWidget *parent = nullptr);
    /// Nothing: the usual one, which is no decision.
    std::optional<OverlapChoice> choice() const;

    // For tests.
    QRadioButton *option(OverlapChoice choice) const { return m_options.at(std::size_t(choice)); }
    QRadioButton *usualOption() const { return m_usual; }
    QPushButton *acceptButton() const { return m_accept; }

private:
    QRadioButton *m_usual = nullptr; ///< null where the first source is the usual choice
    std::array<QRadioButton *, 3> m_options{}; ///< by OverlapChoice
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
