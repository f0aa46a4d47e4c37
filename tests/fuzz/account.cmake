# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(AutoconfigFuzz LINK core_account)
