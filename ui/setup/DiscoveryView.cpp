// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/DiscoveryView.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/FoldButton.h"
#include "ui/dialogs/Tones.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace golub::ui {

namespace {

using State = DiscoveryProgress::State;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(golub::ui::DiscoveryView)
};

//! Who named a server, in words that say how far to trust it.
QString sourceText(DiscoverySource source)
{
    switch (source) {
    case DiscoverySource::Directory:
        return Words::tr("Golub's own list of providers");
    case DiscoverySource::Autoconfig:
    case DiscoverySource::WellKnown:
        return Words::tr("the provider itself");
    case DiscoverySource::Database:
        return Words::tr("Thunderbird's list of providers");
    case DiscoverySource::Srv:
        return Words::tr("the domain's DNS records");
    case DiscoverySource::HosterDirectory:
        return Words::tr("the hoster of the domain's mail");
    case DiscoverySource::HosterDatabase:
        return Words::tr("the hoster, in Thunderbird's list");
    case DiscoverySource::Autodiscover:
        return Words::tr("Exchange's Autodiscover");
    case DiscoverySource::Unchecked:
        return Words::tr("Golub's own list, not checked lately");
    case DiscoverySource::Guess:
        return Words::tr("a usual name that answers");
    }
    return {};
}

QString stateText(const DiscoveryProgress &one)
{
    switch (one.state) {
    case State::Running:
        return Words::tr("looking…");
    case State::Found:
        return Words::tr("found");
    case State::Nothing:
        return Words::tr("nothing there");
    case State::Failed:
        return Words::tr("no answer that can be used");
    case State::Skipped:
        return Words::tr("not needed");
    }
    return {};
}

QString serverText(const DiscoveredServer &server)
{
    const QString kind = server.protocol == MailProtocol::Imap ? QStringLiteral("IMAP")
        : server.protocol == MailProtocol::Pop3                ? QStringLiteral("POP3")
                                                               : QStringLiteral("SMTP");
    //: A mail server; %1 is IMAP, POP3 or SMTP, %2 its name, %3 its port
    return Words::tr("%1: %2, port %3").arg(kind, textsafety::printable(server.settings.host, 100)).arg(server.settings.port);
}

//! "the provider itself, also the domain's DNS records"
QString sourcesText(const DiscoveredServer &server)
{
    QStringList names;
    for (const DiscoverySource source : server.sources) {
        if (!names.contains(sourceText(source)))
            names += sourceText(source);
    }
    return names.join(QStringLiteral(", "));
}

QList<ServerSettings> settingsOf(const QList<DiscoveredServer> &servers, bool confirmed)
{
    QList<ServerSettings> settings;
    for (const DiscoveredServer &server : servers) {
        if (confirmed || !server.needsConfirmation)
            settings += server.settings;
    }
    return settings;
}

} // namespace

DiscoveryView::DiscoveryView(service::MailService &service, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_headline(plainLabel({}, this))
    , m_busy(new QProgressBar(this))
    , m_stop(new QPushButton(tr("S&top looking"), this))
    , m_confirm(new QPushButton(tr("&Use these servers"), this))
    , m_fold(new FoldButton(tr("Where was looked"), this))
    , m_details(new QWidget(this))
    , m_sources(new QVBoxLayout(m_details))
    , m_sendAddress(new QCheckBox(tr("Tell the domain's own servers the whole &address"), m_details))
    , m_again(new QPushButton(tr("Look a&gain"), m_details))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("discovery"));
    m_headline->setObjectName(QStringLiteral("discoveryHeadline"));
    m_headline->setFont(headingFont(font(), 1.0));
    m_busy->setObjectName(QStringLiteral("discoveryBusy"));
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(6);
    m_busy->setAccessibleName(tr("Servers are being looked for"));
    m_stop->setObjectName(QStringLiteral("discoveryStop"));
    m_confirm->setObjectName(QStringLiteral("discoveryConfirm"));
    m_fold->setObjectName(QStringLiteral("discoveryFold"));
    m_details->setObjectName(QStringLiteral("discoverySources"));
    m_sendAddress->setObjectName(QStringLiteral("discoverySendAddress"));
    m_sendAddress->setToolTip(tr("Some providers need it to name the right user name. Without it only the domain is told."));
    m_again->setObjectName(QStringLiteral("discoveryAgain"));
    for (QPushButton *button : { m_stop, m_confirm, m_again })
        button->setAutoDefault(false);

    auto *head = new QHBoxLayout;
    head->addWidget(m_headline, 1);
    head->addWidget(m_stop);
    auto *again = new QHBoxLayout;
    again->addWidget(m_sendAddress, 1);
    again->addWidget(m_again);
    m_sources->setContentsMargins(0, 0, 0, 0);
    m_sources->addLayout(again);
    m_column->setContentsMargins(0, 8, 0, 0);
    m_column->setSpacing(4);
    m_column->addLayout(head);
    m_column->addWidget(m_busy);
    m_column->addWidget(m_confirm, 0, Qt::AlignLeft);
    m_column->addWidget(m_fold, 0, Qt::AlignLeft);
    m_column->addWidget(m_details);

    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_confirm, &QPushButton::clicked, this, &DiscoveryView::confirm);
    connect(m_again, &QPushButton::clicked, this, &DiscoveryView::ask);
    connect(m_fold, &FoldButton::folded, m_details, &QWidget::setVisible);
    reset();
}

