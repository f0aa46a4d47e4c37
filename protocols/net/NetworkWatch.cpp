// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/NetworkWatch.h"

#include <QCoreApplication>
#include <QNetworkInformation>
#include <QTimer>

#include <chrono>

namespace golub::net {
namespace {

using namespace std::chrono_literals;
constexpr auto AfterTheStart = 3s;

} // namespace

std::shared_ptr<QObject> watchNetwork(std::function<void()> changed)
{
    auto watch = std::make_shared<QObject>();
    // The information belongs to the application's thread.
    QTimer::singleShot(AfterTheStart, QCoreApplication::instance(), [weak = std::weak_ptr(watch), changed = std::move(changed)] {
        const auto here = weak.lock();
        if (!here || !QNetworkInformation::loadDefaultBackend())
            return;
        QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, here.get(),
            [changed](QNetworkInformation::Reachability reachability) {
                if (reachability != QNetworkInformation::Reachability::Disconnected)
                    changed();
            });
    });
    return watch;
}

} // namespace golub::net
