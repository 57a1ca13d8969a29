// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StatusBar.h"

#include "shell/TextLabel.h"
#include "shell/WindowStatus.h"
#include "theme/Theme.h"
#include "widgets/LinkButton.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>

namespace tokenmeter
{

namespace
{

class Dot final : public QWidget
{
public:
    explicit Dot(QWidget *parent) : QWidget{parent} { setFixedSize(px(size::dot), px(size::dot)); }
    void setFailed(bool failed)
    {
        m_failed = failed;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colours &c = Theme::current().colours();
        QPainter painter{this};
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_failed ? c.negative : c.positive);
        painter.drawEllipse(rect());
    }

private:
    bool m_failed = false;
};

} // namespace

StatusBar::StatusBar(QWidget *parent)
    : QWidget{parent}, m_dot{new Dot{this}}, m_facts{new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this}}, m_failure{new LinkButton{{}, this}},
      m_job{new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this}}, m_progress{new QProgressBar{this}}, m_cancel{new LinkButton{tr("Cancel"), this}},
      m_surroundings{new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this}}
{
    setFixedHeight(px(size::statusBar));
    setAccessibleName(tr("Status"));
    m_progress->setFixedSize(px(size::jobBarWidth), px(size::jobBarHeight));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Import"));
    m_cancel->setFixedHeight(px(size::statusBar) - int(size::hairline));
    m_failure->setFixedHeight(px(size::statusBar) - int(size::hairline));
    m_cancel->setAccessibleName(tr("Cancel the import"));
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(px(space::s4), int(size::hairline), px(space::s4), 0);
    row->setSpacing(px(space::s2));
    row->addWidget(m_dot);
    row->addWidget(m_facts, 1);
    row->addWidget(m_failure);
    row->addSpacing(px(space::s3));
    row->addWidget(m_job);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addSpacing(px(space::s3));
    row->addWidget(m_surroundings);
    connect(m_cancel, &LinkButton::clicked, this, &StatusBar::cancelChosen);
    connect(m_failure, &LinkButton::clicked, this, &StatusBar::failureChosen);
    setStatus({});
}

void StatusBar::setStatus(const WindowStatus &status)
{
    m_dot->setVisible(status.failed || !status.empty);
    static_cast<Dot *>(m_dot)->setFailed(status.failed);
    m_facts->setText(status.facts);
    m_failure->setText(status.failureLink);
    m_failure->setVisible(!status.failureLink.isEmpty());
    const bool running = !status.job.isEmpty();
    m_job->setText(status.job);
    m_job->setVisible(running);
    m_progress->setVisible(running);
    m_progress->setRange(0, status.permille < 0 ? 0 : 1000);
    m_progress->setValue(status.permille);
    m_cancel->setVisible(running);
    m_surroundings->setText(status.surroundings);
}

QString StatusBar::facts() const
{
    return m_facts->text();
}

bool StatusBar::showsJob() const
{
    return !m_job->isHidden();
}

void StatusBar::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.fillRect(rect(), c.sidebar);
    painter.fillRect(QRectF(0, 0, width(), size::hairline), c.border);
}

} // namespace tokenmeter
