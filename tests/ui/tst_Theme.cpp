// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "theme/Icons.h"
#include "theme/ModelColours.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QPainter>
#include <QRegularExpression>
#include <QtTest>

#include <cmath>

namespace test_Theme
{

using namespace tokenmeter;

namespace
{

QString read(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { Theme::apply(*qApp, Theme::Mode::Light); }

    void contrasts();
    void marksCanBeTold();
    void styleSheetIsComplete();
    void modeFollowsPalette();
    void fonts();
    void families_data();
    void families();
    void unknownFamiliesTakeFreeSlots();
    void sizesAreShades();
    void iconsPaint();
    void noLiteralsOutsideTokens();
};

void tst_Theme::contrasts()
{
    // By hand: 0x24 0x57 0xC5 on white.
    QVERIFY(std::abs(contrast(QColor{0x24, 0x57, 0xC5}, Qt::white) - 6.47) < 0.01);
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    for (const Colours *c : {&lightColours(), &darkColours()}) {
        const auto readable = [](const QColor &text, const QColor &ground) {
            QVERIFY2(contrast(text, ground) >= least::text, qPrintable(text.name() + u' ' + ground.name()));
        };
        for (const QColor &ground : {c->surface, c->window, c->sunken, c->hover, c->raised}) {
            for (const QColor &text : {c->text1, c->text2, c->text3, c->accent, c->positive, c->warning, c->negative}) {
                readable(text, ground);
            }
        }
        for (const QColor &ground : {c->sidebar, c->tip, c->selection, c->accentSoft}) {
            for (const QColor &text : {c->text1, c->text2}) { // never text 3
                readable(text, ground);
            }
        }
        readable(c->accent, c->accentSoft);
        readable(c->onAccent, c->accent);
        readable(c->positive, c->positiveSoft);
        readable(c->warning, c->warningSoft);
        readable(c->negative, c->negativeSoft);
        readable(c->onToast, c->toast);
        readable(c->toastAction, c->toast);
        for (const QColor &mark : {c->controlEdge, c->focus, c->accent, c->text3, c->negative, c->warning}) {
            QVERIFY2(contrast(mark, c->surface) >= least::mark, qPrintable(mark.name()));
        }
    }
}

/// Every fill of a chart can be told from its ground, by itself or by its edge; lines have no edge and need it themselves.
void tst_Theme::marksCanBeTold()
{
    for (const Colours *c : {&lightColours(), &darkColours()}) {
        std::vector<Look> looks{Look::other(), Look::dimension()};
        for (int part = 1; part <= 4; ++part) {
            looks.push_back(Look::tokenClass(part));
        }
        for (int slot = 1; slot <= 8; ++slot) {
            for (const Look::Size size : {Look::Size::Small, Look::Size::Middle, Look::Size::Large}) {
                looks.push_back(Look{.slot = slot, .size = size});
            }
        }
        for (const Look &look : looks) {
            const QColor fill = ModelColours::fill(look, *c);
            const QColor mark = ModelColours::edge(look, *c).value_or(fill);
            QVERIFY2(contrast(mark, c->surface) >= least::mark, qPrintable(fill.name() + u' ' + mark.name()));
            QCOMPARE(ModelColours::line(look, *c), mark);
        }
    }
}

void tst_Theme::styleSheetIsComplete()
{
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        Theme::apply(*qApp, mode);
        const QString sheet = Theme::current().styleSheet();
        QVERIFY(sheet.contains(QStringLiteral("QPushButton")));
        QVERIFY2(!sheet.contains(u'@') && !sheet.contains(u"{}"), qPrintable(sheet));
        static const QRegularExpression url{QStringLiteral("url\\((:[^)]+)\\)")};
        for (auto i = url.globalMatch(sheet); i.hasNext();) {
            const QString path = i.next().captured(1);
            QVERIFY2(QFile::exists(path), qPrintable(path));
        }
    }
}

void tst_Theme::modeFollowsPalette()
{
    Theme::apply(*qApp, Theme::Mode::Dark);
    QCOMPARE(Theme::modeOf(QApplication::palette()), Theme::Mode::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Highlight), darkColours().selection);
    Theme::apply(*qApp, Theme::Mode::Light);
    QCOMPARE(Theme::modeOf(QApplication::palette()), Theme::Mode::Light);
}

