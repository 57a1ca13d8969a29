// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/MappingFields.h"

#include "core/Currency.h"
#include "format/ProblemText.h"
#include "pages/ColumnField.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

using Ink = TextLabel::Tone;

constexpr int MostPatternLetters = 100;
constexpr int MostPassOverLetters = 200;
constexpr int MostHeaderRow = 10; ///< that is offered; a profile may have another
const QString OwnPattern = QStringLiteral("%");

QComboBox *plainCombo(const QString &name, const std::vector<std::pair<QString, QVariant>> &items, QWidget *parent)
{
    auto *box = new QComboBox{parent};
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(type::elidedCharacters);
    for (const auto &[label, value] : items) {
        box->addItem(label, value);
    }
    return box;
}

/// A value that is none of the items becomes one.
void chooseItem(QComboBox *box, const QVariant &value, const QString &label = {})
{
    int at = box->findData(value);
    if (at < 0) {
        box->addItem(label.isEmpty() ? visibleText(value.toString()) : label, value);
        at = box->count() - 1;
    }
    box->setCurrentIndex(at);
}

QComboBox *mappingZones(const QString &name, QWidget *parent)
{
    QComboBox *box = plainCombo(name, {{QStringLiteral("UTC"), QStringLiteral("UTC")}}, parent);
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        if (id.contains('/')) {
            box->addItem(QString::fromLatin1(id), QString::fromLatin1(id));
        }
    }
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    QObject::connect(box->lineEdit(), &QLineEdit::editingFinished, box, [box] {
        const int typed = box->findText(box->currentText(), Qt::MatchFixedString);
        box->setCurrentIndex(typed < 0 ? box->currentIndex() : typed);
        box->setEditText(box->itemText(box->currentIndex()));
    });
    return box;
}

QString charText(char c)
{
    return c == '\0' ? QString{} : QString{QLatin1Char(c)};
}

char charOf(const QString &text)
{
    return text.isEmpty() ? '\0' : text.front().toLatin1();
}

} // namespace

MappingFields::MappingFields(QWidget *parent) : QScrollArea{parent}
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    auto *content = new QWidget{this};
    content->setAutoFillBackground(false);
    m_column = new QVBoxLayout{content};
    m_column->setContentsMargins(0, 0, px(space::s3), 0);
    m_column->setSpacing(px(space::s2));
    buildTime();
    buildTokens();
    buildCost();
    buildRest();
    buildFile();
    m_column->addStretch();
    setWidget(content);
    setFocusPolicy(Qt::NoFocus); // its fields have the keyboard, and scroll it
    for (QComboBox *box : content->findChildren<QComboBox *>()) {
        box->setFocusPolicy(Qt::StrongFocus);
        box->installEventFilter(this);
    }
    arrange();
}

QGridLayout *MappingFields::beginGroup(const QString &title)
{
    if (m_group != nullptr) {
        m_column->addSpacing(px(space::s3));
    }
    m_column->addWidget(new TextLabel{title, Theme::Role::Title, Ink::Strong, this});
    m_group = new QGridLayout;
    m_group->setHorizontalSpacing(px(space::s3));
    m_group->setVerticalSpacing(px(space::s2));
    m_group->setColumnMinimumWidth(0, px(size::sentenceList) + px(space::s2));
    m_group->setColumnStretch(1, 1);
    m_column->addLayout(m_group);
    return m_group;
}

void MappingFields::addRow(const QString &name, QWidget *control)
{
    auto *label = new TextLabel{name, Theme::Role::Label, Ink::Normal, this};
    label->setMinimumHeight(px(size::control));
    const int row = m_group->rowCount();
    m_group->addWidget(label, row, 0, Qt::AlignTop);
    m_group->addWidget(control, row, 1);
    m_labels[control] = label;
}

void MappingFields::addColumn(ProfileColumn Profile::*column, bool mayBeConstant)
{
    auto *field = new ColumnField{MappingText::field(column), mayBeConstant, this};
    addRow(MappingText::field(column), field);
    m_fields.emplace_back(column, field);
    connect(field, &ColumnField::changed, this, &MappingFields::take);
}

