// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "format/SourceText.h"
#include "import/Format.h"

#include <QtTest>

#include <set>

namespace test_ToolNames
{

using namespace tokenmeter;

/// The window knows formats by their ids alone: it must call each tool as the command line and the first start page do.
class tst_ToolNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameNameEverywhere();
};

void tst_ToolNames::sameNameEverywhere()
{
    std::set<std::string_view> ids, names;
    for (const Format &format : formats()) {
        QVERIFY2(ids.insert(format.id).second && names.insert(format.name).second, std::string{format.id}.c_str());
        QCOMPARE(sourceName(std::string{format.id}), QString::fromUtf8(format.name.data(), qsizetype(format.name.size())));
    }
    QCOMPARE(sourceName("generic:team-usage"), QStringLiteral("team-usage"));
    QCOMPARE(sourceName("deepseek-usage-csv"), QStringLiteral("DeepSeek usage export"));
    QCOMPARE(sourceName("of-a-later-version"), QStringLiteral("of-a-later-version"));
    QVERIFY(ids.size() >= 20);
}

TOKENMETER_TEST(tst_ToolNames);

} // namespace test_ToolNames

#include "tst_ToolNames.moc"
