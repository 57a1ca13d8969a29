// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "itemmodels/NewestAnswer.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace tokenmeter
{

class EmptyState;
class MappingFields;
class MappingTable;
class NoteBox;
class Pill;
class TextLabel;

/// How to read a file that no format knows: its first rows at the left, fields at the right, below them at once what comes of it.
/// The mapping is kept as a profile under a name, which the command line knows, too. Rows are on screen only and stored nowhere.
class MappingDialog final : public QDialog
{
    Q_OBJECT
public:
    MappingDialog(WindowServices &services, const QString &file, QWidget *parent = nullptr);
    ~MappingDialog() override;

    QString file() const { return m_file; }
    /// Of the newest answer that is on screen.
    const std::optional<MappingTrial> &trial() const { return m_trial; }
    /// Nothing is read or tried any more.
    bool isBusy() const;
    QString summary() const;
    QString hint() const;

    // For tests.
    MappingFields *fields() const { return m_fields; }
    MappingTable *table() const { return m_table; }
    QComboBox *startField() const { return m_start; }
    QLineEdit *nameField() const { return m_name; }
    QCheckBox *skipBox() const { return m_skip; }
    QPushButton *saveButton() const { return m_save; }
    QPushButton *importButton() const { return m_import; }
    NoteBox *note() const { return m_oddity; }
    EmptyState *emptyState() const { return m_empty; }

Q_SIGNALS:
    void importWanted(const QString &profile, const QString &file); ///< the profile is kept; the dialog closes itself
    void saved(const QString &profile);

private:
    void build();
    void opened(const Result<MappingServices::Opened> &opened);
    void startWith(int choice);
    void begin(const Profile &profile);
    void edited();
    void tryOn();
    void showTrial();
    void showNote();
    void showState();
    /// Everything that can be decided is; a name aside.
    bool isGreen() const;
    bool hasName() const;
    void keep(bool andImport);

    WindowServices &m_services;
    QString m_file;
    std::shared_ptr<const FileHead> m_head{};
    MappingStart m_starts{};
    std::optional<MappingTrial> m_trial{};
    std::optional<Problem> m_failure{}; ///< of reading or saving
    std::optional<Profile> m_edited{};  ///< what was tried last
    std::int32_t m_readAs = 0; ///< version of the mapping the ledger has the file by; 0: it does not have it
    bool m_opening = true;
    bool m_keeping = false;
    NewestAnswer m_answer{};
    QTimer m_rest; ///< since the last change

    TextLabel *m_title = nullptr;
    TextLabel *m_facts = nullptr;
    QComboBox *m_start = nullptr;
    MappingTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    NoteBox *m_oddity = nullptr;
    MappingFields *m_fields = nullptr;
    Pill *m_state = nullptr;
    TextLabel *m_summary = nullptr;
    TextLabel *m_hint = nullptr;
    QCheckBox *m_skip = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_import = nullptr;
};

} // namespace tokenmeter
