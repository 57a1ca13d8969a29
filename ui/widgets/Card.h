// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

class QVBoxLayout;

namespace tokenmeter
{

class LinkButton;

/// Surface with a border, a title row of 44 px (title, total beside it, one link or controls at the right) and a layout
/// for what it holds. A card never holds a card.
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const { return m_title; }
    /// Total or scope beside the title, in figures of one width.
    void setTotal(const QString &total);
    /// Empty = no link.
    void setLink(const QString &text);
    /// Placed at the right of the title row, the first one rightmost. The card takes it over.
    void addTitleControl(QWidget *control);
    /// One that is not seen until it is asked for: left of everything else, so that it leaves no hole.
    void addQuietControl(QWidget *control);
    /// Gives it back to whoever has another place for it; it keeps its parent until then.
    void removeTitleControl(QWidget *control);
    /// Width that title, total and controls of the title row need, so that nothing is cut.
    int titleRowWidth() const;
    /// Legend mark at the right end of the title row: hatched swatch and the word; empty = none.
    void setMark(const QString &word);
    /// Blocks in place of the content.
    void setLoading(bool loading);
    bool isLoading() const { return m_loading; }

    /// Padding below the content; cardPadding until then.
    void setBottomPadding(int padding);
    /// Left and right of the content; cardPadding until then. Tables run to the card's edges.
    void setSidePadding(int padding);
    /// Below the title row, inside the padding.
    QVBoxLayout *content() const { return m_content; }

Q_SIGNALS:
    void linkActivated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void placeTitle();
    double markWidth() const;
    void applyMargins();

    QString m_title;
    QString m_total;
    QString m_mark;
    bool m_loading = false;
    int m_bottom = -1; ///< -1 = as tokens say
    int m_side = -1;   ///< likewise
    QVBoxLayout *m_content = nullptr;
    LinkButton *m_link = nullptr;
    QList<QWidget *> m_controls;
    QList<QWidget *> m_quiet;
};

} // namespace tokenmeter
