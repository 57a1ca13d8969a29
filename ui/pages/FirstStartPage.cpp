// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/FirstStartPage.h"

#include "format/ByteText.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/PathText.h"
#include "format/SourceText.h"
#include "shell/Surface.h"
#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/LinkButton.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>

namespace tokenmeter
{

namespace
{

using Role = Theme::Role;
using Ink = TextLabel::Tone;

/// A row whose whole area toggles its check box.
class ToggleRow final : public QWidget
{
public:
    ToggleRow(QCheckBox *check, QWidget *parent) : QWidget{parent}, m_check{check} { m_check->setParent(this); }

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
            m_check->toggle();
        }
    }

private:
    QCheckBox *m_check;
};

class LockIcon final : public QWidget
{
public:
    explicit LockIcon(QWidget *parent) : QWidget{parent} { setFixedSize(px(size::iconList), px(size::icon)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter{this};
        icons::paint(painter, rect(), Icon::Lock, px(size::iconList), Theme::current().colours().text2);
    }
};

TextLabel *column(const QString &text, Ink tone, int width, QWidget *parent)
{
    auto *label = new TextLabel{text, Role::Body, tone, parent};
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setMinimumWidth(px(width));
    label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    return label;
}

int clamped(qint64 count)
{
    return int(std::clamp<qint64>(count, 0, INT_MAX));
}

/// Check box and two lines of text; what else the row has is added at the right.
QHBoxLayout *rowLine(QWidget *row, QCheckBox *check, QWidget *name, QWidget *note)
{
    auto *names = new QVBoxLayout;
    names->setSpacing(px(space::s1) / 2);
    names->addStretch();
    names->addWidget(name);
    names->addWidget(note);
    names->addStretch();
    auto *line = new QHBoxLayout{row};
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(px(space::s3));
    line->addWidget(check);
    line->addLayout(names, 1);
    row->setFixedHeight(px(size::firstStartRow) - int(size::hairline));
    return line;
}

} // namespace

