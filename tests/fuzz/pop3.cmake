# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(Pop3ResponseFuzz LINK protocols_pop3)
golub_fuzzer(Pop3EngineFuzz LINK protocols_pop3)
