<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Net</name>
    <message numerus="yes">
        <source>The server&apos;s certificate ends in %n day(s). If nobody renews it until then, no mail program will connect any more.</source>
        <translation>
            <numerusform>The server&apos;s certificate ends in %n day. If nobody renews it until then, no mail program will connect any more.</numerusform>
            <numerusform>The server&apos;s certificate ends in %n days. If nobody renews it until then, no mail program will connect any more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ctl::Ctl</name>
    <message numerus="yes">
        <source>%n message(s) imported</source>
        <translation>
            <numerusform>%n message imported</numerusform>
            <numerusform>%n messages imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) could not be exported: only the headers are here. Run golubctl sync first.</source>
        <translation>
            <numerusform>%n message could not be exported: only the headers are here. Run golubctl sync first.</numerusform>
            <numerusform>%n messages could not be exported: only the headers are here. Run golubctl sync first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) exported</source>
        <translation>
            <numerusform>%n message exported</numerusform>
            <numerusform>%n messages exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n there already</numerusform>
            <numerusform>%n there already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::service::LocalMailService</name>
    <message numerus="yes">
        <source>Mark %n message(s)</source>
        <translation>
            <numerusform>Mark %n message</numerusform>
            <numerusform>Mark %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s)</source>
        <translation>
            <numerusform>Move %n message</numerusform>
            <numerusform>Move %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n message(s)</source>
        <translation>
            <numerusform>Copy %n message</numerusform>
            <numerusform>Copy %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s)</source>
        <translation>
            <numerusform>Delete %n message</numerusform>
            <numerusform>Delete %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Archive %n message(s)</source>
        <translation>
            <numerusform>Archive %n message</numerusform>
            <numerusform>Archive %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s) as junk</source>
        <translation>
            <numerusform>Mark %n message as junk</numerusform>
            <numerusform>Mark %n messages as junk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::AttachmentBar</name>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::CertificateDialog</name>
    <message numerus="yes">
        <source> and %n more</source>
        <comment>host names of a certificate</comment>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::ComposerWindow</name>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <extracomment>Below the text of a message: how many attachments, how large together; %1 is the size</extracomment>
        <translation>
            <numerusform>%n attachment, %1</numerusform>
            <numerusform>%n attachments, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s) cannot be found any more: %1. Put the file back, or remove it from the message.</source>
        <extracomment>%1 are names of files</extracomment>
        <translation>
            <numerusform>%n attachment cannot be found any more: %1. Put the file back, or remove it from the message.</numerusform>
            <numerusform>%n attachments cannot be found any more: %1. Put the file back, or remove it from the message.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The message did not reach %n address(es). Correct what is marked, or take it out; whoever is not listed here has got it.</source>
        <translation>
            <numerusform>The message did not reach %n address. Correct what is marked, or take it out; whoever is not listed here has got it.</numerusform>
            <numerusform>The message did not reach %n addresses. Correct what is marked, or take them out; whoever is not listed here has got it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::Format</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::MailController</name>
    <message numerus="yes">
        <source>Delete %n message(s) for good? This cannot be taken back.</source>
        <translation>
            <numerusform>Delete %n message for good? This cannot be taken back.</numerusform>
            <numerusform>Delete %n messages for good? This cannot be taken back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::MailboxTreeModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n unread</numerusform>
            <numerusform>%1, %n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n message(s)</source>
        <translation>
            <numerusform>%1, %n message</numerusform>
            <numerusform>%1, %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageCommands</name>
    <message numerus="yes">
        <source>%n message(s) archived</source>
        <translation>
            <numerusform>%n message archived</numerusform>
            <numerusform>%n messages archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) deleted for good</source>
        <translation>
            <numerusform>%n message deleted for good</numerusform>
            <numerusform>%n messages deleted for good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>%n message deleted</numerusform>
            <numerusform>%n messages deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to junk</source>
        <translation>
            <numerusform>%n message moved to junk</numerusform>
            <numerusform>%n messages moved to junk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to the inbox</source>
        <translation>
            <numerusform>%n message moved to the inbox</numerusform>
            <numerusform>%n messages moved to the inbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to %1</source>
        <translation>
            <numerusform>%n message moved to %1</numerusform>
            <numerusform>%n messages moved to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied to %1</source>
        <translation>
            <numerusform>%n message copied to %1</numerusform>
            <numerusform>%n messages copied to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as read</source>
        <translation>
            <numerusform>%n message marked as read</numerusform>
            <numerusform>%n messages marked as read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as unread</source>
        <translation>
            <numerusform>%n message marked as unread</numerusform>
            <numerusform>%n messages marked as unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) starred</source>
        <translation>
            <numerusform>%n message starred</numerusform>
            <numerusform>%n messages starred</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>star removed from %n message(s)</source>
        <translation>
            <numerusform>star removed from %n message</numerusform>
            <numerusform>star removed from %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageHeaderView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageListPane</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::NewMailText</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::NoticeArea</name>
    <message numerus="yes">
        <source>%n message(s) wait in the outbox for a connection.</source>
        <translation>
            <numerusform>%n message waits in the outbox for a connection.</numerusform>
            <numerusform>%n messages wait in the outbox for a connection.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server refused %n action(s).</source>
        <translation>
            <numerusform>The server refused %n action.</numerusform>
            <numerusform>The server refused %n actions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more matter(s) wait for you.</source>
        <translation>
            <numerusform>%n more matter waits for you.</numerusform>
            <numerusform>%n more matters wait for you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is sent in %n second(s).</source>
        <translation>
            <numerusform>%1 is sent in %n second.</numerusform>
            <numerusform>%1 is sent in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::OutboxText</name>
    <message numerus="yes">
        <source>Mark %n message(s)</source>
        <translation>
            <numerusform>Mark %n message</numerusform>
            <numerusform>Mark %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s)</source>
        <translation>
            <numerusform>Move %n message</numerusform>
            <numerusform>Move %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n message(s)</source>
        <translation>
            <numerusform>Copy %n message</numerusform>
            <numerusform>Copy %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s) for good</source>
        <translation>
            <numerusform>Delete %n message for good</numerusform>
            <numerusform>Delete %n messages for good</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::OutboxView</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::ReaderPane</name>
    <message numerus="yes">
        <source>%n message(s) selected</source>
        <translation>
            <numerusform>%n message selected</numerusform>
            <numerusform>%n messages selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remote image(s) were not loaded, so that the sender does not learn that you read this.</source>
        <translation>
            <numerusform>%n remote image was not loaded, so that the sender does not learn that you read this.</numerusform>
            <numerusform>%n remote images were not loaded, so that the sender does not learn that you read this.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) could not be loaded.</source>
        <translation>
            <numerusform>%n image could not be loaded.</numerusform>
            <numerusform>%n images could not be loaded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::ReceivingPage</name>
    <message numerus="yes">
        <source> day(s)</source>
        <extracomment>Behind a number, in &quot;Messages not older than 90 days&quot;</extracomment>
        <translation>
            <numerusform> day</numerusform>
            <numerusform> days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::ReportBar</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of addresses</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::SendTimes</name>
    <message numerus="yes">
        <source>For %n second(s)</source>
        <translation>
            <numerusform>For %n second</numerusform>
            <numerusform>For %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::ServerForm</name>
    <message numerus="yes">
        <source> day(s)</source>
        <extracomment>What stands behind the number in a field: &quot;14 days&quot;</extracomment>
        <translation>
            <numerusform> day</numerusform>
            <numerusform> days</numerusform>
        </translation>
    </message>
</context>
</TS>
