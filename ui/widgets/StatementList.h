// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>
#include <QStringList>

#include <vector>

class QPushButton;
class QHBoxLayout;
class QVBoxLayout;

namespace tokenmeter
{

class LinkButton;
class TextLabel;

/// What is to be known before anything else, and what can be done about it.
struct Statement
{
    QString fact{};     ///< a sentence
    QString meaning{};  ///< what comes of it
    QStringList verbs{}; ///< buttons
    friend bool operator==(const Statement &, const Statement &) = default;
};

/// A few statements in one frame, a row each, with their buttons at the right; of many the first ones, until the others are asked for.
/// Hidden while there is none.
class StatementList : public QFrame
{
    Q_OBJECT
public:
    explicit StatementList(QWidget *parent = nullptr);
    void setStatements(const std::vector<Statement> &statements);
    /// As if the others had been asked for.
    void showAll();
    const std::vector<Statement> &statements() const { return m_statements; }

    // For tests.
    QPushButton *button(int statement, int verb) const;
    LinkButton *moreLink() const { return m_more; }

Q_SIGNALS:
    void activated(int statement, int verb);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        QWidget *box = nullptr;
        std::vector<QPushButton *> buttons{};
    };
    void fold();
    void addRow(int number, const Statement &statement);

    std::vector<Statement> m_statements{};
    std::vector<Row> m_rows{};
    bool m_showsAll = false;
    QVBoxLayout *m_column = nullptr;
    QHBoxLayout *m_foot = nullptr; ///< of the link
    LinkButton *m_more = nullptr;
};

} // namespace tokenmeter
