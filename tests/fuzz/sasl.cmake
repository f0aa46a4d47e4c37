# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(SaslScramFuzz LINK protocols_sasl)
