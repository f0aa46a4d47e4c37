// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/PictureFetcher.h"

#include <QUrl>

#include <utility>

namespace golub::service {

bool isBitmap(const QByteArray &bytes)
{
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("\xff\xd8\xff") || bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a")
        || (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP") || (bytes.startsWith("BM") && bytes.size() > 26);
}

void PictureFetcher::start(const QList<RemotePicture> &pictures, std::function<void(qint64, qint64)> progress, Done<Pictures> done)
{
    m_waiting = m_network ? pictures : QList<RemotePicture>();
    m_total = m_waiting.size();
    m_progress = std::move(progress);
    m_done = std::move(done);
    next();
}

void PictureFetcher::next()
{
    if (std::exchange(m_asking, true)) // an answer that comes inside of its question: who asks goes on
        return;
    while (m_running < AtOnce && !m_waiting.isEmpty() && m_bytes < AllBytes) {
        const RemotePicture picture = m_waiting.takeFirst();
        ++m_running;
        // Where it came from in the end is not looked at: a redirection is followed to https alone.
        m_network->get(QUrl(picture.url, QUrl::StrictMode), PictureBytes, [this, id = picture.id](const Result<FetchedPage> &page) { answered(id, page); });
    }
    m_asking = false;
    if (m_running == 0)
        std::exchange(m_done, {})(std::exchange(m_pictures, {})); // may destroy this
}

void PictureFetcher::answered(const QString &id, const Result<FetchedPage> &page)
{
    --m_running;
    if (page && isBitmap(page->body)) {
        m_bytes += page->body.size();
        m_pictures.insert(id, page->body);
    }
    m_progress(++m_ended, m_total);
    next();
}

} // namespace golub::service