void MappingFields::addQuestion(MappingText::Part part, std::optional<bool> Profile::*choice)
{
    QuestionRows rows;
    rows.choice = choice;
    rows.box = new QWidget{this};
    auto *column = new QVBoxLayout{rows.box};
    column->setContentsMargins(0, px(space::s1), 0, px(space::s1));
    column->setSpacing(px(space::s1));
    rows.question = new TextLabel{Theme::Role::Label, Ink::Strong, rows.box};
    rows.question->setWordWrap(true);
    rows.inside = new QRadioButton{rows.box};
    rows.beside = new QRadioButton{rows.box};
    rows.evidence = new TextLabel{Theme::Role::Small, Ink::Normal, rows.box};
    rows.evidence->setWordWrap(true);
    rows.group = new QButtonGroup{rows.box};
    rows.group->addButton(rows.inside, 1);
    rows.group->addButton(rows.beside, 0);
    for (QWidget *each : std::initializer_list<QWidget *>{rows.question, rows.inside, rows.beside, rows.evidence}) {
        column->addWidget(each);
    }
    connect(rows.group, &QButtonGroup::idClicked, this, &MappingFields::take);
    m_group->addWidget(rows.box, m_group->rowCount(), 0, 1, 2);
    m_questions[part] = rows;
}

void MappingFields::buildTime()
{
    beginGroup(tr("When and what"));
    addColumn(&Profile::timestamp);
    m_timeFormat = plainCombo(tr("How the time is written"),
                              {{tr("found by itself"), QStringLiteral("auto")},
                               {tr("2026-11-18T14:32:00Z"), QStringLiteral("rfc3339")},
                               {tr("a number since 1970"), QStringLiteral("epoch")},
                               {tr("18.11.2026 14:32"), QStringLiteral("%d.%m.%Y %H:%M")},
                               {tr("18/11/2026 14:32"), QStringLiteral("%d/%m/%Y %H:%M")},
                               {tr("11/18/2026 14:32"), QStringLiteral("%m/%d/%Y %H:%M")},
                               {tr("another pattern…"), OwnPattern}},
                              this);
    addRow(tr("Written as"), m_timeFormat);
    m_pattern = new QLineEdit{this};
    m_pattern->setAccessibleName(tr("Pattern of the time"));
    m_pattern->setMaxLength(MostPatternLetters);
    addRow(tr("Pattern"), m_pattern);
    m_zone = mappingZones(tr("Time zone of times without one"), this);
    addRow(tr("Time zone"), m_zone);
    addColumn(&Profile::model, true);
    addColumn(&Profile::provider, true);
    for (QComboBox *box : {m_timeFormat, m_zone}) {
        connect(box, &QComboBox::currentIndexChanged, this, &MappingFields::take);
    }
    connect(m_pattern, &QLineEdit::textChanged, this, &MappingFields::take);
}

void MappingFields::buildTokens()
{
    beginGroup(tr("Tokens"));
    addColumn(&Profile::input);
    addColumn(&Profile::cacheRead);
    addQuestion(MappingText::Part::CacheRead, &Profile::inputIncludesCacheRead);
    addColumn(&Profile::cacheWrite5m);
    addColumn(&Profile::cacheWrite1h);
    addQuestion(MappingText::Part::CacheWrite, &Profile::inputIncludesCacheWrite);
    addColumn(&Profile::output);
    addColumn(&Profile::reasoning);
    addQuestion(MappingText::Part::Reasoning, &Profile::outputIncludesReasoning);
    addColumn(&Profile::total);
    m_tokenUnit = plainCombo(tr("Unit of tokens"),
                             {{tr("single tokens"), qint64{1}}, {tr("thousands"), qint64{1000}}, {tr("millions"), qint64{1'000'000}}}, this);
    addRow(tr("Counted in"), m_tokenUnit);
    m_decimal = plainCombo(tr("How numbers are written"),
                           {{tr("1234.5, no groups"), QString{}}, {tr("1,234.5"), QStringLiteral(".")}, {tr("1.234,5"), QStringLiteral(",")}}, this);
    addRow(tr("Numbers"), m_decimal);
    for (QComboBox *box : {m_tokenUnit, m_decimal}) {
        connect(box, &QComboBox::currentIndexChanged, this, &MappingFields::take);
    }
}

