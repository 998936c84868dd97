# cmake -DDIRECTORY=dir -DOUTPUT=cpp file -DWORK=dir -DLAYER=name -P embed_files.cmake
# Writes a source file with every file of the directory, as it is and gzipped: sj::LAYER::embedded_files().
# The bytes are taken in by the assembler; the hashes make the source change when they do.

file(GLOB_RECURSE files RELATIVE ${DIRECTORY} ${DIRECTORY}/*)
list(SORT files)
file(REMOVE_RECURSE ${WORK})
set(symbols "")
set(rows "")
set(number 0)

function(embed symbol path)
  file(SHA256 ${path} hash)
  string(APPEND symbols "// ${hash}
asm(\".pushsection .rodata\\n${symbol}_begin: .incbin \\\"${path}\\\"\\n${symbol}_end: .byte 0\\n.popsection\");
extern const char ${symbol}_begin[] asm(\"${symbol}_begin\");
extern const char ${symbol}_end[] asm(\"${symbol}_end\");
")
  set(symbols "${symbols}" PARENT_SCOPE)
endfunction()

foreach(file ${files})
  set(packed ${WORK}/${file}.gz)
  get_filename_component(folder ${packed} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  execute_process(COMMAND gzip -9 -n -c ${DIRECTORY}/${file} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
  embed(sj_${LAYER}_plain_${number} ${DIRECTORY}/${file})
  embed(sj_${LAYER}_gzip_${number} ${packed})
  set(plain sj_${LAYER}_plain_${number})
  set(gzip sj_${LAYER}_gzip_${number})
  string(APPEND rows "    {\"/${file}\", text(${plain}_begin, ${plain}_end), text(${gzip}_begin, ${gzip}_end)},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT} "// Made by cmake/embed_files.cmake.
#include <array>

#include \"${LAYER}/embedded.hpp\"

${symbols}
namespace sj::${LAYER} {
namespace {
std::string_view text(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }
}  // namespace

std::span<const site::EmbeddedFile> embedded_files() {
  static const std::array<site::EmbeddedFile, ${number}> files{{
${rows}  }};
  return files;
}
}  // namespace sj::${LAYER}
")