DiscoveryView::~DiscoveryView()
{
    if (m_job)
        m_job->cancel();
}

void DiscoveryView::start(const QString &address, bool known)
{
    if (address == m_address)
        return;
    reset();
    m_address = address;
    m_known = known;
    ask();
}

void DiscoveryView::reset()
{
    if (m_job) {
        disconnect(m_job, nullptr, this, nullptr);
        m_job->cancel();
        m_job = nullptr;
    }
    m_address.clear();
    m_discovery = {};
    m_confirmed = false;
    m_fold->setOpen(false);
    m_details->hide();
    hide();
}

void DiscoveryView::ask()
{
    if (m_job) {
        disconnect(m_job, nullptr, this, nullptr);
        m_job->cancel();
    }
    m_confirmed = false;
    m_discovery = {};
    m_job = m_service.discoverServers(m_address, { m_sendAddress->isChecked(), false });
    connect(m_job, &service::DiscoveryJob::found, this, &DiscoveryView::showDiscovery);
    connect(m_job, &service::Job::finished, this, [this](service::Job *job) {
        if (job != m_job)
            return;
        const bool stopped = job->error() && job->error()->kind == ErrorKind::Cancelled;
        const std::optional<Error> error = job->error();
        const Discovery last = error ? m_discovery : static_cast<service::DiscoveryJob *>(job)->value();
        m_job = nullptr;
        showDiscovery(last);
        if (isHidden()) {
            Q_EMIT finished();
            return;
        }
        const QString domain = Address { {}, m_address }.domain();
        if (m_discovery.isComplete())
            //: %1 is a domain
            end(tr("The servers of %1 were found.").arg(domain));
        else if (!m_discovery.isEmpty())
            end(tr("Some servers of %1 were found. Check the rest below.").arg(domain));
        else if (stopped)
            end(tr("Stopped. Enter the servers below."));
        else if (error)
            end(errorText(*error));
        else
            end(tr("No servers of %1 were found. Your provider's help pages name them.").arg(domain));
        Q_EMIT finished();
    });
    //: %1 is a domain
    m_headline->setText(tr("Looking for the servers of %1…").arg(Address { {}, m_address }.domain()));
    setTone(m_headline, Tone::Muted);
    m_busy->setRange(0, 0);
    m_busy->show();
    m_stop->show();
    m_confirm->hide();
    m_again->setEnabled(false);
    showDiscovery({});
}

void DiscoveryView::end(const QString &headline)
{
    m_headline->setText(headline);
    setTone(m_headline, m_discovery.isComplete() ? Tone::Good : Tone::Warning);
    m_busy->hide();
    m_stop->hide();
    m_again->setEnabled(true);
}