void MappingFields::buildCost()
{
    beginGroup(tr("Cost"));
    addColumn(&Profile::cost);
    m_currency = plainCombo(tr("Currency of the cost"), {{tr("choose"), QString{}}}, this);
    for (const char *code : {"USD", "EUR", "CNY", "GBP", "JPY", "CHF", "INR", "KRW", "credits"}) {
        m_currency->addItem(QString::fromLatin1(code), QString::fromLatin1(code));
    }
    m_currency->setEditable(true);
    m_currency->setInsertPolicy(QComboBox::NoInsert);
    addRow(tr("Currency"), m_currency);
    m_costUnit = plainCombo(tr("Unit of the cost"),
                            {{tr("whole units"), QStringLiteral("1")}, {tr("hundredths (cents)"), QStringLiteral("0.01")},
                             {tr("thousandths"), QStringLiteral("0.001")}, {tr("millionths"), QStringLiteral("0.000001")}},
                            this);
    addRow(tr("Counted in"), m_costUnit);
    m_zeroCost = plainCombo(tr("What a cost of 0 means"), {{tr("not known"), false}, {tr("it was free"), true}}, this);
    addRow(tr("A cost of 0"), m_zeroCost);
    for (QComboBox *box : {m_currency, m_costUnit, m_zeroCost}) {
        connect(box, &QComboBox::currentIndexChanged, this, &MappingFields::take);
    }
    connect(m_currency->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        const QString typed = m_currency->currentText().trimmed();
        const int at = m_currency->findText(typed, Qt::MatchFixedString);
        if (at >= 0) {
            m_currency->setCurrentIndex(at);
        } else if (!Currency{typed.toUpper().toStdString()}.isNone()) {
            chooseItem(m_currency, typed.toUpper());
        } else {
            m_currency->setEditText(m_currency->itemText(m_currency->currentIndex()));
        }
    });
}

void MappingFields::buildRest()
{
    beginGroup(tr("Who and for what"));
    addColumn(&Profile::project, true);
    addColumn(&Profile::session, true);
    addColumn(&Profile::user, true);
    addColumn(&Profile::requests, true);
    addColumn(&Profile::stopReason);
    addColumn(&Profile::id);
    m_equal = plainCombo(tr("How a row is known again"),
                         {{tr("by all that is in it"), int(Profile::Dedup::RowHash)}, {tr("by its id"), int(Profile::Dedup::Id)}}, this);
    addRow(tr("Known again"), m_equal);
    connect(m_equal, &QComboBox::currentIndexChanged, this, &MappingFields::take);
}

void MappingFields::buildFile()
{
    beginGroup(tr("File"));
    m_kind = plainCombo(tr("Kind of file"),
                        {{tr("CSV"), int(Profile::Kind::Csv)}, {tr("Table with tabs"), int(Profile::Kind::Tsv)},
                         {tr("JSON lines"), int(Profile::Kind::Jsonl)}, {tr("JSON list"), int(Profile::Kind::Json)}},
                        this);
    addRow(tr("Kind"), m_kind);
    m_list = plainCombo(tr("Where the list is"), {{tr("the file is the list"), QString{}}}, this);
    addRow(tr("List"), m_list);
    m_delimiter = plainCombo(tr("What separates the columns"),
                             {{tr("found by itself"), QString{}}, {tr("comma ,"), QStringLiteral(",")}, {tr("semicolon ;"), QStringLiteral(";")},
                              {tr("bar |"), QStringLiteral("|")}, {tr("tab"), QStringLiteral("\t")}},
                             this);
    addRow(tr("Separated by"), m_delimiter);
    std::vector<std::pair<QString, QVariant>> headers{{tr("none, columns are numbered"), 0}};
    for (int row = 1; row <= MostHeaderRow; ++row) {
        headers.emplace_back(tr("row %1").arg(row), row);
    }
    m_header = plainCombo(tr("Row with the names"), headers, this);
    addRow(tr("Names in"), m_header);
    m_passOver = new QLineEdit{this};
    m_passOver->setAccessibleName(tr("Rows with this text in a cell are passed over"));
    m_passOver->setMaxLength(MostPassOverLetters);
    m_passOver->setToolTip(tr("Rows with this text in a cell are passed over, for example a line of totals."));
    addRow(tr("Pass over"), m_passOver);
    for (QComboBox *box : {m_kind, m_list, m_delimiter, m_header}) {
        connect(box, &QComboBox::currentIndexChanged, this, &MappingFields::take);
    }
    connect(m_passOver, &QLineEdit::textChanged, this, &MappingFields::take);
}

