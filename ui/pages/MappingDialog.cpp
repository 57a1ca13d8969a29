// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/MappingDialog.h"

#include "format/ProblemText.h"
#include "pages/MappingFields.h"
#include "pages/MappingTable.h"
#include "pages/MappingText.h"
#include "shell/Surface.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/NoteBox.h"
#include "widgets/Pill.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>

namespace tokenmeter
{
namespace
{

constexpr int MostMappingNameLetters = 64;
constexpr int MappingRestMs = 150; ///< after the last change, before it is tried
constexpr int RowsPart = 59; ///< of the width, in per cent, until the fields are as wide as they need
constexpr int FieldsPart = 41;

/// A name to begin with: the file's, without what a name of a profile cannot have.
QString suggestedMappingName(const QString &file)
{
    QString name = QFileInfo{file}.baseName();
    for (QChar &c : name) {
        if (!isProfileName(QStringLiteral("a%1a").arg(c).toStdString())) {
            c = u'-';
        }
    }
    name = name.left(MostMappingNameLetters / 2).trimmed();
    return isProfileName(name.toStdString()) ? name : QString{};
}

} // namespace

MappingDialog::MappingDialog(WindowServices &services, const QString &file, QWidget *parent) : QDialog{parent}, m_services{services}, m_file{file}
{
    setWindowTitle(tr("Import with a mapping"));
    build();
    m_rest.setSingleShot(true);
    m_rest.setInterval(MappingRestMs);
    connect(&m_rest, &QTimer::timeout, this, &MappingDialog::tryOn);
    showState();
    whenAnswered(this, m_services.mappings().open(file), [this](const Result<MappingServices::Opened> &answer) { opened(answer); });
}

MappingDialog::~MappingDialog() = default;

void MappingDialog::build()
{
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(px(space::s5), px(space::s4), px(space::s5), px(space::s4));
    column->setSpacing(px(space::s3));

    auto *head = new QHBoxLayout;
    head->setSpacing(px(space::s3));
    auto *titles = new QVBoxLayout;
    titles->setSpacing(0);
    m_title = new TextLabel{visibleText(QFileInfo{m_file}.fileName()), Theme::Role::Title, TextLabel::Tone::Strong, this};
    m_title->setElideMode(Qt::ElideMiddle);
    m_facts = new TextLabel{tr("Reading…"), Theme::Role::Small, TextLabel::Tone::Normal, this};
    titles->addWidget(m_title);
    titles->addWidget(m_facts);
    head->addLayout(titles, 1);
    auto *startLabel = new TextLabel{tr("Begin with"), Theme::Role::Label, TextLabel::Tone::Normal, this};
    m_start = new QComboBox{this};
    m_start->setAccessibleName(tr("Begin with"));
    m_start->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_start->setFixedWidth(px(size::settingsField));
    m_start->setEnabled(false);
    head->addWidget(startLabel);
    head->addWidget(m_start);
    column->addLayout(head);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(px(space::s4));
    auto *left = new Surface{this};
    auto *leftColumn = new QVBoxLayout{left};
    const int edge = int(size::hairline);
    leftColumn->setContentsMargins(edge, edge, edge, edge);
    leftColumn->setSpacing(0);
    m_oddity = new NoteBox{left};
    m_table = new MappingTable{left};
    m_empty = new EmptyState{left};
    m_oddity->hide();
    m_empty->hide();
    leftColumn->addWidget(m_table, 1);
    leftColumn->addWidget(m_empty, 1);
    leftColumn->addWidget(m_oddity);
    middle->addWidget(left, RowsPart);
    m_fields = new MappingFields{this};
    m_fields->setMinimumWidth(px(size::panelButtonWidth));
    m_fields->setMaximumWidth(px(size::inspector));
    middle->addWidget(m_fields, FieldsPart);
    column->addLayout(middle, 1);

    column->addWidget(new Divider{Divider::Strength::Strong, this});
    auto *result = new QHBoxLayout;
    result->setSpacing(px(space::s3));
    m_state = new Pill{this};
    m_summary = new TextLabel{Theme::Role::Label, TextLabel::Tone::Strong, this};
    m_skip = new QCheckBox{this};
    result->addWidget(m_state);
    result->addWidget(m_summary, 1);
    result->addWidget(m_skip);
    column->addLayout(result);
    m_hint = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_hint->setMinimumHeight(QFontMetrics{Theme::current().font(Theme::Role::Small)}.height());
    column->addWidget(m_hint);

    auto *foot = new QHBoxLayout;
    foot->setSpacing(px(space::s3));
    foot->addWidget(new TextLabel{tr("Name of the mapping"), Theme::Role::Label, TextLabel::Tone::Normal, this});
    m_name = new QLineEdit{this};
    m_name->setAccessibleName(tr("Name of the mapping"));
    m_name->setMaxLength(MostMappingNameLetters);
    m_name->setFixedWidth(px(size::settingsField));
    foot->addWidget(m_name);
    foot->addStretch();
    auto *cancel = new QPushButton{tr("Cancel"), this};
    m_save = new QPushButton{tr("Save"), this};
    m_import = new QPushButton{tr("Save and import"), this};
    m_import->setDefault(true);
    cancel->setAutoDefault(false);
    m_save->setAutoDefault(false);
    for (QPushButton *button : {cancel, m_save, m_import}) {
        foot->addWidget(button);
    }
    column->addLayout(foot);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] { keep(false); });
    connect(m_import, &QPushButton::clicked, this, [this] { keep(true); });
    connect(m_start, &QComboBox::activated, this, &MappingDialog::startWith);
    connect(m_oddity, &NoteBox::activated, this, [this] { m_fields->headerField()->setCurrentIndex(0); });
    connect(m_fields, &MappingFields::changed, this, &MappingDialog::edited);
    connect(m_name, &QLineEdit::textChanged, this, &MappingDialog::showState);
    connect(m_skip, &QCheckBox::toggled, this, &MappingDialog::showState);
    // Both halves as wide as what they hold elsewhere: a dialog, and an inspector.
    resize(px(size::dialogWidth) + px(size::inspector) + px(space::s6) + px(space::s1), px(size::accountDialogHeight) + px(space::s5));
    setMinimumSize(px(size::dialogWidth) + px(size::settingsList), px(size::popupWidth));
}