void tst_Theme::fonts()
{
    Theme::apply(*qApp, Theme::Mode::Light);
    const Theme &t = Theme::current();
    // offscreen there is no platform theme: base 13
    QCOMPARE(t.font(Theme::Role::Hero).pixelSize(), 30);
    QCOMPARE(t.font(Theme::Role::Figure).pixelSize(), 26);
    QCOMPARE(t.font(Theme::Role::Page).pixelSize(), 20);
    QCOMPARE(t.font(Theme::Role::Title).pixelSize(), 14);
    QCOMPARE(t.font(Theme::Role::Body).pixelSize(), 13);
    QCOMPARE(t.font(Theme::Role::Small).pixelSize(), 12);
    QCOMPARE(t.font(Theme::Role::Caption).pixelSize(), 11);
    QVERIFY(t.font(Theme::Role::Body).families().contains(QStringLiteral("Noto Sans CJK SC")));
    QCOMPARE(px(30), 30);
}

void tst_Theme::families_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<int>("slot");
    QTest::addColumn<QString>("label");
    QTest::newRow("catalogue") << "claude-opus" << "Claude Opus 5" << "claude-opus-5" << 1 << "Claude";
    QTest::newRow("gpt") << "gpt-5.6" << "GPT-5.6 Sol" << "gpt-5.6-sol" << 2 << "GPT";
    QTest::newRow("o series") << "o-series" << "o3" << "o3" << 2 << "GPT";
    QTest::newRow("o series by name") << "" << "" << "o4-mini" << 2 << "GPT";
    QTest::newRow("codex") << "codex" << "codex-mini" << "codex-mini-latest" << 2 << "GPT";
    QTest::newRow("gemini") << "gemini-3.6" << "Gemini 3.6 Flash" << "" << 3 << "Gemini";
    QTest::newRow("qwq") << "qwq" << "" << "" << 4 << "Qwen";
    QTest::newRow("qwen by path") << "" << "" << "openrouter/qwen/qwen3-coder-next" << 4 << "Qwen";
    QTest::newRow("deepseek") << "deepseek-v4" << "DeepSeek V4" << "" << 5 << "DeepSeek";
    QTest::newRow("codestral") << "codestral" << "" << "" << 6 << "Mistral";
    QTest::newRow("grok") << "grok-4.5" << "" << "" << 7 << "Grok";
    QTest::newRow("llama") << "llama-4" << "" << "" << 8 << "Llama";
    QTest::newRow("bedrock") << "" << "" << "us.anthropic.claude-haiku-4-5-20251001-v1:0" << 1 << "Claude";
    QTest::newRow("no row") << "kimi-k3" << "Kimi K3" << "" << 0 << "Kimi";
    QTest::newRow("unknown") << "" << "" << "house-model" << 0 << "house-model";
}

void tst_Theme::families()
{
    QFETCH(QString, family);
    QFETCH(QString, name);
    QFETCH(QString, raw);
    QFETCH(int, slot);
    QFETCH(QString, label);
    const ModelLabel model{family, name, raw};
    QCOMPARE(ModelColours::slotOf(model), slot);
    QCOMPARE(ModelColours::familyName(model), label);
}

void tst_Theme::unknownFamiliesTakeFreeSlots()
{
    QHash<QString, int> stored;
    const ModelColours colours{{.read = [&](const QString &family) { return stored.value(family); },
                                .write = [&](const QString &family, int slot) { stored.insert(family, slot); }}};
    const ModelLabel llama{QStringLiteral("llama-4"), {}, {}};
    const ModelLabel kimi{QStringLiteral("kimi-k3"), QStringLiteral("Kimi K3"), {}};
    const ModelLabel kimiOld{QStringLiteral("kimi-k2"), QStringLiteral("Kimi K2"), {}};
    const ModelLabel glm{QStringLiteral("glm-5"), QStringLiteral("GLM 5"), {}};
    // Llama has 8, so Kimi gets 6 and GLM 7; one family, one slot
    const std::vector<Look> looks = colours.looksOf({llama, kimi, kimiOld, glm});
    QCOMPARE(looks[0].slot, 8);
    QCOMPARE(looks[1].slot, 6);
    QCOMPARE(looks[2].slot, 6);
    QCOMPARE(looks[3].slot, 7);
    QVERIFY(!looks[1].older);
    QVERIFY(looks[2].older);
    // What was chosen stays, although 8 is free now.
    QCOMPARE(colours.looksOf({kimi})[0].slot, 6);
    // A name without any family is Other.
    QCOMPARE(colours.looksOf({ModelLabel{{}, {}, QStringLiteral("house-model")}})[0].slot, 0);
}

