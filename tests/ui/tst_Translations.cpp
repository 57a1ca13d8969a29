// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "shell/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

namespace test_Translations
{

using namespace tokenmeter;

namespace
{

struct Message
{
    QString context{}, source{}, comment{};
    QStringList translations{}; ///< one, or one a plural form
    bool unfinished = false;
};

std::vector<Message> readCatalogue(const QString &path)
{
    QFile file{path};
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly)) {
        return messages;
    }
    QXmlStreamReader xml{&file};
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement()) {
            continue;
        }
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            Message message{.context = context};
            while (xml.readNextStartElement()) {
                if (xml.name() == QLatin1String("source")) {
                    message.source = xml.readElementText();
                } else if (xml.name() == QLatin1String("comment")) {
                    message.comment = xml.readElementText();
                } else if (xml.name() == QLatin1String("translation")) {
                    message.unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
                    QString text;
                    while (!(xml.isEndElement() && xml.name() == QLatin1String("translation"))) {
                        xml.readNext();
                        if (xml.isStartElement() && xml.name() == QLatin1String("numerusform")) {
                            message.translations << xml.readElementText();
                        } else if (xml.isCharacters()) {
                            text += xml.text();
                        }
                    }
                    if (message.translations.isEmpty()) {
                        message.translations << text;
                    }
                } else {
                    xml.skipCurrentElement();
                }
            }
            messages.push_back(message);
        }
    }
    return messages;
}

QString catalogue(const QString &language)
{
    return QStringLiteral(SOURCE_ROOT "/resources/translations/tokenmeter_%1.ts").arg(language);
}

QStringList keysOf(const std::vector<Message> &messages)
{
    QStringList keys;
    for (const Message &message : messages) {
        keys << message.context + u'|' + message.source + u'|' + message.comment;
    }
    keys.sort();
    return keys;
}

QSet<QString> placesIn(const QString &text)
{
    static const QRegularExpression place{QStringLiteral("%L?([0-9]|n)")};
    QSet<QString> places;
    for (auto found = place.globalMatch(text); found.hasNext();) {
        places << found.next().captured(1);
    }
    return places;
}

QString translated(const char *context, const char *text, int n = -1)
{
    return QCoreApplication::translate(context, text, nullptr, n);
}

} // namespace

class tst_Translations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void cataloguesAreUpToDate_data();
    void cataloguesAreUpToDate();
    void placesAreKept();
    void chineseIsWrittenAsItShould();
    void languagesAreInForceAtOnce();
    void unknownLanguagesFallBack();
};

void tst_Translations::cataloguesAreUpToDate_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    QTest::newRow("plural forms of English") << QStringLiteral("en");
}

/// lupdate of today's strings into a copy: whatever it adds or drops, the catalogue lacks or has too much.
void tst_Translations::cataloguesAreUpToDate()
{
    QFETCH(QString, language);
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("copy.ts"));
    QVERIFY(QFile::copy(catalogue(language), copy));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(SOURCE_ROOT));
    QStringList arguments{QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"), QStringLiteral("none"),
                          QStringLiteral("-target-language"), language};
    if (language == QStringLiteral("en")) {
        arguments << QStringLiteral("-pluralonly");
    }
    arguments << QStringLiteral("ui") << QStringLiteral("app") << QStringLiteral("-ts") << copy;
    lupdate.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"), arguments);
    QVERIFY2(lupdate.waitForFinished(120'000), qPrintable(lupdate.errorString()));
    QCOMPARE(lupdate.exitCode(), 0);
    const std::vector<Message> fresh = readCatalogue(copy);
    QVERIFY(!fresh.empty());
    QStringList missing;
    for (const Message &message : fresh) {
        if (message.unfinished || message.translations.contains(QString{})) {
            missing << message.context + QStringLiteral(": ") + message.source;
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("run tests/update-translations; not translated:\n") + missing.join(u'\n')));
    QCOMPARE(keysOf(readCatalogue(catalogue(language))), keysOf(fresh));
}

void tst_Translations::placesAreKept()
{
    for (const QString &language : {QStringLiteral("zh_CN"), QStringLiteral("en")}) {
        for (const Message &message : readCatalogue(catalogue(language))) {
            for (const QString &translation : message.translations) {
                QVERIFY2(placesIn(translation) == placesIn(message.source), qPrintable(message.source + u'\n' + translation));
            }
        }
    }
}

void tst_Translations::chineseIsWrittenAsItShould()
{
    static const QRegularExpression touching{QStringLiteral("[\\x{4E00}-\\x{9FFF}][A-Za-z]|[A-Za-z][\\x{4E00}-\\x{9FFF}]")};
    for (const Message &message : readCatalogue(catalogue(QStringLiteral("zh_CN")))) {
        const QString text = message.translations.join(u' ');
        QVERIFY2(!text.contains(u'您'), qPrintable(text));
        QVERIFY2(!text.contains(u'！'), qPrintable(text));
        QVERIFY2(!text.contains(touching), qPrintable(text)); // a blank between Han and Latin
    }
}

void tst_Translations::languagesAreInForceAtOnce()
{
    language::apply(QStringLiteral("en"));
    QCOMPARE(translated("tokenmeter::WindowStatusText", "%Ln file(s)", 1), QStringLiteral("1 file"));
    QCOMPARE(translated("tokenmeter::WindowStatusText", "%Ln file(s)", 1204), QStringLiteral("1,204 files"));
    language::apply(QStringLiteral("zh_CN"));
    QCOMPARE(language::current(), QStringLiteral("zh_CN"));
    QCOMPARE(QLocale{}.language(), QLocale::Chinese);
    QCOMPARE(translated("tokenmeter::HeaderBar", "Back"), QStringLiteral("后退"));
    QCOMPARE(translated("tokenmeter::WindowStatusText", "%Ln file(s)", 1204), QStringLiteral("1,204 个文件"));
    language::apply(QStringLiteral("en"));
    QCOMPARE(translated("tokenmeter::HeaderBar", "Back"), QStringLiteral("Back"));
}

void tst_Translations::unknownLanguagesFallBack()
{
    QCOMPARE(language::effective(QStringLiteral("zh_CN")), QStringLiteral("zh_CN"));
    QCOMPARE(language::effective(QStringLiteral("tlh")), QStringLiteral("en"));
    QCOMPARE(language::effective(QString{}), QStringLiteral("en")); // the tests' system speaks C
}

TOKENMETER_TEST(tst_Translations);

} // namespace test_Translations

#include "tst_Translations.moc"
