// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/FileMapping.h"
#include "pages/MappingText.h"

#include <QScrollArea>

#include <map>
#include <string>
#include <vector>

class QButtonGroup;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace tokenmeter
{

class ColumnField;
class TextLabel;

/// How a file is read, field by field: columns, units, time, and which counts lie inside which.
class MappingFields final : public QScrollArea
{
    Q_OBJECT
public:
    explicit MappingFields(QWidget *parent = nullptr);

    /// Says nothing of it.
    void setProfile(const Profile &profile);
    /// As it is entered; the name is not asked here.
    const Profile &profile() const { return m_profile; }
    /// Columns to choose from, and what the rows say about the questions.
    void setTrial(const MappingTrial &trial, const FileHead &head);

    // For tests.
    ColumnField *field(ProfileColumn Profile::*column) const;
    QComboBox *kindField() const { return m_kind; }
    QComboBox *delimiterField() const { return m_delimiter; }
    QComboBox *headerField() const { return m_header; }
    QComboBox *zoneField() const { return m_zone; }
    QComboBox *timeFormatField() const { return m_timeFormat; }
    QLineEdit *patternField() const { return m_pattern; }
    QComboBox *tokenUnitField() const { return m_tokenUnit; }
    QComboBox *decimalField() const { return m_decimal; }
    QComboBox *currencyField() const { return m_currency; }
    QComboBox *costUnitField() const { return m_costUnit; }
    QComboBox *listField() const { return m_list; }
    QRadioButton *answer(MappingText::Part part, bool inside) const;
    QWidget *questionBox(MappingText::Part part) const;

Q_SIGNALS:
    void changed(); ///< by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct QuestionRows
    {
        QWidget *box = nullptr;
        TextLabel *question = nullptr;
        QButtonGroup *group = nullptr;
        QRadioButton *inside = nullptr;
        QRadioButton *beside = nullptr;
        TextLabel *evidence = nullptr;
        std::optional<bool> Profile::*choice = nullptr;
    };

    QGridLayout *beginGroup(const QString &title);
    void addRow(const QString &name, QWidget *control);
    void addColumn(ProfileColumn Profile::*column, bool mayBeConstant = false);
    void addQuestion(MappingText::Part part, std::optional<bool> Profile::*choice);
    void buildFile();
    void buildTime();
    void buildTokens();
    void buildCost();
    void buildRest();
    void take();
    void show(const Profile &profile);
    /// What depends on what was chosen.
    void arrange();

    Profile m_profile{};
    bool m_filling = false;
    QVBoxLayout *m_column = nullptr;
    QGridLayout *m_group = nullptr;
    std::vector<std::pair<ProfileColumn Profile::*, ColumnField *>> m_fields{};
    std::map<MappingText::Part, QuestionRows> m_questions{};
    std::map<QWidget *, QWidget *> m_labels{}; ///< of controls
    QComboBox *m_kind = nullptr;
    QComboBox *m_delimiter = nullptr;
    QComboBox *m_header = nullptr;
    QComboBox *m_list = nullptr;
    QLineEdit *m_passOver = nullptr;
    QComboBox *m_timeFormat = nullptr;
    QLineEdit *m_pattern = nullptr;
    QComboBox *m_zone = nullptr;
    QComboBox *m_tokenUnit = nullptr;
    QComboBox *m_decimal = nullptr;
    QComboBox *m_currency = nullptr;
    QComboBox *m_costUnit = nullptr;
    QComboBox *m_zeroCost = nullptr;
    QComboBox *m_equal = nullptr;
};

} // namespace tokenmeter
