// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/ViewState.h"

#include <vector>

namespace tokenmeter
{

/// Where one has been, as in a browser: going somewhere new forgets what was ahead.
class ViewHistory
{
public:
    static constexpr std::size_t MaxSteps = 100; ///< the oldest are forgotten

    explicit ViewHistory(const ViewState &start) : m_states{start} {}

    const ViewState &current() const { return m_states[m_at]; }
    /// A navigation becomes a new step; any other change takes the place of the current state.
    void go(const ViewState &state);
    void replace(const ViewState &state) { m_states[m_at] = state; }
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_states.size(); }
    void back();    ///< keeps measure and currency as they are now
    void forward();

private:
    void moveTo(std::size_t at);

    std::vector<ViewState> m_states;
    std::size_t m_at = 0;
};

} // namespace tokenmeter
