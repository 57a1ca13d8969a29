// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ProblemsDialog.h"

#include "charts/figures.h"
#include "format/ProblemText.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>

namespace tokenmeter
{

ProblemsDialog::ProblemsDialog(const QString &title, const std::vector<Problem> &problems, std::int64_t count, QWidget *parent)
    : QDialog{parent}, m_list{new QListWidget{this}}
{
    setWindowTitle(title);
    const auto whole = [](std::int64_t number) { return int(std::min<std::int64_t>(number, INT_MAX)); };
    const auto shown = std::int64_t(problems.size());
    QString words = tr("%Ln problem(s). Everything else was read.", nullptr, whole(std::max(count, shown)));
    if (count > shown) {
        words += QLatin1Char(' ') + tr("The first %Ln are listed.", nullptr, whole(shown));
    }
    auto *sentence = new TextLabel{words, Theme::Role::Body, TextLabel::Tone::Normal, this};
    sentence->setWordWrap(true);
    m_list->setAccessibleName(windowTitle());
    m_list->setWordWrap(true);
    for (const Problem &problem : problems) {
        auto *item = new QListWidgetItem{ProblemText::full(problem), m_list};
        item->setToolTip(plainToolTip(visibleText(problem.file)));
    }
    connect(m_list, &QListWidget::itemActivated, this, [this, problems](const QListWidgetItem *item) {
        const Problem &problem = problems[std::size_t(m_list->row(item))];
        if (!problem.file.empty()) {
            Q_EMIT openWanted(QString::fromStdString(problem.file), std::max<qint64>(0, problem.offset));
        }
    });
    auto *hint = new TextLabel{tr("A double click or Return opens the file there."), Theme::Role::Small, TextLabel::Tone::Faint, this};
    hint->setVisible(std::any_of(problems.begin(), problems.end(), [](const Problem &problem) { return !problem.file.empty(); }));
    auto *close = new QPushButton{tr("Close"), this};
    close->setAutoDefault(false); // Return belongs to the list
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *foot = new QHBoxLayout;
    foot->addWidget(hint, 1);
    foot->addWidget(close);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    column->setSpacing(px(space::s4));
    column->addWidget(sentence);
    column->addWidget(m_list, 1);
    column->addLayout(foot);
    resize(px(size::dialogWidth), px(size::popupWidth));
}

} // namespace tokenmeter