bool MappingDialog::isBusy() const
{
    return m_opening || m_keeping || m_rest.isActive() || m_answer.isPending();
}

QString MappingDialog::summary() const
{
    return m_summary->text();
}

QString MappingDialog::hint() const
{
    return m_hint->text();
}

void MappingDialog::opened(const Result<MappingServices::Opened> &answer)
{
    m_opening = false;
    if (!answer) {
        m_failure = answer.problem();
        m_facts->setText({});
        m_table->hide();
        m_empty->show();
        m_empty->setTexts(tr("This file cannot be mapped."), ProblemText::sentence(answer.problem()));
        m_fields->setEnabled(false);
        m_name->setEnabled(false);
        showState();
        return;
    }
    m_head = answer->head;
    m_starts = answer->start;
    m_start->addItem(tr("names of the columns"));
    for (std::size_t i = 0; i < m_starts.shelved.size(); ++i) {
        const QString name = visibleText(m_starts.shelved[i]);
        m_start->addItem(i < m_starts.fitting ? tr("%1 (fits)", "a mapping whose columns are in the file").arg(name) : name);
    }
    m_start->setEnabled(m_start->count() > 1);
    m_start->setToolTip(m_start->isEnabled() ? QString{} : tr("No mapping is kept yet."));
    const std::string path = QFileInfo{m_file}.canonicalFilePath().toStdString();
    const auto known = m_services.ask(QStringLiteral("mapping.file"), [path](WindowServices::Reading reading) -> Result<std::int32_t> {
        const Result<std::optional<FileState>> file = reading.reader.file(path);
        return file ? Result<std::int32_t>{*file ? std::abs((*file)->parserVersion) : 0} : Result<std::int32_t>{file.problem()};
    });
    whenAnswered(this, known, [this](const Result<std::int32_t> &version) {
        m_readAs = version ? *version : 0;
        showNote();
    });
    m_name->setText(suggestedMappingName(m_file));
    if (m_starts.fitting > 0) { // the user has said before how such a file is read
        m_start->setCurrentIndex(1);
        startWith(1);
        return;
    }
    begin(m_starts.proposal);
}

void MappingDialog::startWith(int choice)
{
    if (choice == 0) {
        begin(m_starts.proposal);
        return;
    }
    const QString name = QString::fromStdString(m_starts.shelved[std::size_t(choice - 1)]);
    m_opening = true;
    whenAnswered(this, m_services.mappings().profile(name), [this](const Result<Profile> &profile) {
        m_opening = false;
        if (!profile) {
            m_failure = profile.problem();
            begin(m_starts.proposal);
            return;
        }
        m_name->setText(QString::fromStdString(profile->name));
        begin(*profile);
    });
}

void MappingDialog::begin(const Profile &profile)
{
    m_fields->setProfile(profile);
    m_skip->setChecked(profile.skipsBadRows);
    tryOn();
}

void MappingDialog::edited()
{
    m_failure.reset();
    m_rest.start();
    showState();
}

void MappingDialog::tryOn()
{
    if (!m_head) {
        return;
    }
    m_rest.stop();
    m_edited = m_fields->profile();
    m_edited->skipsBadRows = m_skip->isChecked();
    m_answer.await(this, m_services.mappings().tryOn(*m_edited, m_head), [this](const Result<MappingTrial> &trial) {
        if (trial) {
            m_trial = *trial;
            showTrial();
        }
    });
    showState();
}

void MappingDialog::showTrial()
{
    const QString trouble = MappingText::trouble(m_trial->table.trouble, m_head->isWhole);
    m_facts->setText(MappingText::file(*m_head, *m_edited, m_trial->table));
    m_table->setVisible(trouble.isEmpty() || !m_trial->table.rows.empty());
    m_empty->setVisible(!m_table->isVisibleTo(this));
    m_empty->setTexts(tr("This file cannot be mapped."), trouble);
    m_table->setTrial(*m_trial, *m_edited);
    showNote();
    m_fields->setTrial(*m_trial, *m_head);
    showState();
}

