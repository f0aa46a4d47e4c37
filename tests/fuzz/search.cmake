# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(SearchSegmentFuzz LINK core_search)
