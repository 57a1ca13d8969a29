// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>

namespace tokenmeter
{

/// One window a ledger: a second start asks the first one to come to the front, and ends. The socket lies in the runtime folder
/// of the user, named by the ledger's path.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &ledger, QObject *parent = nullptr);
    /// Whether another process has this ledger's window; it has been asked to show it. Otherwise this process has it from now on.
    bool isElsewhere();

Q_SIGNALS:
    void raiseWanted();

private:
    bool askOther() const;

    QString m_socket;
    QLocalServer m_server;
};

} // namespace tokenmeter
