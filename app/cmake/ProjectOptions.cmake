# SPDX-License-Identifier: GPL-3.0-or-later
# One place for the language level, warnings, Qt strictness and hardening; and golub_library(), with which every folder is a target.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(GOLUB_CCACHE ccache)
  if(GOLUB_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${GOLUB_CCACHE}")
  endif()
endif()

add_library(golub_options INTERFACE)
target_include_directories(golub_options INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}")
target_compile_definitions(golub_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_STRICT_ITERATORS
  QT_DISABLE_DEPRECATED_BEFORE=0x060400
  GOLUB_VERSION="${PROJECT_VERSION}")
target_compile_options(golub_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wshadow -Wold-style-cast -Woverloaded-virtual
  -Wnon-virtual-dtor -Wimplicit-fallthrough -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # std::stable_sort of libstdc++ 12 calls what libstdc++ 12 deprecates, and clang does not overlook it. g++ watches for the rest.
  target_compile_options(golub_options INTERFACE -Wno-deprecated-declarations)
endif()
if(GOLUB_WERROR)
  target_compile_options(golub_options INTERFACE -Werror)
endif()
if(GOLUB_SANITIZE)
  target_compile_options(golub_options INTERFACE -fsanitize=${GOLUB_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(golub_options INTERFACE -fsanitize=${GOLUB_SANITIZE})
else()
  target_compile_options(golub_options INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=3>)
  target_link_options(golub_options INTERFACE -Wl,-z,relro,-z,now)
endif()
target_compile_definitions(golub_options INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS QT_FORCE_ASSERTS>)
if(GOLUB_FUZZ)
  # Every finding ends the program, and the assertions of Qt and the library are findings too.
  target_compile_options(golub_options INTERFACE -fsanitize=fuzzer-no-link -fno-sanitize-recover=all)
  target_compile_definitions(golub_options INTERFACE _GLIBCXX_ASSERTIONS QT_FORCE_ASSERTS)
endif()

find_program(GOLUB_MOLD mold)
if(GOLUB_MOLD AND NOT GOLUB_SANITIZE AND NOT GOLUB_FUZZ)
  target_link_options(golub_options INTERFACE -fuse-ld=mold)
endif()

# golub_library(NAME [MOC] [SUBDIRS dir…] [DEPS target…] [PRIVATE target…])
# A static library of every .cpp and .h in the current folder and the SUBDIRS named. DEPS are what its headers need; MOC where it has QObjects.
function(golub_library name)
  cmake_parse_arguments(arg "MOC" "" "DEPS;PRIVATE;SUBDIRS" ${ARGN})
  set(patterns "*.cpp" "*.h")
  foreach(dir IN LISTS arg_SUBDIRS)
    list(APPEND patterns "${dir}/*.cpp" "${dir}/*.h")
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${patterns})
  set(cpps ${sources})
  list(FILTER cpps INCLUDE REGEX "\\.cpp$")
  if(cpps)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC golub_options Qt6::Core ${arg_DEPS} PRIVATE ${arg_PRIVATE})
    set_target_properties(${name} PROPERTIES AUTOMOC ${arg_MOC})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE golub_options Qt6::Core ${arg_DEPS})
  endif()
endfunction()