FirstStartPage::FirstStartPage(QWidget *parent) : QScrollArea{parent}
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    auto *page = new QWidget;
    page->setAutoFillBackground(false);
    auto *content = new QWidget{page};
    content->setMaximumWidth(px(size::firstStartWidth));
    auto *centred = new QHBoxLayout{page};
    centred->setContentsMargins(px(size::pageMargin), px(size::firstStartTop), px(size::pageMargin), px(size::pageBottom));
    centred->addStretch(1);
    centred->addWidget(content, 1000);
    centred->addStretch(1);

    m_headline = new TextLabel{Role::Figure, Ink::Strong, content};
    m_headline->setWordWrap(true);
    m_explanation = new TextLabel{Role::Title, Ink::Normal, content};
    m_explanation->setWeight(QFont::Normal);
    m_explanation->setWordWrap(true);

    auto *panel = new Surface{content};
    panel->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // as high as its rows
    auto *panelColumn = new QVBoxLayout{panel};
    panelColumn->setContentsMargins(0, 0, 0, 0);
    panelColumn->setSpacing(0);
    auto *titleRow = new QHBoxLayout;
    titleRow->setContentsMargins(px(space::s6), px(space::s2), px(space::s6), 0);
    auto *title = new TextLabel{tr("Found on this computer"), Role::Title, Ink::Strong, panel};
    title->setFixedHeight(px(size::firstStartTitle) - px(space::s2));
    m_sum = new TextLabel{Role::Small, Ink::Faint, panel};
    titleRow->addWidget(title);
    titleRow->addStretch();
    titleRow->addWidget(m_sum);
    panelColumn->addLayout(titleRow);
    m_list = new QVBoxLayout;
    m_list->setContentsMargins(px(space::s6), 0, px(space::s6), 0);
    m_list->setSpacing(0);
    panelColumn->addLayout(m_list);
    panelColumn->addWidget(new Divider{Divider::Strength::Strong, panel});
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(px(space::s6), 0, px(space::s5), 0);
    m_promise = new TextLabel{tr("Logs are only read, never changed."), Role::Small, Ink::Faint, panel};
    m_import = new QPushButton{panel};
    m_import->setProperty("primary", true);
    m_import->setDefault(true);
    m_import->setAutoDefault(true);
    m_import->setFixedHeight(px(size::controlFirstStart));
    m_import->setMinimumWidth(px(size::firstStartButton));
    m_import->setFont(Theme::current().font(Role::Title));
    m_promise->setFixedHeight(px(size::firstStartFoot));
    foot->addWidget(m_promise, 1);
    foot->addWidget(m_import);
    panelColumn->addLayout(foot);

    auto *open = new PanelButton{Icon::Open, tr("Import a file or folder…"), tr("An export, a CSV, a backup. Ctrl+O"), content};
    auto *demo = new PanelButton{Icon::Demo, tr("Explore demo data"), tr("A separate ledger, clearly marked"), content};
    auto *doors = new QHBoxLayout;
    doors->setSpacing(px(size::cardGap));
    doors->addWidget(open);
    doors->addWidget(demo);

    auto *privacy = new QHBoxLayout;
    privacy->setSpacing(px(space::s2));
    auto *sentences = new QVBoxLayout;
    sentences->setSpacing(px(space::s1));
    sentences->addWidget(new TextLabel{tr("Nothing leaves this computer. Prompts and answers are never stored."), Role::Body,
                                       Ink::Normal, content});
    privacy->addWidget(new LockIcon{content}, 0, Qt::AlignTop);
    privacy->addLayout(sentences, 1);

    auto *rows = new QVBoxLayout{content};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_headline);
    rows->addSpacing(px(space::s2));
    rows->addWidget(m_explanation);
    rows->addSpacing(px(space::s8) + px(space::s2));
    rows->addWidget(panel);
    rows->addSpacing(px(space::s6));
    rows->addLayout(doors);
    rows->addSpacing(px(space::s6));
    rows->addLayout(privacy);
    rows->addStretch();
    setWidget(page);

    connect(m_import, &QPushButton::clicked, this, [this] { Q_EMIT importChosen(chosenFormats()); });
    connect(demo, &QAbstractButton::clicked, this, &FirstStartPage::demoChosen);
    connect(open, &QAbstractButton::clicked, this, [this, open] {
        QMenu menu;
        menu.addAction(tr("Files…"), this, &FirstStartPage::importFilesChosen);
        menu.addAction(tr("Folder…"), this, &FirstStartPage::importFolderChosen);
        menu.exec(open->mapToGlobal(QPoint{0, open->height()}));
    });
    setLooking();
}

void FirstStartPage::setLooking()
{
    clearRows();
    m_headline->setText(tr("Welcome."));
    m_explanation->setText(tr("Tokenmeter reads the usage logs that your tools write, prices every token\n"
                              "and keeps the result in a ledger of your own."));
    m_sum->setText(tr("Looking for usage logs…"));
    addCursorRow();
    updateImport();
}

void FirstStartPage::setFound(const std::vector<FoundSource> &found, const Zone &zone)
{
    clearRows();
    qint64 files = 0;
    qint64 bytes = 0;
    for (const FoundSource &source : found) {
        if (source.files > 0) {
            files += source.files;
            bytes += source.bytes;
            addRow(source, zone);
        }
    }
    if (m_rows.empty()) {
        m_headline->setText(tr("Welcome. No usage logs were found on this computer."));
        m_explanation->setText(tr("Tokenmeter reads the usage logs that coding tools write. Import an export or a folder\n"
                                  "from elsewhere, or look around in the demo data."));
        m_sum->setText(tr("Nothing found"));
    } else {
        m_headline->setText(tr("Welcome. Your spend is already on this computer."));
        m_sum->setText(tr("%1, %2, not read yet", "files and size").arg(tr("%Ln file(s)", nullptr, clamped(files)), ByteText::shortForm(bytes)));
    }
    addCursorRow();
    updateImport();
    if (m_import->isEnabled()) {
        m_import->setFocus(Qt::OtherFocusReason);
    }
}

