// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstring>

namespace golub::mime {

//! Reads numbers and stretches of a little-endian format. Past the end it gives zeros and empty views, and says so.
class LittleEndianReader
{
public:
    explicit LittleEndianReader(QByteArrayView bytes) : m_bytes(bytes) { }

    quint8 u8() { return number<quint8>(); }
    quint16 u16() { return number<quint16>(); }
    quint32 u32() { return number<quint32>(); }
    quint64 u64() { return number<quint64>(); }
    //! What is left where there is less.
    QByteArrayView bytes(qsizetype length)
    {
        const qsizetype there = qBound<qsizetype>(0, length, left());
        m_overrun = m_overrun || there != length;
        const QByteArrayView out = m_bytes.sliced(m_pos, there);
        m_pos += there;
        return out;
    }
    void skip(qsizetype length) { bytes(length); }
    //! On to the next multiple of four.
    void align() { skip(qMin<qsizetype>((4 - m_pos % 4) % 4, left())); }

    qsizetype position() const { return m_pos; }
    qsizetype left() const { return m_bytes.size() - m_pos; }
    bool atEnd() const { return left() == 0; }
    //! True where more was wanted than there was.
    bool overrun() const { return m_overrun; }

private:
    template<class T>
    T number()
    {
        const QByteArrayView view = bytes(qsizetype(sizeof(T)));
        T value = 0;
        if (view.size() == qsizetype(sizeof(T))) {
            for (qsizetype i = qsizetype(sizeof(T)) - 1; i >= 0; --i)
                value = T(quint64(value) << 8 | static_cast<unsigned char>(view[i]));
        }
        return value;
    }

    QByteArrayView m_bytes;
    qsizetype m_pos = 0;
    bool m_overrun = false;
};

} // namespace golub::mime
