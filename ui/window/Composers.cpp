// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Composers.h"

#include "ui/compose/ComposerWindow.h"
#include "ui/compose/RedirectDialog.h"

#include <QUrl>
#include <QUrlQuery>
#include <QWidget>

namespace golub::ui {
namespace {

constexpr qsizetype MostRecipients = 100;
constexpr qsizetype LongestBody = 100'000;

QList<Address> addressesIn(const QString &text)
{
    QList<Address> addresses;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts.mid(0, MostRecipients)) {
        const QString address = part.trimmed();
        if (address.contains(u'@') && !address.contains(u'\n') && !address.contains(u'\r'))
            addresses += Address { {}, address };
    }
    return addresses;
}

QString oneLine(QString text)
{
    return text.replace(u'\n', u' ').remove(u'\r');
}

} // namespace

void fillFromMailto(Draft &draft, const QUrl &mailto)
{
    draft.to += addressesIn(mailto.path(QUrl::FullyDecoded));
    const auto items = QUrlQuery(mailto).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items) {
        const QString name = key.toLower();
        if (name == u"to")
            draft.to += addressesIn(value);
        else if (name == u"cc")
            draft.cc += addressesIn(value);
        else if (name == u"bcc")
            draft.bcc += addressesIn(value);
        else if (name == u"subject")
            draft.subject = oneLine(value).left(1000);
        else if (name == u"body")
            draft.text = QString(value).remove(u'\r').left(LongestBody) + draft.text;
    }
}

Composers::Composers(service::MailService &service, QWidget *window) : QObject(window), m_service(service), m_window(window) { }

void Composers::compose(AccountId account)
{
    edit(m_service.newDraft(account));
}

void Composers::composeTo(AccountId account, const QUrl &mailto)
{
    Draft draft = m_service.newDraft(account);
    fillFromMailto(draft, mailto);
    edit(draft);
}

void Composers::reply(MessageId message, service::MailService::ReplyKind kind)
{
    editWhenReady(m_service.prepareReply(message, kind));
}

void Composers::editAsNew(MessageId message)
{
    editWhenReady(m_service.prepareEditAsNew(message));
}

void Composers::editWhenReady(service::ResultJob<Draft> *job)
{
    connect(job, &service::Job::finished, this, [this, job] {
        if (job->error())
            Q_EMIT failed(*job->error());
        else
            edit(job->value());
    });
}

void Composers::redirect(MessageId message)
{
    const QList<MessageSummary> summaries = m_service.summaries({ message });
    if (summaries.isEmpty()) {
        Q_EMIT failed(Error::of(ErrorKind::NotFound));
        return;
    }
    auto *dialog = new RedirectDialog(m_service, summaries.first(), m_window);
    connect(dialog, &RedirectDialog::redirected, this, &Composers::notice);
    dialog->open();
}

void Composers::edit(DraftId id)
{
    const QList<Draft> drafts = m_service.drafts();
    for (const Draft &draft : drafts) {
        if (draft.id == id)
            return edit(draft);
    }
    Q_EMIT failed(Error::of(ErrorKind::NotFound));
}

void Composers::edit(const Draft &draft)
{
    m_open.removeIf([](const QPointer<ComposerWindow> &window) { return window.isNull(); });
    if (draft.id.isValid()) {
        for (const auto &window : std::as_const(m_open)) {
            if (window->draft().id == draft.id && window->isVisible()) {
                window->raise();
                window->activateWindow();
                return;
            }
        }
    }
    auto *composer = new ComposerWindow(m_service, draft, m_window);
    connect(composer, &ComposerWindow::notice, this, &Composers::notice);
    m_open += composer;
    composer->show();
}

void Composers::closeAll()
{
    const QList<QPointer<ComposerWindow>> open = m_open;
    for (const auto &window : open) {
        if (window)
            window->close();
    }
}

int Composers::openCount() const
{
    int count = 0;
    for (const auto &window : m_open)
        count += window && window->isVisible() ? 1 : 0;
    return count;
}

} // namespace golub::ui
