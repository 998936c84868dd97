# cmake -DINPUT=text file -DOUTPUT=cpp file -DFUNCTION=name -P embed_text.cmake
# Writes a source file whose function sj::NAME() returns the text, so that the program does not read it at run time.

file(READ ${INPUT} text)
if(text MATCHES "\\)embedded\"")
  message(FATAL_ERROR "${INPUT} holds the mark that ends its own string literal: )embedded\"")
endif()
file(WRITE ${OUTPUT} "// Made from ${INPUT} by cmake/embed_text.cmake.
#include <string_view>

namespace sj {
std::string_view ${FUNCTION}() {
  using namespace std::string_view_literals;
  return R\"embedded(${text})embedded\"sv;
}
}  // namespace sj
")
