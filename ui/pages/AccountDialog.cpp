// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountDialog.h"

#include "format/ProblemText.h"
#include "format/ProviderText.h"
#include "pages/AccountRules.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteBox.h"
#include "widgets/Pill.h"
#include "widgets/ProviderList.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::array KeyPlaces{KeyPlace::Keyring, KeyPlace::Environment, KeyPlace::File};
constexpr int MostNameLength = 200;
constexpr int MostKeyLength = 20'000; ///< a service account's file

QString textOf(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

std::string valueNamed(const std::vector<std::pair<std::string, std::string>> &pairs, std::string_view name)
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto &each) { return each.first == name; });
    return found == pairs.end() ? std::string{} : found->second;
}

TextLabel *wrapped(TextLabel::Tone tone, QWidget *parent)
{
    auto *label = new TextLabel{Theme::Role::Small, tone, parent};
    label->setWordWrap(true);
    return label;
}

} // namespace

AccountDialog::AccountDialog(AccountServices &accounts, const BillingAccount &account, QStringList taken, QWidget *parent)
    : QDialog{parent}, m_accounts{accounts}, m_before{account}, m_taken{std::move(taken)}
{
    setWindowTitle(account.id == 0 ? tr("Add account") : tr("Edit account"));
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s3));
    m_steps = new QStackedWidget{this};
    layout->addWidget(m_steps, 1);
    buildChoice();
    buildForm();
    m_hint = wrapped(TextLabel::Tone::Strong, this);
    layout->addWidget(m_hint);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(px(space::s2));
    m_test = new QPushButton{tr("Test"), this};
    m_cancel = new QPushButton{tr("Cancel"), this};
    m_accept = new QPushButton{this};
    for (QPushButton *button : {m_test, m_cancel}) {
        button->setAutoDefault(false);
    }
    m_accept->setDefault(true);
    buttons->addWidget(m_test);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_accept);
    layout->addLayout(buttons);
    resize(px(size::accountDialogWidth), px(size::accountDialogHeight));

    connect(m_test, &QPushButton::clicked, this, &AccountDialog::test);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        if (m_steps->currentIndex() == 0) {
            choose(m_list->currentId());
        } else {
            keep();
        }
    });
    connect(&m_accounts, &AccountServices::testProgressed, this, [this](int asked, int all) {
        if (m_isTesting) {
            m_progress->setText(tr("Asking report %1 of %2…").arg(asked).arg(all));
        }
    });
    if (account.id == 0) {
        m_search->setFocus();
        changed();
    } else {
        m_nameIsOurs = false;
        choose(QString::fromStdString(account.provider));
    }
}

AccountDialog::~AccountDialog()
{
    forgetKeys();
}

void AccountDialog::buildChoice()
{
    auto *page = new QWidget{m_steps};
    auto *layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(px(space::s2));
    auto *what = wrapped(TextLabel::Tone::Normal, page);
    what->setText(tr("Whose bill is to be read? Nothing is sent before you test or add the account."));
    m_search = new QLineEdit{page};
    m_search->setPlaceholderText(tr("Find a provider"));
    m_search->setAccessibleName(tr("Find a provider"));
    m_search->setClearButtonEnabled(true);
    m_list = new ProviderList{page};
    m_list->setAccessibleName(tr("Providers"));
    for (const ProviderApi &api : providerApis()) {
        m_list->addChoice(textOf(api.id), textOf(api.name), AccountRules::line(api));
    }
    m_list->find({});
    layout->addWidget(what);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    m_steps->addWidget(page);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_list->find(words);
        changed();
    });
    connect(m_list, &ProviderList::chosen, this, &AccountDialog::choose);
}

