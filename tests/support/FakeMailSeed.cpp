// SPDX-License-Identifier: GPL-3.0-or-later
// What is in the mailboxes of FakeMailService.
#include "tests/support/FakeMailService.h"

#include "core/html/Sanitizer.h"
#include "core/html/TextToHtml.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

#include <array>

namespace golub::tests {
namespace {

struct Letter {
    const char *from;
    const char *address;
    const char *subject;
    const char *text;
};

constexpr std::array Fillers {
    Letter { "Marek Nowak", "marek@firma.example", "Faktura za październik", "Dzień dobry,\n\nw załączeniu przesyłam fakturę. Termin płatności mija 14 grudnia.\n\nPozdrawiam\nMarek" },
    Letter { "Petra Babić", "petra@tvrtka.example", "Putni nalog za Rijeku", "Pozdrav,\n\nšaljem putni nalog na potpis. Krećemo u četvrtak u sedam.\n\nPetra" },
    Letter { "Ольга Смирнова", "olga@kompaniya.example", "Отчёт за неделю", "Добрый день!\n\nПосылаю отчёт за неделю. Вопросов немного, но один важный.\n\nОльга" },
    Letter { "Emma Clarke", "emma@company.example", "Minutes of Tuesday's meeting", "Hi all,\n\nthe minutes are on the wiki. Please correct what I got wrong.\n\nEmma" },
    Letter { "佐藤 花子", "hanako@kaisha.example", "来週の打ち合わせについて", "お世話になっております。\n\n来週の打ち合わせの件ですが、木曜日の午後はいかがでしょうか。\n\n佐藤" },
    Letter { "Biblioteka Miejska", "wypozyczalnia@biblioteka.example", "Zbliża się termin zwrotu", "Szanowna Czytelniczko,\n\ntermin zwrotu trzech książek mija za dwa dni." },
    Letter { "", "no-reply@build.example", "[golub] Build 418 succeeded", "All 1,204 tests passed in 3 min 11 s." },
    Letter { "Jadrolinija", "obavijesti@brodovi.example", "Promjena reda plovidbe", "Poštovani putnici,\n\nzbog jake bure red plovidbe mijenja se od petka." },
};

QByteArray picture()
{
    QImage image(360, 140, QImage::Format_RGB32);
    QLinearGradient sky(0, 0, 0, 140);
    sky.setColorAt(0, QColor(0x4a, 0x90, 0xd9));
    sky.setColorAt(1, QColor(0xbf, 0xe3, 0xf7));
    QPainter painter(&image);
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0x2f, 0x6b, 0x9a));
    painter.drawPolygon(QPolygon({ { 0, 140 }, { 90, 60 }, { 150, 110 }, { 230, 40 }, { 360, 140 } }));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

Account account(qint64 id, const QString &name, const QString &person, const QString &address, IncomingProtocol protocol)
{
    Account account;
    account.id = AccountId { id };
    account.name = name;
    account.address = address;
    account.protocol = protocol;
    const QString domain = Address { {}, address }.domain();
    const bool imap = protocol == IncomingProtocol::Imap;
    account.incoming = { (imap ? QStringLiteral("imap.") : QStringLiteral("pop3.")) + domain, quint16(imap ? 993 : 995), Security::Tls, address };
    account.outgoing = { QStringLiteral("smtp.") + domain, 465, Security::Tls, address };
    account.identities = { Identity { IdentityId { id * 10 }, person, address } };
    return account;
}

} // namespace

MessageId FakeMailService::seedMessage(MailboxId mailbox, const QString &from, const QString &subject, const QString &text,
    int minutesAgo, const QString &flags, const QString &authorsHtml)
{
    MessageSummary summary;
    summary.from = { from.section(u'<', 0, 0).trimmed(), from.section(u'<', 1).chopped(1) };
    summary.subject = subject;
    summary.date = m_now.addSecs(-60LL * minutesAgo);
    summary.sentDate = summary.date.addSecs(-20);
    summary.size = 900 + text.size() * 3;
    summary.preview = text.simplified().left(160);
    summary.to = QStringLiteral("Ala Kowalska");
    Flags all;
    for (const QString &name : flags.split(u' ', Qt::SkipEmptyParts))
        all.add(Flags::fromName(name));
    summary.flags = all;
    const MessageId id = addMessage(mailbox, summary, text, authorsHtml.isEmpty() ? html::textToHtml(text) : html::sanitize(authorsHtml).html);
    service::MessageView &view = m_views[id];
    view.isPlain = authorsHtml.isEmpty();
    view.envelope.to = AddressList::of({ { QStringLiteral("Ala Kowalska"), QStringLiteral("ala@golub.example") } });
    return id;
}

