// SPDX-License-Identifier: GPL-3.0-or-later
// The system's resolver against a name server of the test's own, on a loopback address that nobody uses; port 53 needs root.
#include "protocols/net/NameRecords.h"

#include "tests/support/WaitUntil.h"

#include <QCoreApplication>
#include <QMap>
#include <QNetworkDatagram>
#include <QUdpSocket>

#include <gtest/gtest.h>

#include <unistd.h>

namespace golub {
namespace {

using test::waitUntil;

constexpr int Srv = 33;
constexpr int Mx = 15;

QByteArray number(int value)
{
    return QByteArray(1, char(value >> 8)) + char(value & 0xff);
}

QByteArray wireName(const QByteArray &name)
{
    QByteArray wire;
    for (const QByteArray &label : name.split('.')) {
        if (!label.isEmpty())
            wire += char(label.size()) + label;
    }
    return wire + '\0';
}

QByteArray service(int priority, int weight, int port, const QByteArray &target)
{
    return number(priority) + number(weight) + number(port) + wireName(target);
}

//! Answers from a table; what is not there does not exist (NXDOMAIN).
class NameServer
{
public:
    NameServer()
    {
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this] {
            while (m_socket.hasPendingDatagrams())
                answer(m_socket.receiveDatagram());
        });
    }
    bool listen() { return m_socket.bind(address(), 53); }
    //! One for each process: tests run side by side.
    static QHostAddress address()
    {
        const auto process = quint32(QCoreApplication::applicationPid());
        return QHostAddress(0x7f4d0000U | (process & 0xffffU));
    }
    void add(const QByteArray &name, int type, const QByteArray &data) { m_records[wireName(name) + number(type)] += data; }

private:
    void answer(const QNetworkDatagram &asked)
    {
        const QByteArray query = asked.data();
        const qsizetype end = query.indexOf('\0', 12);
        if (end < 0)
            return;
        const QByteArray question = query.mid(12, end - 12 + 5); // name, type, class
        const QByteArray key = question.left(end - 12 + 3);
        const QList<QByteArray> records = m_records.value(key);
        QByteArray reply = query.left(2) + QByteArray(records.isEmpty() ? "\x81\x83" : "\x81\x80", 2) + number(1) + number(int(records.size())) + number(0)
            + number(0) + question;
        for (const QByteArray &data : records)
            reply += QByteArray("\xc0\x0c", 2) + key.right(2) + number(1) + QByteArray(4, '\0') + number(int(data.size())) + data;
        m_socket.writeDatagram(reply, asked.senderAddress(), quint16(asked.senderPort()));
    }

    QUdpSocket m_socket;
    QMap<QByteArray, QList<QByteArray>> m_records;
};

class NameRecordsTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (geteuid() != 0)
            GTEST_SKIP() << "a name server on port 53 needs root";
        ASSERT_TRUE(server.listen());
    }
    std::optional<Result<QList<SrvRecord>>> services(const char *name)
    {
        std::optional<Result<QList<SrvRecord>>> result;
        records.services(QLatin1StringView(name) + QString(), [&](const Result<QList<SrvRecord>> &got) { result = got; });
        EXPECT_FALSE(result) << "later";
        EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
        return result;
    }

    NameServer server;
    net::SystemNameRecords records { NameServer::address() };
};

TEST_F(NameRecordsTest, servicesAreRead)
{
    server.add("_imaps._tcp.example.org", Srv, service(10, 5, 993, "imap.example.org"));
    server.add("_imaps._tcp.example.org", Srv, service(20, 0, 1993, "spare.example.org"));
    const auto found = services("_imaps._tcp.example.org");
    ASSERT_TRUE(found && *found) << (found ? found->error().detail.toStdString() : "");
    ASSERT_EQ((*found)->size(), 2);
    int priorities = 0;
    for (const SrvRecord &record : **found) {
        priorities += record.priority;
        EXPECT_EQ(record.target, record.priority == 10 ? u"imap.example.org" : u"spare.example.org");
        EXPECT_EQ(record.port, record.priority == 10 ? 993 : 1993);
    }
    EXPECT_EQ(priorities, 30);
}

TEST_F(NameRecordsTest, aDotSaysThatThereIsNone)
{
    server.add("_pop3s._tcp.example.org", Srv, service(0, 0, 0, ""));
    const auto found = services("_pop3s._tcp.example.org");
    ASSERT_TRUE(found && *found);
    ASSERT_EQ((*found)->size(), 1);
    EXPECT_TRUE((*found)->first().target.isEmpty()) << (*found)->first().target.toStdString();
}

TEST_F(NameRecordsTest, whatDoesNotExistIsNotFound)
{
    const auto found = services("_imaps._tcp.nowhere.example");
    ASSERT_TRUE(found && !*found);
    EXPECT_EQ(found->error().kind, ErrorKind::NotFound);
}

TEST_F(NameRecordsTest, exchangersComeInTheirOrder)
{
    server.add("example.org", Mx, number(20) + wireName("second.example.org"));
    server.add("example.org", Mx, number(10) + wireName("first.example.org"));
    std::optional<Result<QStringList>> result;
    records.mailExchangers(QStringLiteral("example.org"), [&](const Result<QStringList> &got) { result = got; });
    ASSERT_TRUE(waitUntil([&] { return result.has_value(); }));
    ASSERT_TRUE(*result);
    EXPECT_EQ(**result, QStringList({ QStringLiteral("first.example.org"), QStringLiteral("second.example.org") }));
}

TEST_F(NameRecordsTest, aDomainThatTakesNoMailHasNone)
{
    server.add("example.org", Mx, number(0) + wireName("")); // RFC 7505
    std::optional<Result<QStringList>> result;
    records.mailExchangers(QStringLiteral("example.org"), [&](const Result<QStringList> &got) { result = got; });
    ASSERT_TRUE(waitUntil([&] { return result.has_value(); }));
    ASSERT_FALSE(*result);
    EXPECT_EQ(result->error().kind, ErrorKind::NotFound);
}

TEST_F(NameRecordsTest, destroyingItSaysNothing)
{
    auto own = std::make_unique<net::SystemNameRecords>(NameServer::address());
    bool called = false;
    own->services(QStringLiteral("_imaps._tcp.example.org"), [&](const Result<QList<SrvRecord>> &) { called = true; });
    own.reset();
    test::settle();
    EXPECT_FALSE(called);
}

} // namespace
} // namespace golub