void AccountDialog::buildForm()
{
    m_scroll = new QScrollArea{m_steps};
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget{m_scroll};
    m_scroll->setWidget(page);
    auto *layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, px(space::s3), 0);
    layout->setSpacing(px(space::s3));

    auto *head = new QHBoxLayout;
    m_provider = new TextLabel{Theme::Role::Title, TextLabel::Tone::Strong, page};
    m_change = new LinkButton{tr("Choose another one"), page};
    m_change->setAccessibleName(m_change->text());
    head->addWidget(m_provider, 1);
    head->addWidget(m_change);
    layout->addLayout(head);
    m_need = wrapped(TextLabel::Tone::Normal, page);
    layout->addWidget(m_need);

    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(px(space::s4));
    m_form->setVerticalSpacing(px(space::s2));
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = new QLineEdit{page};
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(MostNameLength);
    m_place = new QComboBox{page};
    m_place->setAccessibleName(tr("Where the key is kept"));
    m_place->addItems({tr("In the desktop's secret store"), tr("In a variable of the environment"), tr("In a file that only you can read")});
    m_placeNote = wrapped(TextLabel::Tone::Normal, page);
    m_base = new QLineEdit{page};
    m_base->setAccessibleName(tr("Address"));
    m_base->setPlaceholderText(tr("the provider's own"));
    m_base->setToolTip(tr("Of a gateway that stands in its place; usually empty."));
    m_form->addRow(tr("Name"), m_name);
    m_form->addRow(tr("Key is kept"), m_place);
    m_form->addRow(QString{}, m_placeNote);
    m_form->addRow(tr("Address"), m_base);
    layout->addLayout(m_form);

    m_open = new NoteBox{page};
    m_openBox = new QCheckBox{tr("Send the key unencrypted all the same"), page};
    m_charged = new NoteBox{page};
    m_chargedBox = new QCheckBox{tr("Ask all the same, and let the provider charge for it"), page};
    layout->addWidget(m_open);
    layout->addWidget(m_openBox);
    layout->addWidget(m_charged);
    layout->addWidget(m_chargedBox);
    m_notes = wrapped(TextLabel::Tone::Faint, page);
    layout->addWidget(m_notes);
    m_progress = wrapped(TextLabel::Tone::Normal, page);
    layout->addWidget(m_progress);
    m_answersHolder = new QWidget{page};
    m_answersLayout = new QVBoxLayout{m_answersHolder};
    m_answersLayout->setContentsMargins(0, 0, 0, 0);
    m_answersLayout->setSpacing(px(space::s2));
    layout->addWidget(m_answersHolder);
    layout->addStretch(1);
    m_steps->addWidget(m_scroll);

    connect(m_change, &LinkButton::clicked, this, [this] {
        m_accounts.cancelTest();
        forgetKeys();
        m_steps->setCurrentIndex(0);
        m_search->setFocus();
        changed();
    });
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameIsOurs = false; });
    for (QLineEdit *edit : {m_name, m_base}) {
        connect(edit, &QLineEdit::textChanged, this, &AccountDialog::changed);
    }
    connect(m_place, &QComboBox::currentIndexChanged, this, [this] {
        showPlace();
        changed();
    });
    for (QCheckBox *box : {m_openBox, m_chargedBox}) {
        connect(box, &QCheckBox::toggled, this, &AccountDialog::changed);
    }
}

void AccountDialog::choose(const QString &provider)
{
    const ProviderApi *api = providerApiById(provider.toStdString());
    if (api == nullptr) {
        return;
    }
    m_api = api;
    fillForm();
    m_steps->setCurrentIndex(1);
    changed();
    QLineEdit *first = m_fields.empty() ? m_name : m_fields.front().edit;
    first->setFocus();
}

void AccountDialog::fillForm()
{
    for (const Field &field : m_fields) {
        m_form->removeRow(field.edit);
    }
    m_fields.clear();
    clearAnswers();
    m_provider->setText(textOf(m_api->name));
    m_change->setVisible(m_before.id == 0);
    QString need = ProviderText::need(m_api->need);
    if (!m_api->keyPage.empty()) {
        need += QLatin1Char('\n') + tr("It is made at %1").arg(textOf(m_api->keyPage));
        need += m_api->keyHint.empty() ? QString{} : QStringLiteral(" (%1)").arg(textOf(m_api->keyHint));
    }
    m_need->setText(need);
    if (m_nameIsOurs) {
        QString name = textOf(m_api->name);
        for (int number = 2; m_taken.contains(name); ++number) {
            name = QStringLiteral("%1 %2").arg(textOf(m_api->name)).arg(number);
        }
        m_name->setText(name);
    } else {
        m_name->setText(QString::fromStdString(m_before.name));
    }
    m_variables = m_before.variables;
    int row = 1;
    for (const KeyField &key : m_api->fields) {
        auto *edit = new QLineEdit{m_scroll->widget()};
        edit->setMaxLength(MostKeyLength);
        const QString label = AccountRules::fieldName(std::string{key.id});
        edit->setAccessibleName(label);
        edit->setObjectName(textOf(key.id));
        if (!key.isSecret) {
            edit->setText(QString::fromStdString(valueNamed(m_before.fields, key.id)));
            edit->setPlaceholderText(key.isOptional ? tr("%1, if need be").arg(textOf(key.example)) : textOf(key.example));
        }
        m_form->insertRow(row++, label, edit);
        m_fields.push_back({&key, edit});
        connect(edit, &QLineEdit::textChanged, this, &AccountDialog::changed);
    }
    m_base->setText(QString::fromStdString(m_before.base));
    m_form->setRowVisible(m_base, !AccountRules::hasBaseField(*m_api));
    m_place->setCurrentIndex(int(std::find(KeyPlaces.begin(), KeyPlaces.end(), m_before.keyPlace) - KeyPlaces.begin()));
    m_chargedBox->setChecked(m_before.id != 0);
    m_openBox->setChecked(m_before.id != 0);
    m_charged->setNote(Tone::Warning, m_api->callsCostMoney ? tr("%1 charges for each call of this interface. Each sync asks it several times.").arg(textOf(m_api->name)) : QString{});
    m_chargedBox->setVisible(m_api->callsCostMoney);
    m_notes->setText(AccountRules::notes(*m_api));
    showPlace();
    QWidget *before = m_name;
    for (const Field &field : m_fields) {
        setTabOrder(before, field.edit);
        before = field.edit;
    }
    for (QWidget *next : std::initializer_list<QWidget *>{m_place, m_base, m_openBox, m_chargedBox, m_test, m_cancel, m_accept}) {
        setTabOrder(before, next);
        before = next;
    }
}

