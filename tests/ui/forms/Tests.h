// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

//! One function for each test class of this program; main() runs them all in this order.
namespace golub::tests {

std::unique_ptr<QObject> addressTextTest();
std::unique_ptr<QObject> richTextTest();
std::unique_ptr<QObject> sendChecksTest();
std::unique_ptr<QObject> spellingTest();
std::unique_ptr<QObject> recipientTest();
std::unique_ptr<QObject> composerTest();
std::unique_ptr<QObject> composerDraftTest();
std::unique_ptr<QObject> composerSendTest();
std::unique_ptr<QObject> sendLaterTest();
std::unique_ptr<QObject> setupTest();
std::unique_ptr<QObject> discoveryTest();
std::unique_ptr<QObject> settingsTest();
std::unique_ptr<QObject> signInTest();
std::unique_ptr<QObject> dialogsTest();
std::unique_ptr<QObject> picturesTest();

} // namespace golub::tests
