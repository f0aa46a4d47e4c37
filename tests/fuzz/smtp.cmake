# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(SmtpReplyFuzz LINK protocols_smtp)
golub_fuzzer(SmtpEngineFuzz LINK protocols_smtp)
golub_fuzzer(SmtpDotStufferFuzz LINK protocols_smtp)
