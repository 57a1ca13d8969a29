// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "flow/Overview.h"
#include "shell/ViewState.h"

namespace tokenmeter
{

/// The page Overview as the window uses it.
class OverviewHost : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewHost(QWidget *parent = nullptr);

    void showAnswer(const OverviewData &data, const ViewState &view, bool importing);
    void setLoading(bool loading);

Q_SIGNALS:
    void modelsPicked(const std::vector<std::string> &rawModels);
    void projectPicked(const std::string &name);
    void dayPicked(tokenmeter::LocalDay day);
    void daysPicked(tokenmeter::LocalDay from, tokenmeter::LocalDay to); ///< both inclusive
};

} // namespace tokenmeter
