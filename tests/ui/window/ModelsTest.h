// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

class ModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldersFollowRolesAndHierarchy();
    void foldersCountUnreadInPlace();
    void folderListChangesKeepTheModelValid();
    void listRemovesAndInsertsSingleRows();
    void listAppliesManyRowsOfOneChange();
    void listResetsWhereRowsAreUnknown();
    void listUpdatesFlagsInPlace();
    void millionRowsKeepFewPages();
    void searchFetchesFurtherPages();
    void searchDropsRemovedHits();
    void searchErrorIsKept();
    void draftsAndOutboxFollow();
    void refusedRecipientOfAnAcceptedMessageIsShown();
};

} // namespace golub::tests
