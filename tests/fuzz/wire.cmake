# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(WireLineFramerFuzz LINK protocols_wire)
golub_fuzzer(WireDeflateFuzz LINK protocols_wire)
