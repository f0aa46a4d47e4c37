// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

//! What a person does in the window, with keys and clicks.
class JourneyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAndMarksAsRead();
    void leavesAMessageUnreadThatWasOnlyPassed();
    void starByClickAndByKey();
    void deleteSelectsTheNextAndUndoBringsItBack();
    void archiveManyAndUndoByBar();
    void refusedActionIsShown();
    void deleteInTrashAsksFirst();
    void moveByTyping();
    void dropOnAFolderMoves();
    void searchWhileTypingAndEscape();
    void searchScopeThisFolder();
    void whatWasFoundSaysWhereItIs();
    void escapeInTheListEndsTheSearch();
    void lettersInTheSearchBoxAreLetters();
    void outboxUncertainIsResolvedFromTheNotice();
    void uncertainEntryTellsWhatIsKnown();
    void outboxEditOpensTheComposer();
    void replyAndDraftOpenComposers();
    void messageGoesOnAsItIs();
    void mailtoIsTakenApart();
    void passwordIsAskedOncePerAccount();
    void offlineToggle();
    void failedActionsAreListed();
    void loadingCanBeCancelled();
    void encodingIsChosenForOneMessage();
    void remembersPlaceOverRestart();
    void keepsSelectionOverReset();
    void panesByF6();
    void millionRowsStayUsable();
};

} // namespace golub::tests
