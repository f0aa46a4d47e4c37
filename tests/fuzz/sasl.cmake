# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(SaslScramFuzz LINK protocols_sasl)
golub_fuzzer(SignInFuzz LINK protocols_imap protocols_pop3 protocols_smtp)
