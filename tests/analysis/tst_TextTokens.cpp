// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/TextTokens.h"

#include <QtTest>

#include <random>
#include <string>

namespace test_TextTokens
{

using namespace tokenmeter;

class tst_TextTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void classes_data();
    void classes();
    void bands();
    void languagesDiffer();
    void damagedBytes();
    void anyBytesAreCounted();
    void longTextsAreCut();
};

void tst_TextTokens::classes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<int>>("counts"); // cjk, letters, digits, marks, breaks, other, characters
    QTest::newRow("nothing") << QByteArray{} << QList<int>{0, 0, 0, 0, 0, 0, 0};
    QTest::newRow("a lone blank is part of the word") << QByteArray{"two words"} << QList<int>{0, 8, 0, 0, 0, 0, 9};
    QTest::newRow("runs") << QByteArray{"a\n    b\tc\r\nd"} << QList<int>{0, 4, 0, 0, 3, 0, 12};
    QTest::newRow("code") << QByteArray{"x[10] = f(y);"} << QList<int>{0, 3, 2, 6, 0, 0, 13};
    QTest::newRow("chinese") << QByteArray{"\xE4\xBD\xA0\xE5\xA5\xBD\xEF\xBC\x8C" "AI"} << QList<int>{3, 2, 0, 0, 0, 0, 5};
    QTest::newRow("accents are letters") << QByteArray{"M\xC3\xBCller"} << QList<int>{0, 6, 0, 0, 0, 0, 6};
    QTest::newRow("cyrillic and an emoji") << QByteArray{"\xD0\xB4\xD0\xB0 \xF0\x9F\x98\x80"} << QList<int>{0, 0, 0, 0, 0, 3, 4};
}

void tst_TextTokens::classes()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<int>, counts);
    const TextClasses found = textClassesOf({text.constData(), std::size_t(text.size())});
    const QList<int> all{int(found.cjk), int(found.letters), int(found.digits), int(found.marks), int(found.breaks), int(found.other), int(found.characters)};
    QCOMPARE(all, counts);
    QCOMPARE(found.damaged, 0);
}

void tst_TextTokens::bands()
{
    // 100 Chinese characters: 0.5, 0.75, 1.3 tokens each
    QCOMPARE(estimatedTokens({.cjk = 100, .characters = 100}), (TokenBand{50, 75, 130}));
    // 35 letters and a full stop: 7 + 0.5 = 7.5 down; 9.1 + 0.8 = 9.9 half up; 14 + 1 = 15
    const TokenBand english = estimatedTokens(textClassesOf("The quick brown fox jumps over the lazy dog."));
    QCOMPARE(english, (TokenBand{7, 10, 15}));
    // 3 letters, 2 digits, 6 marks: 0.6 + 0.66 + 3 = 4.26; 0.78 + 1 + 4.8 = 6.58; 1.2 + 2 + 6 = 9.2 up
    QCOMPARE(estimatedTokens(textClassesOf("x[10] = f(y);")), (TokenBand{4, 7, 10}));
    // A single letter is a token, not none.
    QCOMPARE(estimatedTokens(textClassesOf("a")), (TokenBand{1, 1, 1}));
    QCOMPARE(estimatedTokens({}), TokenBand{});
}

/// As many characters, not as many tokens.
void tst_TextTokens::languagesDiffer()
{
    std::string chinese, english, code;
    for (int i = 0; i < 300; ++i) {
        chinese += "\xE8\xB4\xB9";
        english += i % 6 == 5 ? ' ' : 'e';
        code += i % 3 == 0 ? '(' : 'x';
    }
    const std::int64_t c = estimatedTokens(textClassesOf(chinese)).central;
    const std::int64_t e = estimatedTokens(textClassesOf(english)).central;
    const std::int64_t k = estimatedTokens(textClassesOf(code)).central;
    QCOMPARE(c, 225); // 300 x 0.75
    QCOMPARE(e, 65);  // 250 x 0.26
    QCOMPARE(k, 132); // 100 x 0.8 + 200 x 0.26
    QVERIFY(e < k && k < c);
}

void tst_TextTokens::damagedBytes()
{
    // Each byte that starts no character is one: a lone continuation, a cut sequence, an overlong slash, a surrogate, beyond Unicode.
    for (const auto &[text, damaged] : {std::pair<std::string, int>{"a\x80" "b", 1}, {"a\xE4\xBD", 2}, {"\xC0\xAF", 2}, {"\xED\xA0\x80", 3}, {"\xF5\x80\x80\x80", 4}}) {
        const TextClasses classes = textClassesOf(text);
        QCOMPARE(classes.damaged, damaged);
        QCOMPARE(classes.other, damaged);
    }
}

void tst_TextTokens::anyBytesAreCounted()
{
    std::mt19937 dice{11};
    for (int round = 0; round < 200; ++round) {
        std::string text(dice() % 400, '\0');
        for (char &byte : text) {
            byte = char(dice());
        }
        const TextClasses classes = textClassesOf(text);
        QVERIFY(classes.characters <= std::int64_t(text.size()));
        QVERIFY(classes.cjk + classes.letters + classes.digits + classes.marks + classes.other <= classes.characters);
        const TokenBand band = estimatedTokens(classes);
        QVERIFY(band.low <= band.central && band.central <= band.high);
    }
}

void tst_TextTokens::longTextsAreCut()
{
    std::string text(MostTextBytes - 1, 'a');
    text += "\xE4\xBD\xA0"; // would be cut inside
    const TextClasses classes = textClassesOf(text);
    QVERIFY(classes.isCut);
    QCOMPARE(classes.damaged, 0);
    QCOMPARE(classes.letters, std::int64_t(MostTextBytes) - 1);
    QVERIFY(!textClassesOf(std::string(MostTextBytes, 'a')).isCut);
}

TOKENMETER_TEST(tst_TextTokens);

} // namespace test_TextTokens

#include "tst_TextTokens.moc"
