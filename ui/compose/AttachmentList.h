// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Draft.h"

#include <QListWidget>

namespace golub::ui {

//! The files that go along, with sizes; as high as it needs to be, up to three rows. Delete removes the selected ones.
class AttachmentList : public QListWidget
{
    Q_OBJECT
public:
    explicit AttachmentList(QWidget *parent);

    void setAttachments(const QList<DraftAttachment> &attachments);
    const QList<DraftAttachment> &attachments() const { return m_attachments; }
    //! Adds files of this computer; what cannot be attached is told in the answer, translated.
    QStringList addFiles(const QStringList &paths);
    void addContent(const QString &name, const QString &type, const QByteArray &content);
    void removeSelected();
    //! Looks again which files are still there and marks the others; their names.
    QStringList markMissing();
    void removeMissing();
    //! Bytes of all that are known.
    qint64 totalSize() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void edited();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void append(const DraftAttachment &attachment);
    void changed();
    int rowsNeeded() const;

    QList<DraftAttachment> m_attachments;
};

} // namespace golub::ui
