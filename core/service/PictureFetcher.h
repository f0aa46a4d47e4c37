// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/RemotePicture.h"
#include "core/ports/DiscoveryNetwork.h"

#include <QHash>
#include <QList>

#include <functional>
#include <memory>

namespace golub::service {

//! Fetches the pictures of one message, a few at a time. What does not come, is no bitmap (SVG is a document), or is too much is left out.
//! Destroying it stops everything.
class PictureFetcher
{
public:
    static constexpr int AtOnce = 6;
    static constexpr qint64 PictureBytes = 8 * 1024 * 1024;
    static constexpr qint64 AllBytes = 48 * 1024 * 1024;

    using Pictures = QHash<QString, QByteArray>; //!< by id
    //! \a network null: nothing comes.
    explicit PictureFetcher(std::unique_ptr<DiscoveryNetwork> network) : m_network(std::move(network)) { }

    //! Once. \a progress is told how many have ended, of how many. \a done comes inside of the last answer, or of this call where there is nothing to ask.
    void start(const QList<RemotePicture> &pictures, std::function<void(qint64, qint64)> progress, Done<Pictures> done);

private:
    void next();
    void answered(const QString &id, const Result<FetchedPage> &page);

    std::unique_ptr<DiscoveryNetwork> m_network;
    QList<RemotePicture> m_waiting;
    std::function<void(qint64, qint64)> m_progress;
    Done<Pictures> m_done;
    Pictures m_pictures;
    qint64 m_total = 0;
    qint64 m_ended = 0;
    qint64 m_bytes = 0;
    int m_running = 0;
    bool m_asking = false;
};

//! PNG, JPEG, GIF, WebP and BMP, by what they begin with: what a server calls them does not count.
bool isBitmap(const QByteArray &bytes);

} // namespace golub::service
