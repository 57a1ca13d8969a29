// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ViewHistory.h"

namespace tokenmeter
{

void ViewHistory::go(const ViewState &state)
{
    if (!isNavigation(current(), state)) {
        replace(state);
        return;
    }
    m_states.resize(m_at + 1);
    m_states.push_back(state);
    if (m_states.size() > MaxSteps) {
        m_states.erase(m_states.begin());
    }
    m_at = m_states.size() - 1;
}

void ViewHistory::back()
{
    if (canGoBack()) {
        moveTo(m_at - 1);
    }
}

void ViewHistory::forward()
{
    if (canGoForward()) {
        moveTo(m_at + 1);
    }
}

void ViewHistory::moveTo(std::size_t at)
{
    const ViewState leaving = current();
    m_at = at;
    m_states[m_at].measure = leaving.measure;
    m_states[m_at].currency = leaving.currency;
}

} // namespace tokenmeter
