// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/Problem.h"

#include <vector>

namespace tokenmeter
{

/// What the last import could not read, a line each: place and sentence, never content.
class ProblemsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ProblemsDialog(const std::vector<Problem> &problems, QWidget *parent = nullptr);
};

} // namespace tokenmeter
