# SPDX-License-Identifier: GPL-3.0-or-later
# lupdate reads every source without a complaint: no string is lost to translators.
file(REMOVE "${OUT}")
execute_process(COMMAND "${LUPDATE}" -silent -locations none -I "${ROOT}" "${ROOT}/app" "${ROOT}/core" "${ROOT}/protocols" "${ROOT}/ui" -ts "${OUT}"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result OR NOT output STREQUAL "")
  message(FATAL_ERROR "lupdate: ${output}")
endif()
