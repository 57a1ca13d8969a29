// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/KeyringStore.h"

#ifdef TOKENMETER_WITH_KEYRING
#include <qt6keychain/keychain.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <QPointer>
#include <QThread>
#include <QTimer>
#endif

namespace tokenmeter
{

#ifdef TOKENMETER_WITH_KEYRING
namespace
{

constexpr int LongestWriteMs = 60'000; ///< the keyring may ask its user to unlock it

QString keyringName()
{
    return QStringLiteral("tokenmeter");
}

/// Runs a job on the main thread, where the keyring's libraries expect to live, and waits; nothing else is shown meanwhile.
bool finishes(QKeychain::Job &job)
{
    QEventLoop loop;
    bool isDone = false;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&] {
        isDone = job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
        loop.quit();
    });
    QTimer::singleShot(LongestWriteMs, &loop, &QEventLoop::quit);
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.start();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    return isDone;
}

} // namespace
#endif

KeyringStore::KeyringStore(const QString &file, Fallback fallback)
    : m_file{file}, m_useKeyring{qEnvironmentVariable("TOKENMETER_SECRETS") != QLatin1String("file")}, m_fallback{fallback}
{
}

void KeyringStore::read(const std::string &name, Answer answer)
{
    const Result<QString> inFile = m_file.value(name);
    if (inFile || !m_useKeyring) {
        return answer(inFile);
    }
#ifdef TOKENMETER_WITH_KEYRING
    auto *here = new QObject; // on the asking thread, for as long as the question takes
    QMetaObject::invokeMethod(QCoreApplication::instance(), [here = QPointer{here}, name, answer = std::move(answer)] {
        auto *job = new QKeychain::ReadPasswordJob{keyringName()};
        job->setKey(QString::fromStdString(name));
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, job, [job, here, name, answer] {
            const Result<QString> secret = job->error() == QKeychain::NoError && !job->textData().isEmpty()
                ? Result<QString>{job->textData()}
                : Result<QString>{Problem{.cause = Cause::SecretMissing, .args = {name}}};
            if (here) {
                QMetaObject::invokeMethod(here, [here, answer, secret] {
                    here->deleteLater();
                    answer(secret);
                });
            }
        });
        job->start();
    });
#else
    answer(inFile);
#endif
}

Result<Done> KeyringStore::write(const std::string &name, const QString &secret)
{
#ifdef TOKENMETER_WITH_KEYRING
    if (m_useKeyring) {
        bool isStored = false;
        if (secret.isEmpty()) {
            QKeychain::DeletePasswordJob job{keyringName()};
            job.setKey(QString::fromStdString(name));
            finishes(job);
        } else {
            QKeychain::WritePasswordJob job{keyringName()};
            job.setKey(QString::fromStdString(name));
            job.setTextData(secret);
            isStored = finishes(job);
        }
        if (!isStored && !secret.isEmpty() && m_fallback == Fallback::Refuse) {
            return Problem{.cause = Cause::KeyNotStored, .args = {name}};
        }
        return m_file.write(name, isStored ? QString{} : secret); // never in both
    }
#endif
    if (m_useKeyring && !secret.isEmpty() && m_fallback == Fallback::Refuse) {
        return Problem{.cause = Cause::KeyNotStored, .args = {name}};
    }
    return m_file.write(name, secret);
}

} // namespace tokenmeter
