// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Card.h"

#include <QList>
#include <QString>

#include <vector>

namespace tokenmeter
{

class LinkButton;

/// A source that was forgotten, as a row.
struct ForgottenTexts
{
    QString name{};
    QString path{};
    QString fact{}; ///< what became of its records
    friend bool operator==(const ForgottenTexts &, const ForgottenTexts &) = default;
};

/// Forgotten sources, each with a way back.
class ForgottenList : public Card
{
    Q_OBJECT
public:
    explicit ForgottenList(QWidget *parent = nullptr);
    void setRows(const std::vector<ForgottenTexts> &rows);
    const std::vector<ForgottenTexts> &rows() const { return m_rows; }
    LinkButton *link(int row) const { return m_links.at(row); }

Q_SIGNALS:
    void takeBackWanted(int row);

private:
    std::vector<ForgottenTexts> m_rows{};
    QList<LinkButton *> m_links;
    QWidget *m_box = nullptr;
};

} // namespace tokenmeter
