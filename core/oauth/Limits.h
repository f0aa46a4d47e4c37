// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

//! Limits on what comes from browsers and sign-in servers. Sizes are bytes.
namespace golub::oauth::limits {

inline constexpr qsizetype RedirectTarget = 16 * 1024;   //!< "/path?query" of the redirect
inline constexpr int RedirectParameters = 32;
inline constexpr qsizetype AnswerBytes = 128 * 1024;     //!< JSON of a token or metadata endpoint
inline constexpr qsizetype TokenLength = 32 * 1024;      //!< one token; tokens that are certificates of many rights get long
inline constexpr std::chrono::minutes SignInWithin { 10 }; //!< for the person, in the browser
inline constexpr int StrayRequests = 50;                 //!< requests with a state that is not ours, until listening ends

} // namespace golub::oauth::limits
