// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "AccountServices.h"
#include "itemmodels/NewestAnswer.h"
#include "providers/Provider.h"

#include <QDialog>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace tokenmeter
{

class LinkButton;
class NoteBox;
class ProviderList;
class TextLabel;

/// Adds or changes an account: choose the provider, enter the key, test what it can see, keep it. A key is never shown, stays in
/// its field until it is kept, and is forgotten with the dialog.
class AccountDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param account to be changed; id 0 = a new one, whose provider is chosen first
    /// @param taken names of the other accounts
    AccountDialog(AccountServices &accounts, const BillingAccount &account, QStringList taken, QWidget *parent = nullptr);
    ~AccountDialog() override;

    bool isBusy() const { return m_isTesting || m_isKeeping; }

    // For tests.
    QLineEdit *searchField() const { return m_search; }
    ProviderList *list() const { return m_list; }
    QLineEdit *nameField() const { return m_name; }
    QLineEdit *field(const char *id) const;
    QComboBox *placeField() const { return m_place; }
    QLineEdit *baseField() const { return m_base; }
    QCheckBox *openBox() const { return m_openBox; }
    QCheckBox *chargedBox() const { return m_chargedBox; }
    QPushButton *testButton() const { return m_test; }
    QPushButton *acceptButton() const { return m_accept; }
    QString hint() const;
    QString notes() const;
    QStringList answers() const; ///< as they are read, after a test

Q_SIGNALS:
    void kept(const tokenmeter::BillingAccount &account);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void done(int result) override;

private:
    struct Field
    {
        const KeyField *key = nullptr;
        QLineEdit *edit = nullptr;
    };
    void buildChoice();
    void buildForm();
    void choose(const QString &provider);
    void fillForm();
    void showPlace(); ///< secret fields take keys, or names of variables
    void changed();
    AccountDraft draft() const;
    KeyPlace place() const;
    bool hasKey() const;
    QString refusal() const;
    void test();
    void showAnswers(const Result<std::vector<KeyAnswer>> &answers);
    void clearAnswers();
    void addAnswer(bool isFine, bool isNothing, const QString &words);
    void keep();
    void showBusy();
    void forgetKeys();

    AccountServices &m_accounts;
    BillingAccount m_before;
    QStringList m_taken;
    const ProviderApi *m_api = nullptr;
    bool m_nameIsOurs = true; ///< not written by the user: follows the provider
    bool m_isTesting = false;
    bool m_isKeeping = false;
    std::vector<Field> m_fields;
    std::vector<std::pair<std::string, std::string>> m_variables; ///< names that secret fields begin with
    QStringList m_answers;
    NewestAnswer m_testAnswer;

    QStackedWidget *m_steps = nullptr;
    QLineEdit *m_search = nullptr;
    ProviderList *m_list = nullptr;
    QScrollArea *m_scroll = nullptr;
    TextLabel *m_provider = nullptr;
    LinkButton *m_change = nullptr;
    TextLabel *m_need = nullptr;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_place = nullptr;
    TextLabel *m_placeNote = nullptr;
    QLineEdit *m_base = nullptr;
    NoteBox *m_open = nullptr;
    QCheckBox *m_openBox = nullptr;
    NoteBox *m_charged = nullptr;
    QCheckBox *m_chargedBox = nullptr;
    TextLabel *m_notes = nullptr;
    TextLabel *m_progress = nullptr;
    QWidget *m_answersHolder = nullptr;
    QVBoxLayout *m_answersLayout = nullptr;
    TextLabel *m_hint = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
