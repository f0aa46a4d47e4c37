// SPDX-License-Identifier: GPL-3.0-or-later
// Undoing takes back what was done here, and never what another program did meanwhile.
#include "tests/unit/core/sync/WorkerFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

const QString Trash = QStringLiteral("Trash");
const QString One = QStringLiteral("one");

class UndoSafetyTest : public WorkerFixture
{
protected:
    //! Another program moves the message from Work to the inbox.
    void movedByAnother()
    {
        auto taken = server.box(Work).messages.takeFirst();
        ++server.box(Work).modSeq;
        auto &inbox = server.box(Inbox);
        taken.uid = Uid { inbox.nextUid++ };
        taken.modSeq = ModSeq { ++inbox.modSeq };
        inbox.messages.append(taken);
    }
    int copiesOnServer() const
    {
        int count = 0;
        for (const auto &[path, box] : server.boxes)
            count += int(server.subjects(path).count(One));
        return count;
    }
    void copyToInbox()
    {
        ASSERT_TRUE(store->operations().copy({ message(Work, One).id }, mailbox(Inbox).id));
    }
};

} // namespace

TEST_F(UndoSafetyTest, ACopyOfWhatWasMovedMeanwhileIsNotRemovedWithIt)
{
    for (const bool withTrash : { false, true }) {
        SCOPED_TRACE(withTrash);
        server.boxes.clear();
        server.box(Inbox).role = MailboxRole::Inbox;
        server.deliver(Work, One);
        if (withTrash)
            server.box(Trash).role = MailboxRole::Trash;
        ASSERT_TRUE(store->accounts().remove(account.id));
        account = *store->accounts().find(*store->accounts().add(account));
        makeWorker();
        start();
        copyToInbox();
        movedByAnother();
        ASSERT_TRUE(synchronize()); // the server copies nothing, and the message itself shows up where the copy would be
        EXPECT_EQ(subjects(Inbox), QStringList { One });
        EXPECT_EQ(store->operations().undo().has_value(), withTrash);
        clock.advance(20min);
        ASSERT_TRUE(synchronize());
        EXPECT_EQ(copiesOnServer(), 1) << "the only one there is";
        EXPECT_EQ(server.subjects(withTrash ? Trash : Inbox), QStringList { One });
    }
}

TEST_F(UndoSafetyTest, ACopyThatTheServerHasToldIsRemovedAndTheOriginalStays)
{
    server.deliver(Work, One);
    server.box(Inbox).role = MailboxRole::Inbox;
    start();
    copyToInbox();
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(copiesOnServer(), 2);
    ASSERT_TRUE(store->operations().undo());
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(copiesOnServer(), 1);
    EXPECT_EQ(server.subjects(Work), QStringList { One });
}
