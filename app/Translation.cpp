// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace tokenmeter
{

void installLanguage(QCoreApplication &application, const QString &language)
{
    static QTranslator *const translator = new QTranslator{&application};
    QCoreApplication::removeTranslator(translator);
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale{language};
    QLocale::setDefault(locale.language() == QLocale::C ? QLocale{QLocale::English, QLocale::UnitedStates} : locale);
    const QString catalogue = locale.language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
    if (translator->load(QStringLiteral(":/translations/tokenmeter_%1.qm").arg(catalogue))) {
        QCoreApplication::installTranslator(translator);
    }
}

} // namespace tokenmeter
