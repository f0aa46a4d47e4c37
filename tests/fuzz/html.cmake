# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(HtmlFuzz LINK core_html core_base)
