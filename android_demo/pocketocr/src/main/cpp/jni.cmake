# add_jni_library(NAME SOURCE...): a library for System.loadLibrary that shows its JNI functions and
# nothing else, without what it does not call.
function(add_jni_library name)
  add_library(${name} SHARED ${ARGN})
  set_target_properties(${name} PROPERTIES
    CXX_STANDARD 17
    CXX_STANDARD_REQUIRED ON
    CXX_EXTENSIONS OFF
    LINK_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/exports.map
  )
  target_compile_options(${name} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow $<$<BOOL:${POCKET_OCR_WERROR}>:-Werror>)
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
  # Android devices with pages of 16 KB load no library that is aligned to less. As the NDK does,
  # refuse a map that names a symbol which is not there.
  target_link_options(${name} PRIVATE
    LINKER:--version-script=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/exports.map
    LINKER:--no-undefined-version LINKER:--gc-sections
    LINKER:-z,max-page-size=16384 LINKER:-z,defs)
  if(NOT ANDROID)
    find_path(JNI_HEADERS jni.h PATHS $ENV{JAVA_HOME}/include REQUIRED NO_DEFAULT_PATH)
    target_include_directories(${name} SYSTEM PRIVATE ${JNI_HEADERS} ${JNI_HEADERS}/linux)
  endif()
endfunction()
