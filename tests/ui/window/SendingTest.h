// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

//! Mail on its way and after: taking back, what came back, receipts.
class SendingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whomItDidNotReachIsSaid();
    void whatWasSentCountsDownAndComesBack();
    void sendNowDoesNotWait();
    void theCountdownKeepsItsButtons();
    void scheduledMailCanBeTakenBack();
    void whatWentLateIsSaid();
    void closingSendsWhatCouldBeTakenBack();
    void aBounceOffersToCorrectTheAddress();
    void aReportOnSomebodyElsesMailOffersNothing();
    void theSentMessageSaysWhomItDidNotReach();
    void aReportThatComesWhileItIsOpenIsSaid();
    void receiptsAreAsked();
    void receiptsFollowTheRule();
    void linksThatAttachAreRefusedAloud();
    void pictures_data();
    void pictures();
};

} // namespace golub::tests