void FirstStartPage::addRow(const FoundSource &source, const Zone &zone)
{
    auto *check = new QCheckBox;
    auto *row = new ToggleRow{check, widget()};
    const QString name = shownFormatName(source.name);
    const QString files = tr("%Ln file(s)", nullptr, clamped(source.files));
    const std::chrono::year_month_day oldest{zone.dayOf(source.oldest)};
    const QString since = tr("since %1 %2", "month and year")
                              .arg(DateText::monthShort(zone.dayOf(source.oldest)))
                              .arg(int(oldest.year()));
    check->setChecked(true);
    check->setAccessibleName(name);
    check->setAccessibleDescription(tr("%1, %2, %3", "files, size, since").arg(files, ByteText::shortForm(source.bytes), since));
    auto *nameLabel = new TextLabel{name, Role::Title, Ink::Strong, row};
    nameLabel->setWeight(QFont::Medium);
    auto *path = new TextLabel{shortPath(source.path), Role::Small, Ink::Faint, row};
    path->setElideMode(Qt::ElideMiddle);
    QHBoxLayout *line = rowLine(row, check, nameLabel, path);
    line->addWidget(column(files, Ink::Normal, size::firstStartFiles, row));
    line->addWidget(column(ByteText::shortForm(source.bytes), Ink::Normal, size::firstStartBytes - space::s3, row));
    line->addWidget(column(since, Ink::Faint, size::firstStartSince - space::s3, row));
    m_list->addWidget(new Divider{Divider::Strength::Faint, widget()});
    m_list->addWidget(row);
    m_rows.push_back({.formatId = source.formatId, .check = check});
    connect(check, &QCheckBox::toggled, this, [this, format = source.formatId](bool isChecked) {
        for (const Row &other : m_rows) { // a tool with several folders is read whole or not at all
            if (other.formatId == format) {
                other.check->setChecked(isChecked);
            }
        }
        updateImport();
    });
}

void FirstStartPage::addCursorRow()
{
    auto *row = new QWidget{widget()};
    auto *check = new QCheckBox{row};
    check->setEnabled(false);
    check->setAccessibleName(tr("Cursor"));
    check->setToolTip(tr("Cursor keeps no log on disk; export its usage as CSV from its dashboard."));
    auto *name = new TextLabel{tr("Cursor"), Role::Title, Ink::Normal, row};
    name->setWeight(QFont::Normal);
    auto *note = new TextLabel{tr("keeps no log on disk"), Role::Small, Ink::Faint, row};
    auto *csv = new LinkButton{tr("Import its CSV…"), row, Role::Label};
    rowLine(row, check, name, note)->addWidget(csv);
    m_list->addWidget(new Divider{Divider::Strength::Faint, widget()});
    m_list->addWidget(row);
    connect(csv, &LinkButton::clicked, this, &FirstStartPage::importFilesChosen);
}

void FirstStartPage::clearRows()
{
    m_rows.clear();
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QStringList FirstStartPage::chosenFormats() const
{
    QStringList formats;
    for (const Row &row : m_rows) {
        if (row.check->isChecked() && !formats.contains(row.formatId)) {
            formats << row.formatId;
        }
    }
    return formats;
}

void FirstStartPage::updateImport()
{
    const int count = int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.check->isChecked(); }));
    m_import->setText(count > 0 ? tr("Import %Ln source(s)", nullptr, count) : tr("Import"));
    m_import->setEnabled(count > 0);
    m_import->setToolTip(count > 0 ? QString{} : m_rows.empty() ? tr("No usage logs were found.") : tr("No source is chosen."));
}

} // namespace tokenmeter
