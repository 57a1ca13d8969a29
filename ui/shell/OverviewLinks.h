// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "pages/Page.h"

#include <functional>

namespace tokenmeter
{

class OverviewPage;

/// What a click on the overview means for the view. The page itself names models, projects and days.
class OverviewLinks : public QObject
{
    Q_OBJECT
public:
    /// Belongs to the page. @param context what is in view at the time of a click
    OverviewLinks(OverviewPage *page, const NameBook &names, std::function<PageContext()> context);

Q_SIGNALS:
    void viewWanted(const tokenmeter::ViewState &view);
    void whyWanted(const tokenmeter::WhyQuestion &question);

private:
    template <class Change>
    void want(Change change);
    void goToPage(const QString &id);
    void explain(WhySum sum);

    std::function<PageContext()> m_context;
};

} // namespace tokenmeter
