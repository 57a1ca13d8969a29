// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SettingsStore.h"

#include "core/Currency.h"

#include <QFile>
#include <QSettings>
#include <QStandardPaths>

namespace tokenmeter
{
namespace
{

constexpr auto CurrencyKey = "money/currency";
constexpr auto ZoneKey = "time/zone";
constexpr auto WeekKey = "time/firstDayOfWeek";
constexpr auto BillingKey = "time/billingDay";
constexpr auto LanguageKey = "look/language";
constexpr auto ThemeKey = "look/theme";
constexpr auto LedgerKey = "ledger/file";
constexpr auto RatePublisherKey = "money/ratePublisher";
constexpr auto DailyRatesKey = "money/dailyRates";
constexpr auto GeometryKey = "window/geometry";

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

SettingsStore::SettingsStore(QString file) : m_file{std::move(file)} {}

QString SettingsStore::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/tokenmeter/settings.ini");
}

Settings SettingsStore::load() const
{
    const QSettings stored{m_file, QSettings::IniFormat};
    Settings settings;
    const QString currency = stored.value(key(CurrencyKey), settings.currency).toString();
    if (!Currency{currency.toStdString()}.isNone()) {
        settings.currency = currency;
    }
    const QString zone = stored.value(key(ZoneKey)).toString();
    if (zone.isEmpty() || Zone::byId(zone.toStdString())) {
        settings.zoneId = zone;
    }
    settings.firstDayOfWeek = qBound(0, stored.value(key(WeekKey), 0).toInt(), 7);
    settings.billingDay = qBound(1, stored.value(key(BillingKey), 1).toInt(), 28);
    settings.language = stored.value(key(LanguageKey)).toString();
    const int theme = stored.value(key(ThemeKey), 0).toInt();
    settings.theme = theme == 1 ? Settings::Theme::Light : theme == 2 ? Settings::Theme::Dark : Settings::Theme::System;
    settings.ledgerFile = stored.value(key(LedgerKey)).toString();
    settings.ratePublisher = stored.value(key(RatePublisherKey)).toString();
    settings.dailyRates = stored.value(key(DailyRatesKey), false).toBool();
    return settings;
}

void SettingsStore::save(const Settings &settings)
{
    QSettings stored{m_file, QSettings::IniFormat};
    stored.setValue(key(CurrencyKey), settings.currency);
    stored.setValue(key(ZoneKey), settings.zoneId);
    stored.setValue(key(WeekKey), settings.firstDayOfWeek);
    stored.setValue(key(BillingKey), settings.billingDay);
    stored.setValue(key(LanguageKey), settings.language);
    stored.setValue(key(ThemeKey), int(settings.theme));
    stored.setValue(key(LedgerKey), settings.ledgerFile);
    stored.setValue(key(RatePublisherKey), settings.ratePublisher);
    stored.setValue(key(DailyRatesKey), settings.dailyRates);
    stored.sync();
    QFile::setPermissions(m_file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

QByteArray SettingsStore::windowGeometry() const
{
    return QSettings{m_file, QSettings::IniFormat}.value(key(GeometryKey)).toByteArray();
}

void SettingsStore::saveWindowGeometry(const QByteArray &geometry)
{
    QSettings{m_file, QSettings::IniFormat}.setValue(key(GeometryKey), geometry);
}

QByteArray SettingsStore::value(const QString &name) const
{
    return QSettings{m_file, QSettings::IniFormat}.value(QStringLiteral("state/") + name).toByteArray();
}

void SettingsStore::setValue(const QString &name, const QByteArray &value)
{
    QSettings file{m_file, QSettings::IniFormat};
    if (value.isEmpty()) {
        file.remove(QStringLiteral("state/") + name);
    } else {
        file.setValue(QStringLiteral("state/") + name, value);
    }
}

} // namespace tokenmeter
