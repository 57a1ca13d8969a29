// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SettingsDialog.h"

#include "format/ByteText.h"
#include "format/DateText.h"
#include "format/ProblemText.h"
#include "pages/NotificationSettings.h"
#include "pages/SettingsPage.h"
#include "print/ScheduleSettings.h"
#include "shell/Language.h"
#include "shell/Surface.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimeZone>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

#include <functional>

namespace tokenmeter
{

namespace
{

using Role = Theme::Role;
using Ink = TextLabel::Tone;

/// All zones, found by any part of their name. The first entry is the system's.
QComboBox *zoneField(const QString &current)
{
    std::vector<std::pair<QString, QVariant>> zones{
        {SettingsDialog::tr("System (%1)").arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())), QString{}}};
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        const QString name = QString::fromLatin1(id);
        if (name.contains(u'/') || name == QStringLiteral("UTC")) {
            zones.emplace_back(name, name);
        }
    }
    QComboBox *box = SettingsPage::combo(zones, current);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    // What is not a zone is put back when the field is left.
    QObject::connect(box->lineEdit(), &QLineEdit::editingFinished, box, [box] {
        const int typed = box->findText(box->currentText(), Qt::MatchFixedString);
        box->setCurrentIndex(typed < 0 ? box->currentIndex() : typed);
        box->setEditText(box->itemText(box->currentIndex()));
    });
    return box;
}

} // namespace

SettingsDialog::SettingsDialog(WindowServices &services, QWidget *parent) : QDialog{parent}, m_services{services}
{
    auto *outer = new QVBoxLayout{this};
    outer->setContentsMargins(0, 0, 0, 0);
    build();
    resize(px(size::settingsWidth), px(size::settingsHeight));
    connect(&m_services, &WindowServices::ledgerSwitched, this, &SettingsDialog::buildLater);
    connect(&m_services.rates(), &RateServices::changed, this, &SettingsDialog::showRates);
}

void SettingsDialog::build()
{
    const int page = m_pages ? m_pages->currentIndex() : 0;
    delete m_content;
    setWindowTitle(tr("Settings"));
    m_content = new QWidget{this};
    layout()->addWidget(m_content);
    m_list = new QListWidget{m_content};
    m_list->setFixedWidth(px(size::settingsList));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Groups of settings"));
    m_list->setProperty("groups", true);
    m_pages = new QStackedWidget{m_content};
    const std::vector<std::pair<QString, QWidget *>> pages{{tr("General"), general()},
                                                           {tr("Money and time"), moneyAndTime()},
                                                           {tr("Notifications"), notifications()},
                                                           {tr("Ledger"), ledger()},
                                                           {tr("Prices"), prices()}};
    for (const auto &[name, widget] : pages) {
        auto *item = new QListWidgetItem{name, m_list};
        item->setSizeHint({px(size::settingsList), px(size::sidebarItem)});
        m_pages->addWidget(widget);
    }
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(page);
    auto *close = new QPushButton{tr("Close"), m_content};
    close->setDefault(false);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);

    auto *right = new QVBoxLayout;
    right->setSpacing(px(space::s3));
    right->addWidget(m_pages, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(0, 0, px(space::s3), 0);
    foot->addStretch();
    foot->addWidget(close);
    right->addLayout(foot);
    auto *row = new QHBoxLayout{m_content};
    row->setContentsMargins(px(space::s4), px(space::s5), px(space::s4), px(space::s4));
    row->setSpacing(px(space::s2));
    row->addWidget(m_list);
    row->addLayout(right, 1);
}

QWidget *SettingsDialog::general()
{
    const Settings now = m_services.settings();
    auto *page = new SettingsPage{m_content};
    page->beginGroup();
    std::vector<std::pair<QString, QVariant>> languages{{tr("As the system"), QString{}}};
    for (const language::Choice &choice : language::choices()) {
        languages.emplace_back(choice.name, choice.code);
    }
    QComboBox *language = SettingsPage::combo(languages, now.language);
    language->setObjectName(QStringLiteral("language"));
    connect(language, &QComboBox::activated, this, [this, language] {
        change([language](Settings &s) { s.language = language->currentData().toString(); });
    });
    page->addRow(tr("Language"), {}, language);

    QComboBox *theme = SettingsPage::combo({{tr("As the system"), int(Settings::Theme::System)},
                              {tr("Light"), int(Settings::Theme::Light)},
                              {tr("Dark"), int(Settings::Theme::Dark)}},
                             int(now.theme));
    theme->setObjectName(QStringLiteral("theme"));
    connect(theme, &QComboBox::activated, this, [this, theme] {
        change([theme](Settings &s) { s.theme = Settings::Theme(theme->currentData().toInt()); });
    });
    page->addRow(tr("Theme"), {}, theme);
    return page;
}

