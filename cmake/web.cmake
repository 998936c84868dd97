# The web parts of the program: built by Vite from a workspace of web/, or a placeholder where there is no Node for it.

set(web ${CMAKE_SOURCE_DIR}/web)
set(SJ_HAS_NODE OFF)
if(SJ_WEB)
  find_program(NPM npm)
  find_program(NODE node HINTS ${CMAKE_SOURCE_DIR}/build/node/bin NO_CACHE)
  set(node_version v0)
  if(NODE)
    execute_process(COMMAND ${NODE} --version OUTPUT_VARIABLE node_version OUTPUT_STRIP_TRAILING_WHITESPACE)
  endif()
  string(REPLACE v "" node_version ${node_version})
  if(NPM AND node_version VERSION_GREATER_EQUAL 20.19)
    set(SJ_HAS_NODE ON)
    get_filename_component(node_folder ${NODE} DIRECTORY)
    set(with_node ${CMAKE_COMMAND} -E env PATH=${node_folder}:$ENV{PATH})
    set(installed ${CMAKE_BINARY_DIR}/npm-installed)
    add_custom_command(
      OUTPUT ${installed}
      COMMAND ${with_node} sh -c
              "test node_modules/.package-lock.json -nt package-lock.json || exec \"$0\" ci --no-audit --no-fund --silent" ${NPM}
      COMMAND ${CMAKE_COMMAND} -E touch ${installed}
      DEPENDS ${web}/package-lock.json
      WORKING_DIRECTORY ${web}
      COMMENT "npm ci"
      VERBATIM)
    add_custom_target(npm_installed DEPENDS ${installed})
  else()
    message(WARNING "the dashboard and the live form are left out: they take Node 20.19 or newer, and here is ${node_version}")
  endif()
endif()

# sj_embed_site(LAYER WORKSPACE SOURCES pattern...): what Vite makes of web/WORKSPACE travels inside the program, as
# sj::LAYER::embedded_files(). It is built again when a file changes that the patterns (below web/) find. SDK: the browser
# SDK is among the files, in sdk/.
function(sj_embed_site layer workspace)
  cmake_parse_arguments(SITE "SDK" "" "SOURCES" ${ARGN})
  set(site ${CMAKE_CURRENT_SOURCE_DIR}/placeholder)
  set(built ${site}/index.html)
  if(SJ_HAS_NODE)
    set(site ${CMAKE_CURRENT_BINARY_DIR}/site)
    set(built ${CMAKE_CURRENT_BINARY_DIR}/site-built)
    list(TRANSFORM SITE_SOURCES PREPEND ${web}/)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${SITE_SOURCES})
    set(add_sdk "")
    if(SITE_SDK)
      set(dist ${CMAKE_CURRENT_BINARY_DIR}/sdk)
      set(add_sdk
          COMMAND ${with_node} ${NPM} exec --workspace sdk -- vite build --outDir ${dist} --emptyOutDir --logLevel warn
          COMMAND ${with_node} node sdk/publish.mjs ${dist} ${site}/sdk)
    endif()
    add_custom_command(
      OUTPUT ${built}
      COMMAND ${with_node} ${NPM} run build --silent --workspace ${workspace} -- --outDir ${site} --emptyOutDir --logLevel warn
      ${add_sdk}
      COMMAND ${CMAKE_COMMAND} -E touch ${built}
      DEPENDS npm_installed ${web}/package-lock.json ${CMAKE_SOURCE_DIR}/catalog/words.json ${sources} ${web}/${workspace}/index.html
              ${web}/${workspace}/vite.config.ts ${web}/${workspace}/package.json
      WORKING_DIRECTORY ${web}
      COMMENT "building web/${workspace}"
      VERBATIM)
  endif()
  set(made ${CMAKE_CURRENT_BINARY_DIR}/embedded_files.cpp)
  add_custom_command(
    OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -DDIRECTORY=${site} -DOUTPUT=${made} -DWORK=${CMAKE_CURRENT_BINARY_DIR}/packed
            -DLAYER=${layer} -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${built} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  target_sources(sj_${layer} PRIVATE ${made})
endfunction()
