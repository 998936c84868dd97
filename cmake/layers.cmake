# One target a folder. A layer may use only the layers that it names, so the link line is the architecture:
# an include that goes against docs/ARCHITECTURE.md does not compile, because its folder is not on the include path.

add_library(sj_flags INTERFACE)
target_compile_options(sj_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wno-missing-field-initializers -Werror -fno-omit-frame-pointer)
# Asio and Beast are compiled once, in base/boost_asio.cpp, not in every file that includes them.
target_compile_definitions(sj_flags INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # g++ 12 sees overlapping copies in plain std::string code (its bug 105651), and too long ones once headers are precompiled.
  target_compile_options(sj_flags INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
  target_link_options(sj_flags INTERFACE -fuse-ld=gold)  # of binutils too, and twice as fast
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # libstdc++ offers <expected> only to compilers that claim the final concepts; clang 16 has what it needs.
  target_compile_options(sj_flags INTERFACE -D__cpp_concepts=202002L -Wno-builtin-macro-redefined -Wno-macro-redefined
    -Wno-overlength-strings)  # embedded texts
  # What base/thread_annotations.hpp says of locks is checked.
  target_compile_options(sj_flags INTERFACE -Wthread-safety)
endif()
if(SJ_SANITIZE)
  target_compile_options(sj_flags INTERFACE -fsanitize=${SJ_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(sj_flags INTERFACE -fsanitize=${SJ_SANITIZE})
endif()
if(SJ_FUZZ)
  # So that the fuzzers see which lines of the layers they reach.
  target_compile_options(sj_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(SJ_SANITIZE MATCHES thread)
  # The thread sanitizer does not know fences, and Asio's queues are guarded by mutexes besides.
  target_compile_definitions(sj_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()

# Three times what the longest test takes (`ctest --preset release`: 28 s), so that a step that has become quadratic is found.
set(test_timeout_s 100)
if(SJ_SANITIZE)
  set(test_timeout_s 600)
endif()

# What scripts/test builds with sanitizers, without the rest of the program.
add_custom_target(unit_tests)
add_custom_target(fuzzers)

# sj_precompile(TARGET LIKE target HEADERS header...)
# TARGET's files read these headers compiled once (ADR 12): those of LIKE, or, with headers that only TARGET needs, a set
# of its own. Every file names what it uses all the same; -DSJ_PRECOMPILE=OFF shows whether it does.
set(often_read <algorithm> <array> <chrono> <filesystem> <functional> <map> <memory> <mutex> <optional> <span> <string> <string_view>
  <thread> <utility> <vector> <fmt/format.h> <spdlog/spdlog.h>)
function(sj_precompile target)
  cmake_parse_arguments(PRECOMPILE "" "LIKE" "HEADERS" ${ARGN})
  if(NOT SJ_PRECOMPILE)
    return()
  elseif(PRECOMPILE_HEADERS)
    target_precompile_headers(${target} PRIVATE ${often_read} ${PRECOMPILE_HEADERS})
  else()
    target_precompile_headers(${target} REUSE_FROM ${PRECOMPILE_LIKE})
  endif()
endfunction()

# sj_layer(NAME USES layer... LINKS library... [PRECOMPILE header...] [COLD])
# Takes every *.cpp of the folder; *_test.cpp go into the program NAME_test, *_fuzz.cpp into one fuzzer each.
# PRECOMPILE: heavy headers that most of its files read.
# COLD: no event that a server takes and no answer that it gives is made here, so that it is compiled quickly, not well.
function(sj_layer name)
  cmake_parse_arguments(LAYER "COLD" "" "USES;LINKS;TEST_LINKS;PRECOMPILE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  set(fuzzers ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz)\\.cpp$")

  set(exposed ${CMAKE_BINARY_DIR}/layers/${name})
  file(MAKE_DIRECTORY ${exposed})
  if(NOT EXISTS ${exposed}/${name})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${exposed}/${name} SYMBOLIC)
  endif()

  add_library(sj_${name} STATIC ${sources})
  target_include_directories(sj_${name} PUBLIC ${exposed})
  foreach(layer ${LAYER_USES})
    if(NOT TARGET sj_${layer})
      message(FATAL_ERROR "${name} uses ${layer}, which does not stand above it in src/CMakeLists.txt")
    endif()
    target_link_libraries(sj_${name} PUBLIC sj_${layer})
  endforeach()
  target_link_libraries(sj_${name} PUBLIC ${LAYER_LINKS} PRIVATE sj_flags)

  sj_precompile(sj_${name} LIKE sj_precompiled HEADERS ${LAYER_PRECOMPILE})

  if(LAYER_COLD)
    target_compile_options(sj_${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
  endif()

  if(SJ_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE sj_${name} sj_flags GTest::gtest GTest::gmock GTest::gtest_main)
    # Tests are compiled plainly: making them fast takes longer than running them.
    target_compile_options(${name}_test PRIVATE -O0)
    target_compile_definitions(${name}_test PRIVATE SJ_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    sj_precompile(${name}_test LIKE sj_precompiled_test)
    if(LAYER_TEST_LINKS)
      target_link_libraries(${name}_test PRIVATE ${LAYER_TEST_LINKS})
    endif()
    add_dependencies(unit_tests ${name}_test)
    gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${test_timeout_s})
  endif()
  if(SJ_FUZZ)
    foreach(fuzzer ${fuzzers})
      get_filename_component(fuzzer_name ${fuzzer} NAME_WE)
      add_executable(${fuzzer_name} ${fuzzer})
      target_compile_options(${fuzzer_name} PRIVATE -fsanitize=fuzzer)
      target_link_options(${fuzzer_name} PRIVATE -fsanitize=fuzzer)
      target_link_libraries(${fuzzer_name} PRIVATE sj_${name} sj_flags)
      add_dependencies(fuzzers ${fuzzer_name})
    endforeach()
  endif()
endfunction()

# sj_embed_text(LAYER FILE NAME): the file's text travels inside the program, as `std::string_view sj::NAME()`.
function(sj_embed_text layer file name)
  set(made ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  add_custom_command(
    OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_SOURCE_DIR}/${file} -DOUTPUT=${made} -DFUNCTION=${name}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
    DEPENDS ${CMAKE_SOURCE_DIR}/${file} ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
    VERBATIM)
  target_sources(sj_${layer} PRIVATE ${made})
endfunction()
