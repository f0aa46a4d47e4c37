// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

//! Actions, style, reader and log one by one.
class PartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void actionsHaveTextsAndOwnShortcuts();
    void actionsKnowWhatTheyNeed();
    void everyIconThatIsUsedExists();
    void coloursCanBeRead_data();
    void coloursCanBeRead();
    void datesAreShort();
    void sizesAndInitials();
    void browserRefusesFilesAndNetwork();
    void browserShowsOwnParts();
    void onlySafeLinksOpen();
    void attachmentsAreSavedUnderFreeNames();
    void findInMessage();
    void logIsRingLimitedAndSavesATranscript();
    void polishIsLoaded();
    void ticksCanBeSeen_data();
    void ticksCanBeSeen();
};

} // namespace golub::tests