QWidget *SettingsDialog::moneyAndTime()
{
    const Settings now = m_services.settings();
    auto *page = new SettingsPage{m_content};
    page->beginGroup();
    std::vector<std::pair<QString, QVariant>> currencies;
    for (const char *code : {"USD", "CNY", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "INR", "KRW", "HKD", "SGD", "TWD"}) {
        currencies.emplace_back(QString::fromLatin1(code), QString::fromLatin1(code));
    }
    QComboBox *currency = SettingsPage::combo(currencies, now.currency);
    currency->setObjectName(QStringLiteral("currency"));
    connect(currency, &QComboBox::activated, this, [this, currency] {
        change([currency](Settings &s) { s.currency = currency->currentData().toString(); });
    });
    page->addRow(tr("Currency"), tr("Amounts in other currencies are converted where a dated rate is known, else shown beside it."), currency);
    addRates(*page, now);

    page->beginGroup();
    QComboBox *zone = zoneField(now.zoneId);
    zone->setObjectName(QStringLiteral("zone"));
    connect(zone, &QComboBox::currentIndexChanged, this, [this, zone] {
        change([zone](Settings &s) { s.zoneId = zone->currentData().toString(); });
    });
    page->addRow(tr("Time zone"), tr("Days, weeks and months are cut in it. Type a part of a name to search."), zone);

    const QLocale locale;
    std::vector<std::pair<QString, QVariant>> days{{tr("As the language has it"), 0}};
    for (int day = 1; day <= 7; ++day) {
        days.emplace_back(locale.standaloneDayName(day), day);
    }
    QComboBox *week = SettingsPage::combo(days, now.firstDayOfWeek);
    week->setObjectName(QStringLiteral("firstDayOfWeek"));
    connect(week, &QComboBox::activated, this, [this, week] {
        change([week](Settings &s) { s.firstDayOfWeek = week->currentData().toInt(); });
    });
    page->addRow(tr("First day of the week"), {}, week);

    std::vector<std::pair<QString, QVariant>> firsts;
    for (int day = 1; day <= 28; ++day) {
        firsts.emplace_back(locale.toString(day), day);
    }
    QComboBox *billing = SettingsPage::combo(firsts, now.billingDay);
    billing->setObjectName(QStringLiteral("billingDay"));
    connect(billing, &QComboBox::activated, this, [this, billing] {
        change([billing](Settings &s) { s.billingDay = billing->currentData().toInt(); });
    });
    page->addRow(tr("First day of the billing month"), tr("Months, quarters and years begin on this day."), billing);
    return page;
}

QWidget *SettingsDialog::notifications()
{
    auto *page = new SettingsPage{m_content};
    new NotificationSettings{m_services.alerts(), *page};
    new ScheduleSettings{m_services, *page};
    return page;
}

QWidget *SettingsDialog::ledger()
{
    auto *page = new SettingsPage{m_content};
    page->beginGroup();
    const QString path = m_services.ledgerPath();
    auto *place = new TextLabel{visibleText(path), Role::Body, Ink::Normal};
    place->setElideMode(Qt::ElideMiddle);
    place->setFixedWidth(px(size::settingsPath));
    place->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    page->addRow(tr("File"), {}, place);
    const qint64 bytes = m_services.ledgerBytes();
    auto *size = new TextLabel{bytes < 0 ? tr("not known") : ByteText::shortForm(bytes), Role::Body, Ink::Normal};
    page->addRow(tr("Size"), {}, size);
    auto *choose = new QPushButton{tr("Open another ledger…")};
    auto *folder = new QPushButton{tr("Open folder")};
    auto *standard = new QPushButton{tr("Use the default place")};
    standard->setEnabled(!m_services.settings().ledgerFile.isEmpty());
    standard->setToolTip(standard->isEnabled() ? QString{} : tr("The ledger is at the default place."));
    for (QPushButton *button : {choose, folder, standard}) {
        button->setAutoDefault(false);
    }
    page->addButtons({choose, folder, standard});
    connect(choose, &QPushButton::clicked, this, [this, path] {
        const QString file = askForLedger(this, path);
        if (!file.isEmpty() && file == m_services.settings().ledgerFile) { // it may be there again
            m_services.reopen();
        } else if (!file.isEmpty()) {
            change([&file](Settings &s) { s.ledgerFile = file; });
        }
    });
    connect(folder, &QPushButton::clicked, this, [path] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo{path}.absolutePath()));
    });
    connect(standard, &QPushButton::clicked, this, [this] { change([](Settings &s) { s.ledgerFile.clear(); }); });
    return page;
}