void MappingDialog::showNote()
{
    if (!m_trial || !m_edited) {
        return;
    }
    const bool wasReadOtherwise = m_readAs != 0 && !m_trial->missing && !isMappingVersion(*m_edited, m_readAs);
    const bool mayNumber = m_trial->table.looksHeaderless && !wasReadOtherwise;
    m_oddity->setNote(Tone::Warning, wasReadOtherwise ? tr("This file was read before, and not with this mapping.") : MappingText::oddity(m_trial->table),
                      wasReadOtherwise ? tr("What it gave then goes when it is imported with this one. Tags, exclusions and notes stay with the row they are about.") : QString{},
                      mayNumber ? tr("Number the columns") : QString{});
}

bool MappingDialog::hasName() const
{
    return isProfileName(m_name->text().trimmed().toStdString());
}

bool MappingDialog::isGreen() const
{
    return m_trial && !isBusy() && !m_trial->missing && m_trial->preview.problems.empty() && m_trial->table.trouble == HeadTrouble::None
        && m_trial->read > 0 && (m_trial->leftOut == 0 || m_skip->isChecked()) && MappingText::otherCurrency(*m_trial, *m_edited).isEmpty();
}

void MappingDialog::showState()
{
    const bool isReady = m_trial.has_value() && m_head;
    const std::int64_t leftOut = isReady ? m_trial->leftOut : 0;
    // Rows behind those that are shown may be such as well.
    const bool isAllShown = isReady && m_head->isWhole && m_trial->table.end >= std::int64_t(m_head->text.size());
    m_skip->setVisible(isReady && (leftOut > 0 || !isAllShown));
    m_skip->setText(tr("Leave out what cannot be read"));
    m_summary->setText(isReady ? MappingText::summary(*m_trial) : QString{});
    QString hint;
    if (m_failure) {
        hint = ProblemText::full(*m_failure);
    } else if (isReady) {
        const QString trouble = MappingText::trouble(m_trial->table.trouble, m_head->isWhole);
        const QString missing = MappingText::missing(*m_trial);
        const QString currency = m_edited ? MappingText::otherCurrency(*m_trial, *m_edited) : QString{};
        const std::string name = m_name->text().trimmed().toStdString();
        const bool isTaken = std::find(m_starts.shelved.begin(), m_starts.shelved.end(), name) != m_starts.shelved.end();
        hint = !trouble.isEmpty()         ? trouble
            : !missing.isEmpty()          ? missing
            : !currency.isEmpty()         ? currency
            : leftOut > 0                 ? MappingText::leftOut(*m_trial)
            : m_trial->read == 0          ? tr("No row is read. Choose other columns.")
            : m_name->text().isEmpty()    ? tr("Give the mapping a name: the next file like this is read with it, here and on the command line.")
            : !hasName()                  ? tr("A name has letters, digits, blanks, dots, hyphens and underscores, and does not begin with a dot.")
            : isTaken                     ? tr("A mapping of this name is kept already, and is replaced.")
                                          : tr("Kept as “%1”. On the command line: %2").arg(m_name->text().trimmed(), MappingText::command(m_name->text().trimmed()));
    }
    m_hint->setText(hint);
    const bool canSave = isReady && !isBusy() && !m_trial->missing && hasName();
    const bool green = isGreen();
    m_state->setVisible(isReady || m_failure);
    if (m_failure) {
        m_state->setState(Tone::Negative, tr("Failed"));
    } else if (green) {
        m_state->setState(Tone::Positive, tr("Ready"));
    } else if (isReady && leftOut > 0 && !m_trial->missing) {
        m_state->setState(Tone::Warning, tr("%n row(s) left out", nullptr, int(leftOut)));
    } else {
        m_state->setState(Tone::Warning, tr("Not ready"));
    }
    m_save->setEnabled(canSave);
    m_import->setEnabled(green && hasName());
    m_save->setToolTip(canSave ? QString{} : hint);
    m_import->setToolTip(m_import->isEnabled() ? QString{} : hint);
}

void MappingDialog::keep(bool andImport)
{
    Profile profile = m_fields->profile();
    profile.name = m_name->text().trimmed().toStdString();
    profile.skipsBadRows = m_skip->isChecked();
    m_keeping = true;
    showState();
    whenAnswered(this, m_services.mappings().keep(profile), [this, andImport, name = QString::fromStdString(profile.name)](const Result<Done> &kept) {
        m_keeping = false;
        if (!kept) {
            m_failure = kept.problem();
            showState();
            return;
        }
        if (andImport) {
            Q_EMIT importWanted(name, m_file);
        }
        Q_EMIT saved(name); // behind it: the look that follows is not the import that the user waits for
        accept();
    });
}

} // namespace tokenmeter
