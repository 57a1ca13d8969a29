// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "format/ProjectText.h"

#include <QtTest>

namespace test_ProjectText
{

using namespace tokenmeter;

namespace
{

QStringList list(std::initializer_list<const char *> texts)
{
    QStringList result;
    for (const char *text : texts) {
        result << QString::fromLatin1(text);
    }
    return result;
}

} // namespace

class tst_ProjectText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void labels_data();
    void labels();
};

void tst_ProjectText::labels_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("last part") << list({"/home/dev/atlas-api"}) << list({"atlas-api"});
    QTest::newRow("as many parents as it takes")
        << list({"/home/dev/job/api", "/home/dev/play/api", "/home/dev/docs"}) << list({"job/api", "play/api", "docs"});
    QTest::newRow("not a path") << list({"client a/b", "alpha"}) << list({"client a/b", "alpha"});
    QTest::newRow("slash at the end") << list({"/home/dev/atlas-api/"}) << list({"atlas-api"});
    QTest::newRow("root") << list({"/"}) << list({"/"});
    QTest::newRow("drive") << list({"C:\\work\\api"}) << list({"api"});
    QTest::newRow("no name") << list({""}) << list({""});
    QTest::newRow("one inside the other") << list({"/a", "/b/a"}) << list({"/a", "a"});
}

void tst_ProjectText::labels()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, expected);
    std::vector<std::string> utf8;
    for (const QString &name : names) {
        utf8.push_back(name.toStdString());
    }
    QCOMPARE(projectLabels(utf8), expected);
}

TOKENMETER_TEST(tst_ProjectText);

} // namespace test_ProjectText

#include "tst_ProjectText.moc"