void SettingsDialog::addRates(SettingsPage &page, const Settings &now)
{
    std::vector<std::pair<QString, QVariant>> publishers;
    for (const auto &[id, name] : m_services.rates().publishers()) {
        publishers.emplace_back(name, publishers.empty() ? QString{} : id);
    }
    QComboBox *publisher = SettingsPage::combo(publishers, now.ratePublisher);
    publisher->setObjectName(QStringLiteral("ratePublisher"));
    connect(publisher, &QComboBox::activated, this, [this, publisher] {
        change([publisher](Settings &s) { s.ratePublisher = publisher->currentData().toString(); });
    });
    page.addRow(tr("Exchange rates"), tr("Who publishes them. Only the names of currencies are sent. Rates of your own go first."), publisher);

    auto *daily = new QCheckBox;
    daily->setObjectName(QStringLiteral("dailyRates"));
    daily->setChecked(now.dailyRates);
    connect(daily, &QCheckBox::toggled, this, [this](bool on) { change([on](Settings &s) { s.dailyRates = on; }); });
    page.addRow(tr("Fetch every working day"), tr("While the window or the tray icon is there. Off: only when you ask."), daily);

    m_fetchRates = new QPushButton;
    m_fetchRates->setObjectName(QStringLiteral("fetchRates"));
    m_fetchRates->setAutoDefault(false);
    connect(m_fetchRates, &QPushButton::clicked, this, [this] { m_services.rates().fetchNow(); });
    m_ratesNote = page.addRow(tr("Newest rate"), QStringLiteral(" "), m_fetchRates);
    showRates();
}

void SettingsDialog::showRates()
{
    const RateServices &rates = m_services.rates();
    m_fetchRates->setEnabled(rates.mayAsk() && !rates.isFetching());
    m_fetchRates->setText(rates.isFetching() ? tr("Fetching…") : tr("Fetch now"));
    QStringList note;
    if (const std::optional<RateServices::Newest> newest = rates.newest()) {
        note << tr("%1, published by %2.").arg(DateText::full(newest->day), newest->source);
    } else {
        note << tr("None was fetched yet.");
    }
    if (!rates.mayAsk()) {
        note << tr("Nobody is asked from the demo.");
    } else if (const std::optional<Problem> failure = rates.failure()) {
        note << ProblemText::full(*failure);
    }
    m_ratesNote->setText(note.join(QLatin1Char(' ')));
    m_fetchRates->setAccessibleDescription(m_ratesNote->text());
}

QWidget *SettingsDialog::prices()
{
    auto *page = new SettingsPage{m_content};
    page->beginGroup();
    auto *version = new TextLabel{visibleText(m_services.catalogueVersion()), Role::Body, Ink::Normal};
    page->addRow(tr("Price list"), tr("Part of the program. Usage is priced by the row that was in force when it happened; "
                                      "a model without a price is counted and listed, never guessed."),
                 version);
    return page;
}

QString SettingsDialog::askForLedger(QWidget *parent, const QString &current)
{
    return QFileDialog::getSaveFileName(parent, tr("Open another ledger"), current, tr("Ledgers (*.db);;All files (*)"), nullptr,
                                        QFileDialog::DontConfirmOverwrite);
}

void SettingsDialog::change(const std::function<void(Settings &)> &edit)
{
    Settings settings = m_services.settings();
    const Settings before = settings;
    edit(settings);
    if (!(settings == before)) {
        m_services.setSettings(settings);
    }
}

int SettingsDialog::pageCount() const
{
    return m_pages->count();
}

void SettingsDialog::showPage(int index)
{
    m_list->setCurrentRow(index);
}

void SettingsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        buildLater();
    }
}

void SettingsDialog::buildLater()
{
    // The field that changed a setting is still on the stack.
    if (!m_buildPending) {
        m_buildPending = true;
        QTimer::singleShot(0, this, [this] {
            m_buildPending = false;
            build();
        });
    }
}

} // namespace tokenmeter
