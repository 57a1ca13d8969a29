// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "pages/Page.h"
#include "shell/Sidebar.h"

#include <map>
#include <vector>

class QStackedWidget;

namespace tokenmeter
{

/// The pages that ask the ledger themselves. Tells the one in view what is in view, and passes on what they say.
class PageHost : public QObject
{
    Q_OBJECT
public:
    /// Makes every page and puts it into the stack, which owns it.
    PageHost(WindowServices &services, const NameBook &names, QStackedWidget *stack, QObject *parent);

    /// As the sidebar lists them.
    static std::vector<PageEntry> entries();

    /// Null when the id is no page of ours.
    Page *page(const QString &id) const;
    void show(const PageContext &context, bool ledgerChanged);
    bool isBusy() const;
    void setColourStore(const ModelColours::Store &store);

Q_SIGNALS:
    void viewWanted(const tokenmeter::ViewState &view);
    void whyWanted(const tokenmeter::WhyQuestion &question);
    void tableWanted(const tokenmeter::PageTable &table);
    void settled();
    void message(const QString &sentence, bool undoable);
    void failed(const tokenmeter::Problem &problem);

private:
    void add(const QString &id, Page *page, QStackedWidget *stack);

    std::map<QString, Page *> m_pages;
};

} // namespace tokenmeter
