// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/MessageHeaderView.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/Tones.h"
#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace golub::ui {
namespace {

constexpr qsizetype ShownAtFirst = 4;
constexpr qsizetype MostShown = 200;

class AvatarView final : public QWidget
{
public:
    explicit AvatarView(QWidget *parent) : QWidget(parent) { setFixedSize(40, 40); }
    void setAddress(const Address &address)
    {
        m_address = address;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintAvatar(&painter, rect(), m_address);
    }

private:
    Address m_address;
};

} // namespace

MessageHeaderView::MessageHeaderView(QWidget *parent)
    : QWidget(parent)
    , m_subject(plainLabel({}, this))
    , m_from(plainLabel({}, this))
    , m_date(new QLabel(this))
    , m_recipients(plainLabel({}, this))
    , m_expand(new QToolButton(this))
    , m_avatar(new AvatarView(this))
    , m_buttons(new QWidget(this))
{
    setObjectName(QStringLiteral("messageHeader"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_subject->setObjectName(QStringLiteral("headerSubject"));
    m_subject->setFont(headingFont(font(), 1.35));
    m_from->setObjectName(QStringLiteral("headerFrom"));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_from->setFont(bold);
    m_date->setObjectName(QStringLiteral("headerDate"));
    m_date->setTextFormat(Qt::PlainText);
    m_date->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_recipients->setObjectName(QStringLiteral("headerRecipients"));
    setTone(m_date, Tone::Muted);
    setTone(m_recipients, Tone::Muted);
    m_expand->setAutoRaise(true);
    m_expand->setCheckable(true);
    m_expand->setIcon(icon(QStringLiteral("chevron-down")));
    m_expand->setIconSize({ 14, 14 });
    m_expand->setToolTip(tr("Show all recipients"));
    m_expand->setAccessibleName(tr("Show all recipients"));
    connect(m_expand, &QToolButton::toggled, this, &MessageHeaderView::fillRecipients);

    auto *buttonRow = new QHBoxLayout(m_buttons);
    buttonRow->setContentsMargins(0, 0, 0, 0);
    buttonRow->setSpacing(2);

    auto *top = new QHBoxLayout;
    top->addWidget(m_subject, 1);
    top->addWidget(m_buttons, 0, Qt::AlignTop);
    auto *who = new QHBoxLayout;
    who->addWidget(m_from, 1);
    who->addWidget(m_date, 0, Qt::AlignTop);
    auto *whom = new QHBoxLayout;
    whom->setSpacing(2);
    whom->addWidget(m_recipients, 1);
    whom->addWidget(m_expand, 0, Qt::AlignTop);
    auto *people = new QVBoxLayout;
    people->setSpacing(2);
    people->addLayout(who);
    people->addLayout(whom);
    auto *lower = new QHBoxLayout;
    lower->setSpacing(metrics::Medium);
    lower->addWidget(m_avatar, 0, Qt::AlignTop);
    lower->addLayout(people, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::Huge, metrics::Large, metrics::Large, metrics::Medium);
    column->setSpacing(metrics::Medium);
    column->addLayout(top);
    column->addLayout(lower);
}

void MessageHeaderView::addAction(QAction *action)
{
    auto *button = new QToolButton(m_buttons);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setIconSize({ metrics::IconNormal, metrics::IconNormal });
    m_buttons->layout()->addWidget(button);
}

void MessageHeaderView::show(const Envelope &envelope, const QDateTime &arrived)
{
    m_envelope = envelope;
    const Address from = envelope.from.mailboxes().value(0);
    const QString subject = textsafety::printable(envelope.subject, 1000);
    m_subject->setText(subject.isEmpty() ? tr("(no subject)") : subject);
    m_from->setText(from.isEmpty() ? tr("(unknown sender)") : textsafety::printable(envelope.from.display(), 1000));
    const QDateTime date = envelope.date.isValid() ? envelope.date : arrived;
    m_date->setText(longDate(date, QDateTime::currentDateTime(), QLocale()));
    m_date->setToolTip(envelope.date.isValid() ? tr("Sent %1\nArrived %2").arg(QLocale().toString(envelope.date.toLocalTime(), QLocale::LongFormat),
                                                    QLocale().toString(arrived.toLocalTime(), QLocale::LongFormat))
                                               : QString());
    static_cast<AvatarView *>(m_avatar)->setAddress(from);
    m_expand->setChecked(false);
    fillRecipients();
}

QString MessageHeaderView::recipients(const AddressList &list) const
{
    const QList<Address> all = list.mailboxes();
    const bool open = m_expand->isChecked();
    QStringList names;
    for (const Address &address : all.mid(0, open ? MostShown : ShownAtFirst))
        names += textsafety::printable(open ? address.display() : address.shortName(), 300);
    QString text = names.join(QStringLiteral(", "));
    if (all.size() > names.size())
        text += u' ' + tr("and %n more", nullptr, int(all.size() - names.size()));
    return text;
}

void MessageHeaderView::fillRecipients()
{
    QStringList lines;
    if (!m_envelope.to.isEmpty())
        lines += tr("To: %1").arg(recipients(m_envelope.to));
    if (!m_envelope.cc.isEmpty())
        lines += tr("Cc: %1").arg(recipients(m_envelope.cc));
    if (m_expand->isChecked()) {
        if (!m_envelope.bcc.isEmpty())
            lines += tr("Bcc: %1").arg(recipients(m_envelope.bcc));
        if (!m_envelope.replyTo.isEmpty() && m_envelope.replyTo != m_envelope.from)
            lines += tr("Reply to: %1").arg(recipients(m_envelope.replyTo));
        m_recipients->setText(lines.join(u'\n'));
    } else {
        m_recipients->setText(lines.join(QStringLiteral("   ")));
    }
    m_expand->setIcon(icon(m_expand->isChecked() ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down")));
}

void MessageHeaderView::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(metrics::Huge, height() - 1, width() - metrics::Huge - metrics::Large, 1, colorsOf(palette()).border);
}

} // namespace golub::ui
