// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ViewsMenu.h"

#include "WindowServices.h"
#include "format/ProblemText.h"
#include "shell/ViewStateJson.h"

namespace tokenmeter
{
namespace
{

QString storeKey()
{
    return QStringLiteral("views");
}

QString labelOf(const SavedView &view)
{
    return visibleText(view.name).replace(u'&', QStringLiteral("&&"));
}

} // namespace

ViewsMenu::ViewsMenu(WindowServices &services, QWidget *parent) : QMenu{tr("Saved views"), parent}, m_services{services}
{
    connect(this, &QMenu::aboutToShow, this, &ViewsMenu::fill);
}

void ViewsMenu::save(const QString &name, const QJsonObject &view)
{
    std::vector<SavedView> views = savedViewsFromBytes(m_services.stored(storeKey()));
    putSavedView(views, {name, view});
    m_services.store(storeKey(), savedViewsToBytes(views));
}

void ViewsMenu::remove(const QString &name)
{
    std::vector<SavedView> views = savedViewsFromBytes(m_services.stored(storeKey()));
    std::erase_if(views, [&name](const SavedView &view) { return view.name == name; });
    m_services.store(storeKey(), savedViewsToBytes(views));
}

void ViewsMenu::fill()
{
    clear();
    const std::vector<SavedView> views = savedViewsFromBytes(m_services.stored(storeKey()));
    if (views.empty()) {
        addAction(tr("No view is saved yet"))->setEnabled(false);
        return;
    }
    for (const SavedView &saved : views) {
        connect(addAction(labelOf(saved)), &QAction::triggered, this, [this, view = saved.view] { Q_EMIT viewChosen(view); });
    }
    addSeparator();
    QMenu *removal = addMenu(tr("Remove"));
    for (const SavedView &saved : views) {
        connect(removal->addAction(labelOf(saved)), &QAction::triggered, this, [this, name = saved.name] { remove(name); });
    }
}

} // namespace tokenmeter
