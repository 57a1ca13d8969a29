// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/NotificationSettings.h"

#include "itemmodels/Answer.h"
#include "format/ProblemText.h"
#include "pages/SettingsPage.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTimeEdit>

namespace tokenmeter
{
namespace
{

using WayKind = AlertServices::Way::Kind;

QString kindName(AlertServices &services, const AlertServices::Way &way)
{
    switch (way.kind) {
    case WayKind::Desktop: return NotificationSettings::tr("Desktop notifications");
    case WayKind::Program: return NotificationSettings::tr("A command");
    case WayKind::Webhook: break;
    }
    for (const auto &[id, name] : services.forms()) {
        if (id == way.form) {
            return NotificationSettings::tr("Webhook: %1", "who receives it").arg(name);
        }
    }
    return NotificationSettings::tr("Webhook");
}

QString placeOf(const AlertServices::Way &way)
{
    return way.kind == WayKind::Desktop ? NotificationSettings::tr("By the desktop, or the tray icon where the desktop has none.") : visibleText(way.place);
}

/// Controls in one row, as one.
QWidget *inARow(std::initializer_list<QWidget *> controls)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout{row};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(px(space::s2));
    for (QWidget *control : controls) {
        layout->addWidget(control);
    }
    return row;
}

QPushButton *button(const QString &text)
{
    auto *made = new QPushButton{text};
    made->setAutoDefault(false);
    return made;
}

QTime timeOf(int minute)
{
    constexpr int Hour = 60;
    return QTime{minute / Hour, minute % Hour};
}

int minuteOf(QTime time)
{
    constexpr int Minute = 60'000;
    return time.msecsSinceStartOfDay() / Minute;
}

} // namespace

NotificationSettings::NotificationSettings(AlertServices &services, SettingsPage &page) : QObject{&page}, m_services{services}, m_page{page}
{
    fillWays();
    addForm();
    addQuietHours();
    addBackground();
    connect(&services, &AlertServices::changed, this, [this] {
        if (m_services.ways().size() != m_shown.size()) {
            fillWays();
        }
    });
}

void NotificationSettings::fillWays()
{
    if (m_ways) { // later, since one of its buttons may have asked for this
        m_ways->setParent(nullptr);
        m_ways->deleteLater();
    }
    m_ways = m_page.beginGroup(0);
    m_shown = m_services.ways();
    for (const AlertServices::Way &way : m_shown) {
        addWayRow(way);
    }
    if (m_shown.empty()) {
        m_page.addRow(tr("Alerts stay in the inbox"), tr("There is no other way for them yet."), nullptr);
    }
}

void NotificationSettings::addWayRow(const AlertServices::Way &way)
{
    auto *on = new QCheckBox;
    on->setObjectName(QStringLiteral("on:") + way.id);
    on->setChecked(way.enabled);
    auto *test = button(tr("Send a test"));
    test->setObjectName(QStringLiteral("test:") + way.id);
    auto *remove = button(tr("Remove"));
    remove->setObjectName(QStringLiteral("remove:") + way.id);
    remove->setVisible(way.kind != WayKind::Desktop);
    TextLabel *note = m_page.addRow(kindName(m_services, way), placeOf(way), inARow({test, remove, on}));
    for (QWidget *control : std::initializer_list<QWidget *>{on, test, remove}) {
        control->setAccessibleDescription(kindName(m_services, way));
    }
    on->setAccessibleName(tr("Use it"));
    note->setObjectName(QStringLiteral("note:") + way.id);
    connect(on, &QCheckBox::toggled, this, [this, id = way.id](bool isOn) { m_services.setEnabled(id, isOn); });
    connect(remove, &QPushButton::clicked, this, [this, id = way.id] {
        if (const Result<Done> removed = m_services.remove(id); !removed) {
            m_addNote->setText(ProblemText::sentence(removed.problem())); // its own row may be gone
        }
    });
    connect(test, &QPushButton::clicked, this, [this, way, note, test] {
        test->setEnabled(false);
        note->setText(tr("Sending a test…"));
        whenAnswered(note, m_services.test(way.id), [note, test](const Result<Done> &sent) {
            note->setText(sent ? tr("It has taken the test message.") : ProblemText::sentence(sent.problem()));
            test->setEnabled(true);
        });
    });
}

