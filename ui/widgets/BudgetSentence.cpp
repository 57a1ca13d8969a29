// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/BudgetSentence.h"

#include "theme/Theme.h"

#include <QComboBox>
#include <QEvent>
#include <QFontMetricsF>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

bool isPunctuation(QChar letter)
{
    return letter.category() == QChar::Punctuation_Other || letter.category() == QChar::Punctuation_Close
        || letter.category() == QChar::Punctuation_FinalQuote;
}

QString contentOf(const QWidget &field)
{
    if (const auto *combo = qobject_cast<const QComboBox *>(&field)) {
        return combo->currentText();
    }
    return field.property("text").toString();
}

} // namespace

BudgetSentence::BudgetSentence(QWidget *parent) : QWidget{parent}
{
    QSizePolicy policy{QSizePolicy::Expanding, QSizePolicy::Fixed};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void BudgetSentence::setText(const QString &text, const QList<QWidget *> &fields)
{
    m_items.clear();
    static const QRegularExpression placeholder{QStringLiteral("%([1-9][0-9]?)")};
    qsizetype at = 0;
    bool space = false;
    QList<QWidget *> used;
    const auto addWords = [&](const QString &part) {
        QString word;
        const auto finish = [&] {
            if (!word.isEmpty()) {
                m_items.push_back({.word = word, .spaceBefore = space, .breakBefore = !isPunctuation(word.front())});
                space = false;
                word.clear();
            }
        };
        for (const QChar letter : part) {
            if (letter == QLatin1Char(' ')) {
                finish();
                space = true;
            } else {
                word += letter;
            }
        }
        finish();
    };
    auto matches = placeholder.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        addWords(text.mid(at, match.capturedStart() - at));
        at = match.capturedEnd();
        const qsizetype number = match.captured(1).toInt() - 1;
        if (number < fields.size()) {
            m_items.push_back({.field = fields[number], .spaceBefore = space});
            space = false;
            used << fields[number];
        }
    }
    addWords(text.mid(at));
    QWidget *before = nullptr;
    for (QWidget *field : fields) {
        if (field->parentWidget() != this) {
            field->setParent(this);
        }
        field->setVisible(used.contains(field));
    }
    for (QWidget *field : used) { // Tab follows the sentence, in any language
        if (before != nullptr) {
            setTabOrder(before, field);
        }
        before = field;
    }
    place();
    updateGeometry();
    update();
}

QString BudgetSentence::spoken() const
{
    QString text;
    for (const Item &item : m_items) {
        text += (item.spaceBefore ? QStringLiteral(" ") : QString{}) + (item.field != nullptr ? contentOf(*item.field) : item.word);
    }
    return text.trimmed();
}

QFont BudgetSentence::wordFont() const
{
    QFont font = Theme::current().font(Theme::Role::Body);
    font.setPixelSize(px(size::sentenceText));
    return font;
}

int BudgetSentence::layOut(int width, std::vector<Item> &items) const
{
    const QFontMetricsF metrics{wordFont()};
    const int line = px(size::sentenceLine);
    const int blank = px(space::s2) - 2;
    int x = 0;
    int y = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Item &item = items[i];
        const int wide = item.field != nullptr ? item.field->sizeHint().width() : int(std::ceil(metrics.horizontalAdvance(item.word)));
        // Punctuation stays with what it follows.
        int needs = wide;
        for (std::size_t next = i + 1; next < items.size() && !items[next].breakBefore; ++next) {
            needs += int(std::ceil(metrics.horizontalAdvance(items[next].word)));
        }
        const bool touchesField = !item.spaceBefore && i > 0 && (item.field != nullptr || items[i - 1].field != nullptr) && item.breakBefore;
        const int gap = x == 0 ? 0 : item.spaceBefore || touchesField ? blank : item.breakBefore ? 0 : 1;
        if (x > 0 && item.breakBefore && x + gap + needs > width) {
            x = 0;
            y += line;
            item.place = {x, y, std::min(wide, width), line};
        } else {
            item.place = {x + gap, y, std::min(wide, width), line};
        }
        x = item.place.right() + 1;
    }
    return y + line;
}

int BudgetSentence::heightForWidth(int width) const
{
    std::vector<Item> items = m_items;
    return layOut(width, items);
}

QSize BudgetSentence::sizeHint() const
{
    return {px(size::filterLine), heightForWidth(std::max(width(), px(size::dialogWidth)))}; // before it has a place it is as narrow as can be
}

void BudgetSentence::place()
{
    layOut(std::max(1, width()), m_items);
    for (const Item &item : m_items) {
        if (item.field != nullptr) {
            const int high = item.field->sizeHint().height();
            item.field->setGeometry(item.place.left(), item.place.top() + (item.place.height() - high) / 2, item.place.width(), high);
        }
    }
}

bool BudgetSentence::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        place();
        updateGeometry();
        update();
    }
    return QWidget::event(event);
}

void BudgetSentence::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void BudgetSentence::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setFont(wordFont());
    painter.setPen(Theme::current().colours().text1);
    for (const Item &item : m_items) {
        if (item.field == nullptr) {
            painter.drawText(QRectF{item.place}.adjusted(0, 0, 2, 0), int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), item.word);
        }
    }
}

} // namespace tokenmeter
