# SPDX-License-Identifier: GPL-3.0-or-later
golub_fuzzer(MimeMessageFuzz LINK core_mime)
golub_fuzzer(MimeHeaderFuzz LINK core_mime)
golub_fuzzer(MimeAddressFuzz LINK core_mime)
golub_fuzzer(MimeParameterFuzz LINK core_mime)
golub_fuzzer(MimeDateFuzz LINK core_mime)
golub_fuzzer(MimeFlowedFuzz LINK core_mime)
golub_fuzzer(MimeWriterFuzz LINK core_mime)