/// Who scrolls through the fields must not change what the pointer comes across.
bool MappingFields::eventFilter(QObject *watched, QEvent *event)
{
    const auto *box = qobject_cast<QComboBox *>(watched);
    if (box != nullptr && event->type() == QEvent::Wheel && !box->hasFocus()) {
        event->ignore();
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

ColumnField *MappingFields::field(ProfileColumn Profile::*column) const
{
    for (const auto &[member, each] : m_fields) {
        if (member == column) {
            return each;
        }
    }
    return nullptr;
}

QRadioButton *MappingFields::answer(MappingText::Part part, bool inside) const
{
    const QuestionRows &rows = m_questions.at(part);
    return inside ? rows.inside : rows.beside;
}

QWidget *MappingFields::questionBox(MappingText::Part part) const
{
    return m_questions.at(part).box;
}

void MappingFields::setProfile(const Profile &profile)
{
    m_filling = true;
    m_profile = profile;
    for (const auto &[member, each] : m_fields) {
        each->setValue(profile.*member);
    }
    const QString format = QString::fromStdString(profile.timeFormat);
    const bool isOwn = m_timeFormat->findData(format) < 0;
    m_timeFormat->setCurrentIndex(m_timeFormat->findData(isOwn ? OwnPattern : format));
    m_pattern->setText(isOwn ? format : QStringLiteral("%Y-%m-%d %H:%M:%S"));
    chooseItem(m_zone, QString::fromStdString(profile.zone));
    chooseItem(m_tokenUnit, qint64{profile.tokenScale}, tr("times %1").arg(profile.tokenScale));
    chooseItem(m_decimal, charText(profile.decimal));
    chooseItem(m_currency, QString::fromStdString(profile.currency));
    chooseItem(m_costUnit, QString::fromStdString(profile.costScale), tr("times %1").arg(QString::fromStdString(profile.costScale)));
    chooseItem(m_zeroCost, profile.zeroCostIsReal);
    chooseItem(m_equal, int(profile.dedup == Profile::Dedup::Id ? Profile::Dedup::Id : Profile::Dedup::RowHash));
    chooseItem(m_kind, int(profile.kind));
    chooseItem(m_list, QString::fromStdString(profile.recordsPath));
    chooseItem(m_delimiter, charText(profile.delimiter));
    chooseItem(m_header, profile.headerRow, tr("row %1").arg(profile.headerRow));
    m_passOver->setText(QString::fromStdString(profile.skipRowsMatching));
    for (auto &[part, rows] : m_questions) {
        const std::optional<bool> &choice = profile.*rows.choice;
        rows.group->setExclusive(false); // else none could be unchecked
        rows.inside->setChecked(choice && *choice);
        rows.beside->setChecked(choice && !*choice);
        rows.group->setExclusive(true);
    }
    m_filling = false;
    arrange();
}

void MappingFields::setTrial(const MappingTrial &trial, const FileHead &head)
{
    m_filling = true;
    for (const auto &[member, each] : m_fields) {
        each->setColumns(trial.table.columns);
    }
    if (m_profile.kind == Profile::Kind::Json && m_list->count() <= 2) {
        for (const std::string &path : listPaths(head.text)) {
            if (m_list->findData(QString::fromStdString(path)) < 0) {
                m_list->addItem(visibleText(path), QString::fromStdString(path));
            }
        }
    }
    const std::pair<MappingText::Part, const PartEvidence *> evidence[] = {{MappingText::Part::CacheRead, &trial.inclusion.cacheRead},
                                                                          {MappingText::Part::CacheWrite, &trial.inclusion.cacheWrite},
                                                                          {MappingText::Part::Reasoning, &trial.inclusion.reasoning}};
    for (const auto &[part, found] : evidence) {
        const MappingText::Question text = MappingText::question(part, *found);
        QuestionRows &rows = m_questions.at(part);
        rows.question->setText(text.question);
        rows.inside->setText(text.inside);
        rows.beside->setText(text.beside);
        rows.evidence->setText(text.evidence);
        rows.inside->setAccessibleName(text.question + u' ' + text.inside);
        rows.beside->setAccessibleName(text.question + u' ' + text.beside);
    }
    m_filling = false;
    arrange();
}

void MappingFields::take()
{
    if (m_filling) {
        return;
    }
    Profile &p = m_profile;
    for (const auto &[member, each] : m_fields) {
        p.*member = each->value();
    }
    const QString format = m_timeFormat->currentData().toString();
    p.timeFormat = (format == OwnPattern ? m_pattern->text() : format).toStdString();
    p.zone = m_zone->currentData().toString().toStdString();
    p.tokenScale = m_tokenUnit->currentData().toLongLong();
    p.decimal = charOf(m_decimal->currentData().toString());
    p.currency = m_currency->currentData().toString().toStdString();
    p.costScale = m_costUnit->currentData().toString().toStdString();
    p.zeroCostIsReal = m_zeroCost->currentData().toBool();
    const auto equal = Profile::Dedup(m_equal->currentData().toInt());
    p.dedup = equal == Profile::Dedup::RowHash && p.dedup == Profile::Dedup::None ? Profile::Dedup::None : equal;
    p.kind = Profile::Kind(m_kind->currentData().toInt());
    p.recordsPath = m_list->currentData().toString().toStdString();
    p.delimiter = charOf(m_delimiter->currentData().toString());
    p.headerRow = m_header->currentData().toInt();
    p.skipRowsMatching = m_passOver->text().toStdString();
    for (const auto &[part, rows] : m_questions) {
        const int answered = rows.group->checkedId();
        p.*rows.choice = answered < 0 ? std::nullopt : std::optional{answered == 1};
    }
    if (sender() == field(&Profile::id)) { // an id that was chosen is there to be used; without one there is none
        p.dedup = p.id.from.empty() ? Profile::Dedup::RowHash : Profile::Dedup::Id;
        const QSignalBlocker quiet{m_equal};
        chooseItem(m_equal, int(p.dedup));
    }
    arrange();
    Q_EMIT changed();
}

void MappingFields::arrange()
{
    const auto setShown = [this](QWidget *control, bool shown) {
        control->setVisible(shown);
        m_labels.at(control)->setVisible(shown);
    };
    const Profile &p = m_profile;
    const bool isTable = p.kind == Profile::Kind::Csv || p.kind == Profile::Kind::Tsv;
    setShown(m_pattern, m_timeFormat->currentData().toString() == OwnPattern);
    setShown(m_delimiter, p.kind == Profile::Kind::Csv);
    setShown(m_header, isTable);
    setShown(m_passOver, isTable);
    setShown(m_list, p.kind == Profile::Kind::Json);
    for (QWidget *each : std::initializer_list<QWidget *>{m_currency, m_costUnit, m_zeroCost}) {
        setShown(each, p.cost.isMapped());
    }
    setShown(m_equal, p.id.isMapped());
    const bool writes = p.cacheWrite5m.isMapped() || p.cacheWrite1h.isMapped();
    m_questions.at(MappingText::Part::CacheRead).box->setVisible(p.cacheRead.isMapped() && p.input.isMapped());
    m_questions.at(MappingText::Part::CacheWrite).box->setVisible(writes && p.input.isMapped());
    m_questions.at(MappingText::Part::Reasoning).box->setVisible(p.reasoning.isMapped());
}

} // namespace tokenmeter
