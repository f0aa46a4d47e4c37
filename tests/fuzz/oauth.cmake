# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(OAuthFuzz LINK core_oauth protocols_net)
