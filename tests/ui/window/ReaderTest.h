// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

//! What the reader says of a message, fetches for it and prints of it.
class ReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void attachmentsTellHowFarTheyAreAndCanBeCancelled();
    void aServerThatTakesItsTimeIsSeenToo();
    void imagesComeWhenTheyAreAskedFor();
    void imagesOfASenderComeByThemselves();
    void imagesNeverComeByThemselvesInJunk();
    void imagesThatDoNotComeAreSaid();
    void loadingImagesCanBeCancelled();
    void encryptedMailIsExplained();
    void invitationsSayWhenAndWhere();
    void invitationTimes_data();
    void invitationTimes();
    void messagesAreMadeReadyForPaper();
    void newMailIsSaidShortly();
    void lettersDoNotSearchTheList();
    void theFirstAccountsInboxIsWhereOneBegins();
};

} // namespace golub::tests
