// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <vector>

namespace tokenmeter
{

/// A sentence with fields in it: "costs more than %1 per %2". One translatable text, so that another language may put its
/// fields in another order; lines break between words and fields, never before punctuation.
class BudgetSentence : public QWidget
{
    Q_OBJECT
public:
    explicit BudgetSentence(QWidget *parent = nullptr);

    /// %1 is fields[0], up to %99. Fields that the text does not name are hidden; all of them become children.
    void setText(const QString &text, const QList<QWidget *> &fields);
    /// As it is read: with the fields' contents.
    QString spoken() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Item
    {
        QString word{};           ///< empty = a field
        QWidget *field = nullptr;
        bool spaceBefore = false;
        bool breakBefore = true;
        QRect place{};
    };
    /// @return the height
    int layOut(int width, std::vector<Item> &items) const;
    void place();
    QFont wordFont() const;

    std::vector<Item> m_items;
};

} // namespace tokenmeter