KeyPlace AccountDialog::place() const
{
    return KeyPlaces[std::size_t(std::max(0, m_place->currentIndex()))];
}

/// A known account's key lies somewhere already, unless it is to be kept elsewhere than in the variables it is in.
bool AccountDialog::hasKey() const
{
    return m_before.id != 0 && m_before.keyPlace != KeyPlace::Environment;
}

void AccountDialog::showPlace()
{
    const bool isVariable = place() == KeyPlace::Environment;
    for (const Field &field : m_fields) {
        if (!field.key->isSecret) {
            continue;
        }
        const std::string id{field.key->id};
        const bool wasVariable = field.edit->echoMode() == QLineEdit::Normal;
        if (isVariable != wasVariable || field.edit->placeholderText().isEmpty()) {
            field.edit->clear(); // a key must not be shown, nor a name be taken for a key
            field.edit->setEchoMode(isVariable ? QLineEdit::Normal : QLineEdit::Password);
            field.edit->setInputMethodHints(isVariable ? Qt::ImhNoPredictiveText : Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
            if (isVariable) {
                const std::string known = valueNamed(m_variables, id);
                field.edit->setText(!known.empty() ? QString::fromStdString(known) : field.key->isOptional ? QString{} : AccountRules::variableFor(*m_api, id));
            }
        }
        field.edit->setPlaceholderText(isVariable      ? AccountRules::variableFor(*m_api, id)
                                       : hasKey()      ? tr("as it is kept; enter a new one to change it")
                                       : field.key->isOptional ? tr("%1, if need be").arg(textOf(field.key->example))
                                                               : textOf(field.key->example));
    }
    switch (place()) {
    case KeyPlace::Keyring:
        m_placeNote->setText(tr("Encrypted, and opened when you log in."));
        break;
    case KeyPlace::Environment:
        m_placeNote->setText(tr("Enter the variable's name, not the key. It must be set where Tokenmeter is started."));
        break;
    case KeyPlace::File:
        m_placeNote->setText(tr("Not encrypted: every program that runs as you can read it. Better than nothing where there is no secret store."));
        break;
    }
}

AccountDraft AccountDialog::draft() const
{
    AccountDraft draft;
    draft.account = m_before;
    draft.account.provider = m_api->id;
    draft.account.name = m_name->text().trimmed().toStdString();
    draft.account.base = AccountRules::hasBaseField(*m_api) ? std::string{} : m_base->text().trimmed().toStdString();
    draft.account.keyPlace = place();
    draft.account.fields.clear();
    draft.account.variables.clear();
    for (const Field &field : m_fields) {
        const std::string value = field.edit->text().trimmed().toStdString();
        if (value.empty()) {
            continue;
        }
        const std::string id{field.key->id};
        if (!field.key->isSecret) {
            draft.account.fields.emplace_back(id, value);
        } else if (place() == KeyPlace::Environment) {
            draft.account.variables.emplace_back(id, value);
        } else {
            draft.secrets.set(id, value);
        }
    }
    return draft;
}

QString AccountDialog::refusal() const
{
    if (m_api == nullptr) {
        return {};
    }
    const AccountDraft entered = draft();
    if (const QString why = AccountRules::refusal(*m_api, entered, hasKey(), m_taken); !why.isEmpty()) {
        return why;
    }
    if (!AccountRules::openHost(entered).isEmpty() && !m_openBox->isChecked()) {
        return tr("Use an address that begins with https, or allow the unencrypted one.");
    }
    if (m_api->callsCostMoney && !m_chargedBox->isChecked()) {
        return tr("Say first that the calls may be charged.");
    }
    return {};
}

void AccountDialog::changed()
{
    const bool isChoice = m_steps->currentIndex() == 0;
    m_test->setVisible(!isChoice);
    m_accept->setText(isChoice ? tr("Next") : m_before.id == 0 ? tr("Add account") : tr("Save"));
    if (isChoice) {
        m_accept->setEnabled(!m_list->currentId().isEmpty());
        m_hint->setText(m_list->currentId().isEmpty() ? tr("No provider fits these words.") : QString{});
        return;
    }
    const QString host = AccountRules::openHost(draft());
    m_open->setNote(Tone::Warning, host.isEmpty() ? QString{} : tr("The key would travel unencrypted to %1, for everyone on the way to read.").arg(host));
    m_openBox->setVisible(!host.isEmpty());
    const QString why = refusal();
    m_hint->setText(why);
    m_accept->setToolTip(why);
    m_test->setToolTip(why);
    if (!m_isTesting) {
        clearAnswers(); // they are of another key
    }
    showBusy();
}

void AccountDialog::showBusy()
{
    const bool isFine = m_steps->currentIndex() == 1 && refusal().isEmpty();
    m_test->setText(m_isTesting ? tr("Stop the test") : tr("Test"));
    m_test->setEnabled(m_isTesting || (isFine && !m_isKeeping));
    m_accept->setEnabled(isFine && !m_isKeeping && !m_isTesting);
    m_progress->setVisible(m_isTesting || m_isKeeping);
}

void AccountDialog::test()
{
    if (m_isTesting) {
        m_accounts.cancelTest();
        return;
    }
    clearAnswers();
    m_isTesting = true;
    m_progress->setText(tr("Asking…"));
    showBusy();
    m_testAnswer.await(this, m_accounts.test(draft()), [this](const Result<std::vector<KeyAnswer>> &answers) {
        m_isTesting = false;
        showBusy();
        showAnswers(answers);
    });
}

void AccountDialog::showAnswers(const Result<std::vector<KeyAnswer>> &answers)
{
    if (!answers) {
        addAnswer(false, false, ProblemText::sentence(answers.problem()));
        return;
    }
    std::size_t asked = 0;
    for (const ApiReport &report : m_api->reports) {
        const auto answer = std::find_if(answers->begin(), answers->end(), [&](const KeyAnswer &each) { return each.report == report.id; });
        if (answer == answers->end()) {
            continue;
        }
        ++asked;
        addAnswer(!answer->problem, answer->rows == 0, AccountRules::answer(report, *answer));
    }
    if (asked < m_api->reports.size()) {
        m_progress->setText(tr("The others were not asked after that."));
        m_progress->show();
    }
    QMetaObject::invokeMethod(this, [this] { m_scroll->ensureWidgetVisible(m_answersHolder); }, Qt::QueuedConnection);
}

void AccountDialog::addAnswer(bool isFine, bool isNothing, const QString &words)
{
    auto *row = new QWidget{m_answersHolder};
    auto *layout = new QHBoxLayout{row};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(px(space::s3));
    auto *pill = new Pill{row};
    const QString state = !isFine ? tr("Cannot see") : isNothing ? tr("Can see, empty") : tr("Can see");
    pill->setState(!isFine ? Tone::Negative : isNothing ? Tone::Neutral : Tone::Positive, state);
    auto *text = wrapped(TextLabel::Tone::Strong, row);
    text->setText(words);
    layout->addWidget(pill, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    m_answersLayout->addWidget(row);
    m_answers << state + QStringLiteral(": ") + words;
}

void AccountDialog::clearAnswers()
{
    m_answers.clear();
    m_progress->clear();
    while (QLayoutItem *item = m_answersLayout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

void AccountDialog::keep()
{
    if (!refusal().isEmpty() || m_isKeeping || m_isTesting) {
        return;
    }
    m_isKeeping = true;
    m_progress->setText(tr("Keeping the key…"));
    showBusy();
    whenAnswered(this, m_accounts.keep(draft()), [this](const Result<BillingAccount> &stored) {
        m_isKeeping = false;
        showBusy();
        if (stored) {
            Q_EMIT kept(*stored);
            accept();
        } else {
            m_hint->setText(ProblemText::sentence(stored.problem())); // what was entered stays
        }
    });
}

void AccountDialog::forgetKeys()
{
    for (const Field &field : m_fields) {
        if (field.key->isSecret) {
            field.edit->clear();
        }
    }
}

void AccountDialog::done(int result)
{
    if (m_isTesting) {
        m_accounts.cancelTest();
    }
    forgetKeys();
    QDialog::done(result);
}

void AccountDialog::keyPressEvent(QKeyEvent *event)
{
    // From the search line into the list, without leaving the line.
    if (m_steps->currentIndex() == 0 && m_search->hasFocus() && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)) {
        m_list->setFocus(Qt::TabFocusReason);
        return;
    }
    QDialog::keyPressEvent(event);
}

QLineEdit *AccountDialog::field(const char *id) const
{
    for (const Field &field : m_fields) {
        if (field.key->id == id) {
            return field.edit;
        }
    }
    return nullptr;
}

QString AccountDialog::hint() const
{
    return m_hint->text();
}

QString AccountDialog::notes() const
{
    return m_notes->text();
}

QStringList AccountDialog::answers() const
{
    return m_answers;
}

} // namespace tokenmeter