void FakeMailService::seed()
{
    m_nextId = 100;
    m_accounts = { account(1, QStringLiteral("Praca"), QStringLiteral("Ala Kowalska"), QStringLiteral("ala@golub.example"), IncomingProtocol::Imap),
        account(2, QStringLiteral("Dom"), QStringLiteral("Ala Kowalska"), QStringLiteral("ala.kowalska@poczta.example"), IncomingProtocol::Pop3) };
    m_accounts[0].identities += Identity { IdentityId { 11 }, QStringLiteral("Biuro Golub"), QStringLiteral("biuro@golub.example") };
    for (const Account &known : std::as_const(m_accounts))
        m_status.insert(known.id, { known.id, service::AccountStatus::State::Idle, {}, 0, 0, {} });

    const AccountId work { 1 };
    const AccountId home { 2 };
    const MailboxId inbox = addMailbox(work, QStringLiteral("INBOX"), MailboxRole::Inbox);
    addMailbox(work, QStringLiteral("Drafts"), MailboxRole::Drafts);
    const MailboxId sentBox = addMailbox(work, QStringLiteral("Sent"), MailboxRole::Sent);
    const MailboxId archive = addMailbox(work, QStringLiteral("Archive"), MailboxRole::Archive);
    const MailboxId junk = addMailbox(work, QStringLiteral("Spam"), MailboxRole::Junk);
    addMailbox(work, QStringLiteral("Trash"), MailboxRole::Trash);
    const MailboxId projects = addMailbox(work, QStringLiteral("Projekty"), MailboxRole::None);
    const MailboxId bridge = addMailbox(work, QStringLiteral("Projekty/Most na Drawie"), MailboxRole::None);
    addMailbox(work, QStringLiteral("Projekty/Zagreb 2027"), MailboxRole::None);
    const MailboxId lists = addMailbox(work, QStringLiteral("Listy dyskusyjne"), MailboxRole::None);
    const MailboxId homeInbox = addMailbox(home, QStringLiteral("INBOX"), MailboxRole::Inbox);
    addMailbox(home, QStringLiteral("Sent"), MailboxRole::Sent);
    addMailbox(home, QStringLiteral("Trash"), MailboxRole::Trash);

    seedMessage(inbox, QStringLiteral("Ivana Horvat <ivana@zagreb.example>"), QStringLiteral("Re: Most na Drawie – termini za studeni"),
        QStringLiteral("Draga Ala,\n\nhvala na brzom odgovoru! Četvrtak nam odgovara, ali tek iza podneva, jer prije toga imamo sastanak s općinom. "
                       "Nacrte šaljem u privitku; promijenili smo samo list 4 i detalj ležaja.\n\nRaspored je ovdje: https://kalendar.example/most-na-drawi\n\n"
                       "Lijep pozdrav\nIvana\n\n> Cześć Ivana,\n> czy czwartek po dziesiątej Wam pasuje? Moglibyśmy\n> od razu obejrzeć filary.\n>\n>> Możemo li se naći ovaj tjedan?\n>> Nacrti su gotovi.\n>\n> Ala"),
        9, QStringLiteral("flagged"));
    {
        const MessageId id = m_order[inbox].last();
        m_messages[id].hasAttachments = true;
        service::MessageView &view = m_views[id];
        view.envelope.cc = AddressList::of({ { QStringLiteral("Tomislav Kovač"), QStringLiteral("tomislav@zagreb.example") },
            { QStringLiteral("Biuro Golub"), QStringLiteral("biuro@golub.example") } });
        view.attachments = { { 1, QStringLiteral("Nacrt most, list 4.pdf"), QStringLiteral("application/pdf"), 2'411'724, false },
            { 2, QStringLiteral("Troškovnik.ods"), QStringLiteral("application/vnd.oasis.opendocument.spreadsheet"), 48'213, false } };
    }
    seedMessage(inbox, QStringLiteral("Kawiarnia Pod Gołębiem <nowiny@pod-golebiem.example>"), QStringLiteral("W sobotę: żółte tulipany i świeża szarlotka"),
        QStringLiteral("W sobotę otwieramy o dziewiątej. Pierwszych dwudziestu gości dostanie kawałek szarlotki."), 47, QString(),
        QStringLiteral("<h2>W sobotę w kawiarni</h2><p><img src=\"cid:niebo\" width=\"360\" height=\"140\" alt=\"Niebo nad Tatrami\"></p>"
                       "<p>Otwieramy o <b>dziewiątej</b>. Pierwszych dwudziestu gości dostanie kawałek <i>szarlotki</i> – na koszt domu.</p>"
                       "<ul><li>kawa z Gwatemali</li><li>szarlotka z renety</li><li>koncert o 18:00</li></ul>"
                       "<p><a href=\"https://pod-golebiem.example/rezerwacja\">Zarezerwuj stolik</a></p>"));
    {
        service::MessageView &view = m_views[m_order[inbox].last()];
        view.resources.insert(QStringLiteral("niebo"), picture());
        view.blockedRemoteItems = 3;
        view.remotePictures = { { QStringLiteral("remote-1@golub.invalid"), QStringLiteral("https://pod-golebiem.example/kawa.png") },
            { QStringLiteral("remote-2@golub.invalid"), QStringLiteral("https://pod-golebiem.example/szarlotka.png") } };
    }
    seedMessage(inbox, QStringLiteral("Иван Петров <ivan@petrov.example>"), QStringLiteral("Ёлка, билеты и приезд в декабре"),
        QStringLiteral("Привет, Аля!\n\nБилеты куплены: приезжаем восемнадцатого вечером поездом через Варшаву. Ёлку привезём с собой, не смейся.\n\n"
                       "Напиши, пожалуйста, что взять детям.\n\nИван"), 132, QString());
    seedMessage(inbox, QStringLiteral("山田 太郎 <taro@yamada.example>"), QStringLiteral("ご注文の確認（番号 20417）"),
        QStringLiteral("このたびはご注文いただき、誠にありがとうございます。\n\n商品は明日発送いたします。到着まで三日ほどお待ちください。\n\n山田書店"), 60 * 7, QStringLiteral("seen answered"));
    seedMessage(inbox, QStringLiteral("Grace Okafor <grace@okafor.example>"), QStringLiteral("Slides for the conference, second version"),
        QStringLiteral("Hi Ala,\n\nsecond version attached. I shortened part two and moved your measurements in front of the conclusion, where they belong. "
                       "If you can live with that, I will send the whole set to the organisers on Monday.\n\nBest\nGrace\n\n-- \nGrace Okafor\nhttps://okafor.example"),
        60 * 26, QStringLiteral("seen"));
    {
        const MessageId id = m_order[inbox].last();
        m_messages[id].hasAttachments = true;
        m_views[id].attachments = { { 1, QStringLiteral("slides-v2.odp"), QStringLiteral("application/vnd.oasis.opendocument.presentation"), 5'120'000, false } };
    }
    seedMessage(inbox, QStringLiteral("Wojciech Zieliński <wojtek@zielinski.example>"), QStringLiteral("Fwd: Zażółć gęślą jaźń – próba kodowania"),
        QStringLiteral("Sprawdź proszę, czy u Ciebie to się dobrze wyświetla:\n\nZażółć gęślą jaźń. Đakovo, šuma, žito. Ёжик в тумане. 日本語もどうぞ。"), 60 * 30, QStringLiteral("seen $Forwarded"));
    int minutes = 60 * 33;
    for (int i = 0; i < 48; ++i) {
        const Letter &letter = Fillers.at(std::size_t(i) % Fillers.size());
        minutes += 200 + (i * 397) % 2100;
        seedMessage(inbox, QStringLiteral("%1 <%2>").arg(QString::fromUtf8(letter.from), QString::fromUtf8(letter.address)),
            QString::fromUtf8(letter.subject), QString::fromUtf8(letter.text), minutes, i == 3 || i == 11 ? QString() : QStringLiteral("seen"));
    }
    for (int i = 0; i < 12; ++i) {
        const Letter &letter = Fillers.at(std::size_t(i) % Fillers.size());
        const QString from = QStringLiteral("%1 <%2>").arg(QString::fromUtf8(letter.from), QString::fromUtf8(letter.address));
        seedMessage(archive, from, QString::fromUtf8(letter.subject), QString::fromUtf8(letter.text), 60 * 24 * (40 + i * 9), QStringLiteral("seen"));
        seedMessage(i % 2 ? projects : lists, from, QString::fromUtf8(letter.subject), QString::fromUtf8(letter.text), 60 * 24 * (3 + i), i < 4 ? QString() : QStringLiteral("seen"));
        seedMessage(sentBox, QStringLiteral("Ala Kowalska <ala@golub.example>"), QStringLiteral("Re: ") + QString::fromUtf8(letter.subject), QStringLiteral("Dziękuję, mam.\n\nAla"), 60 * 24 * (i + 1), QStringLiteral("seen"));
    }
    seedMessage(bridge, QStringLiteral("Tomislav Kovač <tomislav@zagreb.example>"), QStringLiteral("Statički proračun, treća inačica"), QStringLiteral("U privitku je proračun."), 60 * 50, QString());
    seedMessage(junk, QStringLiteral("WINNER <win@lottery.example>"), QStringLiteral("You have won!!!"), QStringLiteral("Send your bank data."), 60 * 5, QString());
    seedMessage(homeInbox, QStringLiteral("Mama <mama@poczta.example>"), QStringLiteral("Niedzielny obiad"), QStringLiteral("Córeczko, będą pierogi. O której przyjedziecie?\n\nMama"), 65, QString());
    seedMessage(homeInbox, QStringLiteral("Szkoła Podstawowa nr 7 <sekretariat@sp7.example>"), QStringLiteral("Zebranie rodziców"), QStringLiteral("Zapraszamy w środę o 17:30."), 60 * 28, QStringLiteral("seen"));

    Draft draft = newDraft(work);
    draft.id = DraftId { m_nextId++ };
    draft.to = { { QStringLiteral("Grace Okafor"), QStringLiteral("grace@okafor.example") } };
    draft.subject = QStringLiteral("Re: Slides for the conference");
    draft.text = QStringLiteral("Hi Grace,\n\nI like it. One thing about slide 12");
    draft.updated = m_now.addSecs(-600);
    m_drafts.insert(draft.id, draft);
    seedOutbox();
}

void FakeMailService::seedOutbox()
{
    OutboxEntry refused;
    refused.id = OutboxId { m_nextId++ };
    refused.account = AccountId { 1 };
    refused.subject = QStringLiteral("Oferta na remont wiaduktu");
    refused.envelopeFrom = QStringLiteral("ala@golub.example");
    refused.recipients = { { QStringLiteral("marek@firma.example"), RecipientState::Accepted, { 250, QStringLiteral("2.1.5"), QStringLiteral("Ok") } },
        { QStringLiteral("zarzad@frima.example"), RecipientState::Refused, { 550, QStringLiteral("5.1.1"), QStringLiteral("No such user here") } } };
    refused.state = OutboxState::Refused;
    refused.attempts = 1;
    refused.created = m_now.addSecs(-3600);
    refused.hasError = true;
    refused.lastError = Error::of(ErrorKind::ServerRefused, {}, { 550, QStringLiteral("5.1.1"), QStringLiteral("No such user here") });

    OutboxEntry uncertain = refused;
    uncertain.id = OutboxId { m_nextId++ };
    uncertain.subject = QStringLiteral("Życzenia urodzinowe");
    uncertain.recipients = { { QStringLiteral("mama@poczta.example"), RecipientState::Accepted, { 250, {}, QStringLiteral("Ok") } } };
    uncertain.state = OutboxState::Uncertain;
    uncertain.lastError = Error::of(ErrorKind::UnknownDelivery);
    uncertain.uncertainty = { QStringLiteral("smtp.poczta.example:465"), uncertain.created.addSecs(2), uncertain.created.addSecs(5), HandoverEnd::Lost,
        { { Uncertainty::Place::Sent, Uncertainty::Finding::Nothing, uncertain.created.addSecs(40) } } };

    OutboxEntry waiting = refused;
    waiting.id = OutboxId { m_nextId++ };
    waiting.subject = QStringLiteral("Протокол встречи");
    waiting.recipients = { { QStringLiteral("ivan@petrov.example") } };
    waiting.state = OutboxState::Queued;
    waiting.attempts = 2;
    waiting.nextTry = m_now.addSecs(300);
    waiting.lastError = Error::of(ErrorKind::ServerTemporary, {}, { 451, QStringLiteral("4.7.1"), QStringLiteral("Greylisted, please try again in five minutes") });
    m_outbox = { refused, uncertain, waiting };
    m_outboxDrafts.insert(refused.id, newDraft(AccountId { 1 }));
}

} // namespace golub::tests
