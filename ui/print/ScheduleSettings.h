// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "print/ReviewSchedule.h"

#include <QObject>

class QComboBox;
class QPushButton;

namespace tokenmeter
{

class SettingsPage;
class TextLabel;
class WindowServices;

/// A group of the settings: whether each month's review is written into a folder, which one, and as what.
class ScheduleSettings final : public QObject
{
    Q_OBJECT
public:
    /// @param page takes it over
    ScheduleSettings(WindowServices &services, SettingsPage &page);

    /// Also what the button does, with the folder that was chosen.
    void setFolder(const QString &folder);

private:
    void chooseForm(int index);
    void askForFolder();
    void keep(const ReviewSchedule &schedule);
    void show();

    WindowServices &m_services;
    ReviewSchedule m_schedule;
    QComboBox *m_form = nullptr;
    QPushButton *m_choose = nullptr;
    TextLabel *m_folder = nullptr;
};

} // namespace tokenmeter