void tst_Theme::sizesAreShades()
{
    const Colours &light = lightColours();
    const std::vector<Look> looks = ModelColours{}.looksOf({
        {QStringLiteral("claude-opus"), QStringLiteral("Claude Opus 5"), {}},
        {QStringLiteral("claude-sonnet"), QStringLiteral("Claude Sonnet 5"), {}},
        {QStringLiteral("claude-haiku"), QStringLiteral("Claude Haiku 4.5"), {}},
        {QStringLiteral("claude-opus"), QStringLiteral("Claude Opus 4.1"), {}},
        {QStringLiteral("gemini-3.6"), QStringLiteral("Gemini 3.6 Flash"), {}},
    });
    QCOMPARE(ModelColours::fill(looks[0], light), light.claudeLarge);
    QCOMPARE(ModelColours::fill(looks[1], light), light.family[1]);
    QCOMPARE(ModelColours::fill(looks[2], light), light.claudeSmall);
    QVERIFY(ModelColours::edge(looks[2], light).has_value());
    QVERIFY(!ModelColours::edge(looks[0], light).has_value());
    QVERIFY(looks[3].older && !looks[0].older);
    QCOMPARE(looks[4].size, Look::Size::Middle);
    QCOMPARE(ModelColours::shortName(QStringLiteral("Claude Opus 5")), QStringLiteral("Opus 5"));
    QCOMPARE(ModelColours::shortName(QStringLiteral("Claude 2 / 2.1")), QStringLiteral("Claude 2 / 2.1"));
}

void tst_Theme::iconsPaint()
{
    for (int i = 0; i < IconCount; ++i) {
        for (const double dpr : {1.0, 1.25, 2.0}) {
            const QPixmap picture = icons::pixmap(Icon(i), size::icon, lightColours().text2, dpr);
            QCOMPARE(picture.width(), qRound(size::icon * dpr));
            const QImage image = picture.toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    inked += image.pixelColor(x, y).alpha() > 128 ? 1 : 0;
                }
            }
            QVERIFY2(inked > 10, qPrintable(QStringLiteral("icon %1 is empty").arg(i)));
        }
    }
    // The same icon in another colour is another picture.
    const QImage red = icons::pixmap(Icon::Add, size::icon, Qt::red, 1).toImage();
    const QImage blue = icons::pixmap(Icon::Add, size::icon, Qt::blue, 1).toImage();
    QVERIFY(red != blue);
}

void tst_Theme::noLiteralsOutsideTokens()
{
    struct Rule
    {
        const char *what;
        const char *pattern;
    };
    static const Rule rules[] = {
        {"a colour", "#[0-9A-Fa-f]{6}\\b|\\bQColor\\s*[({]\\s*\\d|\\bqRgba?\\(|\\bfromRgb(a|F)?\\(\\s*[0-9]"
                     "|Qt::(dark)?(red|green|blue|cyan|magenta|yellow|gr[ae]y)\\b|Qt::lightGray"},
        {"a size", "\\bset(Fixed|Minimum|Maximum)(Width|Height|Size)\\([^)]*\\b[1-9]\\d*\\b"
                   "|\\bset(Horizontal|Vertical)?Spacing\\(\\s*[1-9]|\\bsetContentsMargins\\([^)]*\\b[1-9]\\d*\\b"
                   "|\\bset(Pixel|Point)Size(F)?\\(\\s*[0-9]|\\baddSpacing\\(\\s*[1-9]|\\bQ(SizeF?|MarginsF?)\\s*[({][^)}]*\\b[1-9]\\d+\\b"
                   "|\\bresize\\(\\s*[1-9]\\d*\\s*,"},
    };
    int files = 0;
    QDirIterator walk{QStringLiteral(SOURCE_ROOT "/ui"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                      QDirIterator::Subdirectories};
    while (walk.hasNext()) {
        const QString path = walk.next();
        if (path.endsWith(QStringLiteral("theme/tokens.h"))) {
            continue;
        }
        ++files;
        const QStringList lines = read(path).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString code = lines[i].section(QStringLiteral("//"), 0, 0);
            for (const Rule &rule : rules) {
                const QRegularExpression pattern{QString::fromLatin1(rule.pattern)};
                QVERIFY2(!pattern.match(code).hasMatch(),
                         qPrintable(QStringLiteral("%1:%2 holds %3 that belongs into tokens.h: %4")
                                        .arg(path, QString::number(i + 1), QString::fromLatin1(rule.what), code.trimmed())));
            }
        }
    }
    QVERIFY(files > 10);
}

TOKENMETER_TEST(tst_Theme);

} // namespace test_Theme

#include "tst_Theme.moc"
