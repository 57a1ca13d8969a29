// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <memory>

namespace tokenmeter::language
{

namespace
{

struct Installed
{
    QString code{};
    std::unique_ptr<QTranslator> ours{};
    std::unique_ptr<QTranslator> toolkit{};
};

Installed &installed()
{
    static Installed state;
    return state;
}

bool isChinese(const QLocale &locale)
{
    return locale.language() == QLocale::Chinese;
}

/// Digits and dates as the user's region writes them, when it speaks the language; else as the language's home does.
QLocale localeOf(const QString &code)
{
    const QLocale system = QLocale::system();
    const QLocale wanted{code};
    return system.language() == wanted.language() ? system : wanted;
}

} // namespace

std::vector<Choice> choices()
{
    return {{.code = QStringLiteral("en"), .name = QStringLiteral("English")},
            {.code = QStringLiteral("zh_CN"), .name = QStringLiteral("简体中文")}};
}

QString effective(const QString &code)
{
    const std::vector<Choice> known = choices();
    if (std::any_of(known.begin(), known.end(), [&code](const Choice &choice) { return choice.code == code; })) {
        return code;
    }
    for (const QString &name : QLocale::system().uiLanguages()) {
        const QLocale locale{name};
        if (isChinese(locale)) {
            return QStringLiteral("zh_CN");
        }
        if (locale.language() == QLocale::English) {
            break;
        }
    }
    return QStringLiteral("en");
}

void apply(const QString &code)
{
    const QString wanted = effective(code);
    Installed &state = installed();
    if (state.code == wanted) {
        return;
    }
    state.code = wanted;
    QLocale::setDefault(localeOf(wanted));
    // Removed by their destructors. Qt's own texts first: of two translators the last one installed is asked first.
    state.ours.reset();
    state.toolkit = std::make_unique<QTranslator>();
    if (state.toolkit->load(QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(state.toolkit.get());
    }
    state.ours = std::make_unique<QTranslator>();
    if (state.ours->load(QStringLiteral(":/translations/tokenmeter_") + wanted)) {
        QCoreApplication::installTranslator(state.ours.get());
    }
}

QString current()
{
    return installed().code;
}

} // namespace tokenmeter::language
