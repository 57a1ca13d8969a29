// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "AlertServices.h"

#include <QObject>
#include <QPointer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTimeEdit;

namespace tokenmeter
{

class SettingsPage;
class TextLabel;

/// Fills a page of the settings: the ways in which alerts leave the program, quiet hours, and what stays when the window is closed.
class NotificationSettings final : public QObject
{
    Q_OBJECT
public:
    /// @param page takes it over
    NotificationSettings(AlertServices &services, SettingsPage &page);

private:
    void fillWays();
    void addWayRow(const AlertServices::Way &way);
    void addForm();
    void addQuietHours();
    void addBackground();
    void showPlaceExample();
    void addWay();
    void keepQuiet();

    AlertServices &m_services;
    SettingsPage &m_page;
    QPointer<QWidget> m_ways{};
    std::vector<AlertServices::Way> m_shown{};
    QComboBox *m_kind = nullptr;
    QLineEdit *m_place = nullptr;
    TextLabel *m_addNote = nullptr;
    QCheckBox *m_quiet = nullptr;
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
};

} // namespace tokenmeter
