// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MessageView.h"

#include <QTextBrowser>

namespace golub::ui {

//! Shows one message's sanitized HTML. The only resources it can ever have are the message's own parts (cid:) and data: images; it never
//! opens a file or the network, whatever the HTML says.
class MessageBrowser : public QTextBrowser
{
    Q_OBJECT
public:
    explicit MessageBrowser(QWidget *parent);

    void showMessage(const service::MessageView &view);
    //! The same message with pictures that came later: what is read stays where it is.
    void showPictures(const service::MessageView &view);
    void clearMessage();
    //! In steps; 0 is the normal size.
    void setZoom(int step);
    int zoom() const { return m_zoom; }
    //! What was refused, for tests: URLs that the HTML asked for.
    QStringList refusedResources() const { return m_refused; }
    //! http, https with a host, or mailto: what a click may open.
    static bool isSafeLink(const QUrl &url);

Q_SIGNALS:
    //! The true target under the pointer; empty when it leaves.
    void linkHovered(const QString &target);
    void linkActivated(const QUrl &url);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void render();
    void applyMargins();

    service::MessageView m_view;
    QStringList m_refused;
    int m_zoom = 0;
    bool m_hasMessage = false;
};

} // namespace golub::ui
