// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMenu>

namespace tokenmeter
{

class WindowServices;

/// Views that the user gave a name to.
class ViewsMenu : public QMenu
{
    Q_OBJECT
public:
    ViewsMenu(WindowServices &services, QWidget *parent);
    /// Replaces the one of that name.
    void save(const QString &name, const QJsonObject &view);

Q_SIGNALS:
    void viewChosen(const QJsonObject &view);

private:
    void fill();
    void remove(const QString &name);

    WindowServices &m_services;
};

} // namespace tokenmeter