void NotificationSettings::addForm()
{
    m_page.beginGroup();
    std::vector<std::pair<QString, QVariant>> kinds;
    for (const auto &[id, name] : m_services.forms()) {
        kinds.emplace_back(tr("Webhook: %1", "who receives it").arg(name), id);
    }
    kinds.emplace_back(tr("A command"), QString{});
    m_kind = SettingsPage::combo(kinds, kinds.front().second);
    m_kind->setObjectName(QStringLiteral("newKind"));
    m_page.addRow(tr("Another way"), tr("Chat rooms and services take webhooks; a command of your own gets the alert as JSON on its standard input."), m_kind);
    m_place = new QLineEdit;
    m_place->setObjectName(QStringLiteral("newPlace"));
    m_place->setMinimumWidth(px(size::settingsField));
    auto *add = button(tr("Add"));
    add->setObjectName(QStringLiteral("addWay"));
    m_addNote = m_page.addRow(tr("Address or command"), QStringLiteral(" "), inARow({m_place, add}));
    m_place->setAccessibleName(tr("Address or command"));
    connect(m_kind, &QComboBox::activated, this, &NotificationSettings::showPlaceExample);
    connect(add, &QPushButton::clicked, this, &NotificationSettings::addWay);
    connect(m_place, &QLineEdit::returnPressed, this, &NotificationSettings::addWay);
    showPlaceExample();
}

void NotificationSettings::showPlaceExample()
{
    const bool isProgram = m_kind->currentData().toString().isEmpty();
    m_place->setPlaceholderText(isProgram ? QStringLiteral("notify-team --channel ai") : QStringLiteral("https://…"));
    m_addNote->setText(isProgram ? tr("With its arguments; no shell reads it.") : tr("It is kept in the desktop's secret store."));
}

void NotificationSettings::addWay()
{
    const QString form = m_kind->currentData().toString();
    const Result<Done> added = m_services.add(form.isEmpty() ? WayKind::Program : WayKind::Webhook, form, m_place->text().trimmed());
    if (!added) {
        m_addNote->setText(ProblemText::sentence(added.problem()));
        return;
    }
    m_place->clear();
    showPlaceExample();
}

void NotificationSettings::addQuietHours()
{
    m_page.beginGroup();
    const QuietHours quiet = m_services.quiet();
    m_quiet = new QCheckBox;
    m_quiet->setObjectName(QStringLiteral("quiet"));
    m_quiet->setChecked(quiet.enabled);
    m_page.addRow(tr("Quiet hours"), tr("Alerts wait for their end and then come as one message. The inbox has them at once."), m_quiet);
    m_from = new QTimeEdit{timeOf(quiet.fromMinute)};
    m_from->setObjectName(QStringLiteral("quietFrom"));
    m_to = new QTimeEdit{timeOf(quiet.toMinute)};
    m_to->setObjectName(QStringLiteral("quietTo"));
    for (QTimeEdit *edit : {m_from, m_to}) {
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
        edit->setButtonSymbols(QAbstractSpinBox::NoButtons); // arrow keys and the wheel do
        edit->setEnabled(quiet.enabled);
        connect(edit, &QTimeEdit::timeChanged, this, &NotificationSettings::keepQuiet);
        connect(m_quiet, &QCheckBox::toggled, edit, &QWidget::setEnabled);
    }
    connect(m_quiet, &QCheckBox::toggled, this, &NotificationSettings::keepQuiet);
    m_page.addRow(tr("From, to"), {}, inARow({m_from, m_to}));
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("To"));
}

void NotificationSettings::keepQuiet()
{
    m_services.setQuiet({.enabled = m_quiet->isChecked(), .fromMinute = minuteOf(m_from->time()), .toMinute = minuteOf(m_to->time())});
}

void NotificationSettings::addBackground()
{
    m_page.beginGroup();
    auto *tray = new QCheckBox;
    tray->setObjectName(QStringLiteral("closeToTray"));
    tray->setChecked(m_services.closesToTray());
    tray->setEnabled(m_services.hasTray());
    connect(tray, &QCheckBox::toggled, this, [this](bool on) { m_services.setClosesToTray(on); });
    m_page.addRow(tr("Stay in the tray when the window is closed"),
                  m_services.hasTray() ? tr("Logs are watched and budgets looked at without a window. Off: closing it ends the program.")
                                       : tr("This desktop has no tray: closing the window ends the program."),
                  tray);
    auto *start = new QCheckBox;
    start->setObjectName(QStringLiteral("autostart"));
    start->setChecked(m_services.startsWithDesktop());
    TextLabel *note = m_page.addRow(tr("Start with the desktop"), tr("In the tray, without a window, from your next sign-in on."), start);
    connect(start, &QCheckBox::toggled, this, [this, note](bool on) {
        if (const Result<Done> set = m_services.setStartsWithDesktop(on); !set) {
            note->setText(ProblemText::full(set.problem()));
        }
    });
}

} // namespace tokenmeter