void DiscoveryView::showDiscovery(const Discovery &discovery)
{
    m_discovery = discovery;
    const auto over = std::count_if(
        discovery.progress.begin(), discovery.progress.end(), [](const DiscoveryProgress &one) { return one.state != State::Running; });
    if (!discovery.progress.isEmpty()) {
        m_busy->setRange(0, int(discovery.progress.size()));
        m_busy->setValue(int(over));
    }
    delete m_lines;
    m_lines = new QWidget(this);
    auto *column = new QVBoxLayout(m_lines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    m_column->insertWidget(2, m_lines);
    showServers();
    showRefused();
    showSources();
    // Where the list alone has answered, nobody was asked and there is nothing to tell.
    setVisible(!m_known || discovery.progress.size() > 1);
    propose();
}

QLabel *DiscoveryView::line(QVBoxLayout *column, const char *name, const QString &text)
{
    auto *label = plainLabel(text, column->parentWidget());
    label->setObjectName(QLatin1String(name));
    column->addWidget(label);
    return label;
}

void DiscoveryView::showServers()
{
    auto *column = static_cast<QVBoxLayout *>(m_lines->layout());
    bool asks = false;
    for (const auto &list : { m_discovery.imap, m_discovery.pop3, m_discovery.outgoing }) {
        if (list.isEmpty())
            continue;
        const DiscoveredServer &best = list.constFirst();
        //: %1 is a server, %2 says who named it
        line(column, "discoveryServer", QStringLiteral("\u2713 ") + tr("%1 – found by: %2").arg(serverText(best), sourcesText(best)));
        asks = asks || (best.needsConfirmation && !m_confirmed);
    }
    if (asks) {
        auto *label = line(column, "discoveryForeign",
            tr("These servers are outside of your address's domain, and only DNS records that nobody signed name them. Use them if you know the name."));
        setTone(label, Tone::Warning);
    }
    m_confirm->setVisible(asks);
    if (!m_discovery.exchangeHost.isEmpty())
        line(column, "discoveryExchange", tr("The mail is on a Microsoft Exchange (%1). It may want sign-in through the browser, or IMAP to be switched on.")
                                              .arg(textsafety::printable(m_discovery.exchangeHost, 100)));
}

void DiscoveryView::showRefused()
{
    auto *column = static_cast<QVBoxLayout *>(m_lines->layout());
    for (const DiscoveredServer &server : m_discovery.refused.mid(0, 3)) {
        auto *label = line(column, "discoveryRefused",
            //: %1 is a server, %2 why it is not used
            QStringLiteral("\u2717 ") + tr("%1 is not used. %2").arg(serverText(server), textsafety::printable(server.why, 300)));
        setTone(label, Tone::Bad);
    }
}

void DiscoveryView::showSources()
{
    delete m_sourceLines;
    m_sourceLines = new QWidget(m_details);
    auto *column = new QVBoxLayout(m_sourceLines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (const DiscoveryProgress &one : m_discovery.progress) {
        const QString facts = textsafety::printable(one.facts, 150);
        auto *label = line(column, "discoverySource",
            facts.isEmpty() ? tr("%1: %2").arg(sourceText(one.source), stateText(one))
                            : tr("%1 (%2): %3").arg(sourceText(one.source), facts, stateText(one)));
        setTone(label, one.state == State::Found ? Tone::Good : Tone::Muted);
    }
    m_sources->insertWidget(0, m_sourceLines);
    m_fold->setVisible(!m_discovery.progress.isEmpty());
}

void DiscoveryView::confirm()
{
    m_confirmed = true;
    showDiscovery(m_discovery);
}

void DiscoveryView::propose()
{
    if (m_discovery.isEmpty() && m_discovery.hints.isEmpty() && m_discovery.links.isEmpty())
        return;
    service::ProviderSuggestion suggestion;
    suggestion.providerName = m_discovery.providerName;
    suggestion.imap = settingsOf(m_discovery.imap, m_confirmed);
    suggestion.pop3 = settingsOf(m_discovery.pop3, m_confirmed);
    suggestion.outgoing = settingsOf(m_discovery.outgoing, m_confirmed);
    suggestion.hints = m_discovery.hints;
    suggestion.helpUrl = m_discovery.links.value(0).url;
    suggestion.known = !(suggestion.imap.isEmpty() && suggestion.pop3.isEmpty()) && !suggestion.outgoing.isEmpty();
    Q_EMIT suggested(suggestion, suggestion.known);
}

} // namespace golub::ui
