// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/AddressText.h"

#include <QPlainTextEdit>

#include <functional>

class QCompleter;
class QStandardItemModel;

namespace golub::ui {

//! A field for any number of recipients: completes from known addresses, grows with its content up to four lines, and
//! underlines what cannot be an address once the person moved on from it.
class RecipientEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    //! Known addresses for a prefix, at most so many.
    using Source = std::function<QList<Address>(const QString &prefix, int limit)>;
    RecipientEdit(Source source, QWidget *parent);

    void setAddresses(const QList<Address> &addresses);
    //! Everything that stands there; what cannot be an address too, as typed.
    QList<Address> addresses() const;
    QList<addresstext::Piece> pieces() const { return addresstext::parse(toPlainText()); }
    //! Puts the cursor on the first bad address; false if there is none.
    bool goToProblem();
    //! Addresses that are well formed and did not work before: marked while they stand here. \a why is shown when the pointer rests on one.
    void setSuspects(const QStringList &addresses, const QString &why);
    bool isEmpty() const { return pieces().isEmpty(); }
    QCompleter *addressCompleter() const { return m_completer; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    //! The person changed the text.
    void edited();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void complete();
    void accept(const QModelIndex &index);
    void normalize();
    void fitHeight();
    void mark();
    addresstext::Piece pieceAtCursor() const;

    Source m_source;
    QCompleter *m_completer;
    QStandardItemModel *m_model;
    QStringList m_suspects;
    QString m_suspectReason;
    bool m_setting = false;
};

} // namespace golub::ui
