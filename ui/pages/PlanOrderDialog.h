// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Plan.h"

#include <QDialog>
#include <QString>

#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QListWidget;
class QPushButton;

namespace tokenmeter
{

class NoteBox;

/// In which order the kinds of plans are drawn when several serve the same usage: of one provider, or of all that have no order of
/// their own.
class PlanOrderDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param providers raw names that can be chosen
    PlanOrderDialog(std::vector<PlanOrder> orders, const std::vector<std::string> &providers, QWidget *parent = nullptr);

    void refuse(const QString &why); ///< it could not be stored

    // For tests.
    QComboBox *providerBox() const { return m_provider; }
    QListWidget *list() const { return m_list; }
    QPushButton *upButton() const { return m_up; }
    QPushButton *downButton() const { return m_down; }
    QPushButton *usualButton() const { return m_usual; }
    QPushButton *saveButton() const { return m_save; }

Q_SIGNALS:
    /// @param kinds nothing: the usual order, or that of all others
    void orderWanted(const std::string &provider, const std::optional<tokenmeter::PlanKinds> &kinds);

private:
    std::string provider() const;
    void fill(const PlanKinds &kinds, int current);
    void move(int by);
    void showButtons();

    std::vector<PlanOrder> m_orders;
    PlanKinds m_kinds = UsualPlanKinds;
    bool m_isUsual = false; ///< the provider's own order is to go
    QComboBox *m_provider = nullptr;
    QListWidget *m_list = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QPushButton *m_usual = nullptr;
    QPushButton *m_save = nullptr;
    NoteBox *m_failure = nullptr;
};

} // namespace tokenmeter
