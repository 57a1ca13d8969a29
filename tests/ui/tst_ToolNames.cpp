// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "format/SourceText.h"
#include "import/Format.h"
#include "shell/Language.h"

#include <QRegularExpression>
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
    void initTestCase() { language::apply(QStringLiteral("en")); }
    void cleanup() { language::apply(QStringLiteral("en")); }
    void sameNameEverywhere();
    void wordsInNamesAreTranslated();
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

/// A word is written small and is no name of a tool that its makers write so: "usage", "export". Names without one stay.
void tst_ToolNames::wordsInNamesAreTranslated()
{
    language::apply(QStringLiteral("zh_CN"));
    static const QRegularExpression word{QStringLiteral("\\b[a-z]{2,}\\b")};
    static const QRegularExpression han{QStringLiteral("\\p{Han}")};
    int translated = 0;
    for (const Format &format : formats()) {
        const QString name = QString::fromUtf8(format.name.data(), qsizetype(format.name.size()));
        const QString shown = sourceName(std::string{format.id});
        if (word.match(name).hasMatch() && name != name.toLower()) {
            QVERIFY2(han.match(shown).hasMatch() && !word.match(shown).hasMatch(), qPrintable(shown));
            ++translated;
        } else {
            QCOMPARE(shown, name);
        }
    }
    QCOMPARE(translated, 16);
    QCOMPARE(sourceName("openai-usage-csv"), QStringLiteral("OpenAI 用量导出"));
    QCOMPARE(sourceName("claude-code"), QStringLiteral("Claude Code"));
    QCOMPARE(sourceName("generic:OpenAI usage export"), QStringLiteral("OpenAI usage export")); // as the user called it
}

TOKENMETER_TEST(tst_ToolNames);

} // namespace test_ToolNames

#include "tst_ToolNames.moc"
