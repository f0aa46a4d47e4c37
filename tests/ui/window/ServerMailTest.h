// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

//! Mail and limits of the server as the window shows them: parts that are not here, searches there, drafts, quota, rights, the queue.
class ServerMailTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void attachmentsThatAreNotHere();
    void sourceOfAPartIsFetched();
    void searchGoesOnOnTheServer();
    void completeMailIsNotSearchedTwice();
    void draftsOfTheServerOpenInTheComposer();
    void draftsThatAFolderShowsAreNotListedTwice();
    void quotaIsShownAndWarnedOf();
    void whatIsForbiddenCannotBeChosen();
    void theQueueIsRetriedAndCancelledByEntry();
    void receivingIsSet();
    void pictures_data();
    void pictures();
};

} // namespace golub::tests
