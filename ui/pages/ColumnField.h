// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/FileMapping.h"

#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QLineEdit;

namespace tokenmeter
{

/// Where one field of a record comes from: one of the file's columns, the same text in all rows, or nowhere. Columns are found by a
/// part of their name where they are many.
class ColumnField final : public QWidget
{
    Q_OBJECT
public:
    /// @param mayBeConstant a text for all rows can take the place of a column
    ColumnField(const QString &name, bool mayBeConstant, QWidget *parent = nullptr);

    void setColumns(const std::vector<std::string> &columns);
    /// Alternatives of a profile stay together; a column that the file does not have is shown as such.
    void setValue(const ProfileColumn &value);
    ProfileColumn value() const { return m_value; }

    // For tests.
    QComboBox *box() const { return m_box; }
    QLineEdit *constantField() const { return m_constant; }

Q_SIGNALS:
    void changed(); ///< by the user

private:
    void fill();
    void take();

    bool m_mayBeConstant;
    std::vector<std::string> m_columns{};
    ProfileColumn m_value{};
    QComboBox *m_box = nullptr;
    QLineEdit *m_constant = nullptr;
};

} // namespace tokenmeter
