# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(ImapFramerFuzz LINK protocols_imap)
golub_fuzzer(ImapResponseFuzz LINK protocols_imap)
golub_fuzzer(ImapMailboxCodecFuzz LINK protocols_imap)
golub_fuzzer(ImapEngineFuzz LINK protocols_imap)
