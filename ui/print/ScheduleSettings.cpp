// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/ScheduleSettings.h"

#include "WindowServices.h"
#include "format/ProblemText.h"
#include "pages/SettingsPage.h"
#include "shell/TextLabel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QPushButton>

namespace tokenmeter
{
namespace
{

constexpr int Off = 0;

} // namespace

ScheduleSettings::ScheduleSettings(WindowServices &services, SettingsPage &page)
    : QObject{&page}, m_services{services}, m_schedule{readReviewSchedule(services.stored(QLatin1String(ReviewSchedule::Name)))}
{
    page.beginGroup();
    m_form = SettingsPage::combo({{tr("Do not write"), Off}, {tr("As PDF"), 1 + int(ReviewForm::Pdf)}, {tr("As a web page"), 1 + int(ReviewForm::Html)}}, m_schedule.isOn() ? 1 + int(m_schedule.form) : Off);
    m_form->setObjectName(QStringLiteral("reviewForm"));
    m_form->setAccessibleName(tr("Monthly review"));
    page.addRow(tr("Monthly review"), tr("When a month is over, what it cost and why is written into a folder, once."), m_form);
    m_choose = new QPushButton{tr("Choose…")};
    m_choose->setAutoDefault(false);
    m_choose->setObjectName(QStringLiteral("reviewFolder"));
    m_choose->setAccessibleName(tr("Folder of monthly reviews"));
    m_folder = page.addRow(tr("Folder"), tr("None is chosen."), m_choose);
    connect(m_form, &QComboBox::activated, this, &ScheduleSettings::chooseForm);
    connect(m_choose, &QPushButton::clicked, this, &ScheduleSettings::askForFolder);
    show();
}

void ScheduleSettings::chooseForm(int index)
{
    const int chosen = m_form->itemData(index).toInt();
    ReviewSchedule schedule = m_schedule;
    if (chosen == Off) {
        schedule.folder.clear();
        keep(schedule);
        return;
    }
    schedule.form = ReviewForm(chosen - 1);
    if (schedule.isOn()) {
        keep(schedule);
        return;
    }
    m_schedule.form = schedule.form; // counts once there is a folder
    askForFolder();
}

void ScheduleSettings::askForFolder()
{
    auto *dialog = new QFileDialog{m_form->window(), tr("Folder of monthly reviews"), m_schedule.folder};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ScheduleSettings::setFolder);
    connect(dialog, &QFileDialog::rejected, this, &ScheduleSettings::show); // nothing was chosen: what was in force
    dialog->open();
}

void ScheduleSettings::setFolder(const QString &folder)
{
    ReviewSchedule schedule = m_schedule;
    schedule.folder = folder;
    keep(schedule);
}

void ScheduleSettings::keep(const ReviewSchedule &schedule)
{
    m_schedule = schedule;
    // What was written meanwhile stays written.
    m_schedule.lastWritten = readReviewSchedule(m_services.stored(QLatin1String(ReviewSchedule::Name))).lastWritten;
    m_services.store(QLatin1String(ReviewSchedule::Name), textOf(m_schedule));
    show();
}

void ScheduleSettings::show()
{
    m_form->setCurrentIndex(m_form->findData(m_schedule.isOn() ? 1 + int(m_schedule.form) : Off));
    m_folder->setText(m_schedule.isOn() ? visibleText(m_schedule.folder) : tr("None is chosen."));
}

} // namespace tokenmeter
