# build_opencv(FOLDER): OpenCV from its source, static, for the platform that is being built for.
#
# It is built while CMake configures, takes minutes, and is kept in POCKET_OCR_OPENCV_CACHE, whole
# or not at all, in a folder that is named after all that it was built from. FOLDER is set to that
# of its OpenCVConfig.cmake.
set(opencv_version 4.14.0)  # that of constraints.txt, which the reference computes with
set(opencv_url https://github.com/opencv/opencv/archive/refs/tags/${opencv_version}.tar.gz)
set(opencv_sha256 ee8fb9b30eb60850431b4656447080e3737b56e45719c92b67f245950609f86e)

set(POCKET_OCR_OPENCV_CACHE ${CMAKE_CURRENT_LIST_DIR}/../../.cache/native/opencv
  CACHE PATH "Where OpenCV is kept that was built from its source")
set(POCKET_OCR_OPENCV_SOURCE "" CACHE PATH "OpenCV's source; empty: it is fetched")

set(opencv_options
  -DCMAKE_BUILD_TYPE=Release
  -DBUILD_SHARED_LIBS=OFF
  -DENABLE_PIC=ON
  -DBUILD_LIST=core,imgproc
  -DBUILD_ZLIB=ON
  # These compute some pixels otherwise than OpenCV's own code, and differ from phone to phone.
  -DWITH_CAROTENE=OFF -DWITH_FASTCV=OFF -DWITH_HAL_RVV=OFF -DWITH_IPP=OFF -DWITH_KLEIDICV=OFF
  -DWITH_NDSRVP=OFF -DWITH_OPENCL=OFF -DWITH_OPENVX=OFF
  -DCPU_DISPATCH=
  # Nothing of these is used.
  -DWITH_AVIF=OFF -DWITH_EIGEN=OFF -DWITH_FLATBUFFERS=OFF -DWITH_IMGCODEC_GIF=OFF
  -DWITH_IMGCODEC_HDR=OFF -DWITH_IMGCODEC_PFM=OFF -DWITH_IMGCODEC_PXM=OFF
  -DWITH_IMGCODEC_SUNRASTER=OFF -DWITH_ITT=OFF -DWITH_JASPER=OFF -DWITH_JPEG=OFF -DWITH_LAPACK=OFF
  -DWITH_OPENEXR=OFF -DWITH_OPENJPEG=OFF -DWITH_PNG=OFF -DWITH_PROTOBUF=OFF -DWITH_QUIRC=OFF
  -DWITH_TIFF=OFF -DWITH_VA=OFF -DWITH_VA_INTEL=OFF -DWITH_WEBP=OFF -DWITH_TBB=OFF -DWITH_OPENMP=OFF
  -DPARALLEL_ENABLE_PLUGINS=OFF -DOPENCV_GENERATE_SETUPVARS=OFF
  -DBUILD_ANDROID_EXAMPLES=OFF -DBUILD_ANDROID_PROJECTS=OFF -DBUILD_EXAMPLES=OFF -DBUILD_ITT=OFF
  -DBUILD_JAVA=OFF -DBUILD_KOTLIN_EXTENSIONS=OFF -DBUILD_OBJC=OFF -DBUILD_PERF_TESTS=OFF
  -DBUILD_TESTS=OFF -DBUILD_opencv_apps=OFF -DBUILD_opencv_java_bindings_generator=OFF
  -DBUILD_opencv_js_bindings_generator=OFF -DBUILD_opencv_objc_bindings_generator=OFF
  -DBUILD_opencv_python_bindings_generator=OFF -DBUILD_opencv_python_tests=OFF
)

# What makes the inner build one for the same platform.
function(target_platform options)
  set(names CMAKE_MAKE_PROGRAM CMAKE_OSX_ARCHITECTURES CMAKE_OSX_DEPLOYMENT_TARGET CMAKE_OSX_SYSROOT)
  if(CMAKE_TOOLCHAIN_FILE)
    list(APPEND names CMAKE_TOOLCHAIN_FILE ANDROID_ABI ANDROID_NDK ANDROID_PLATFORM ANDROID_STL
      ANDROID_SUPPORT_FLEXIBLE_PAGE_SIZES)
  else()
    list(APPEND names CMAKE_CXX_COMPILER)
    if(CMAKE_CROSSCOMPILING)
      list(APPEND names CMAKE_SYSTEM_NAME CMAKE_SYSTEM_PROCESSOR)
    endif()
  endif()
  foreach(name ${names})
    if(NOT "${${name}}" STREQUAL "")
      list(APPEND found "-D${name}=${${name}}")
    endif()
  endforeach()
  set(${options} "${found}" PARENT_SCOPE)
endfunction()

function(run_or_fail)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "OpenCV ${opencv_version} could not be built; the lines above say why")
  endif()
endfunction()

function(fetch_opencv source work)
  if(POCKET_OCR_OPENCV_SOURCE)
    set(${source} ${POCKET_OCR_OPENCV_SOURCE} PARENT_SCOPE)
    return()
  endif()
  file(DOWNLOAD ${opencv_url} ${work}/opencv.tar.gz STATUS status)
  list(POP_FRONT status failed)
  if(failed)
    message(FATAL_ERROR "OpenCV cannot be fetched from ${opencv_url} (${status}): connect to the "
      "network, or unpack its source and pass -DPOCKET_OCR_OPENCV_SOURCE=FOLDER")
  endif()
  file(SHA256 ${work}/opencv.tar.gz found)
  if(NOT found STREQUAL opencv_sha256)
    message(FATAL_ERROR "${opencv_url} holds other bytes than it did (SHA-256 ${found})")
  endif()
  file(ARCHIVE_EXTRACT INPUT ${work}/opencv.tar.gz DESTINATION ${work})
  set(${source} ${work}/opencv-${opencv_version} PARENT_SCOPE)
endfunction()

function(build_opencv folder)
  target_platform(platform)
  string(SHA256 key "${opencv_sha256} ${opencv_options} ${platform} ${CMAKE_GENERATOR} \
${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${POCKET_OCR_OPENCV_SOURCE}")
  string(SUBSTRING ${key} 0 12 key)
  string(JOIN - name ${CMAKE_SYSTEM_NAME} ${ANDROID_ABI} ${CMAKE_OSX_ARCHITECTURES} ${key})
  file(REAL_PATH ${POCKET_OCR_OPENCV_CACHE} cache)
  set(built ${cache}/${name})
  set(work ${cache}/.${name})

  file(MAKE_DIRECTORY ${cache})
  file(LOCK ${cache}/${name}.lock GUARD FUNCTION)  # Gradle configures several builds at once
  if(NOT IS_DIRECTORY ${built})
    message(STATUS "Building OpenCV ${opencv_version} in ${built}: this takes some minutes, once")
    file(REMOVE_RECURSE ${work})
    fetch_opencv(source ${work})
    run_or_fail(${CMAKE_COMMAND} -G ${CMAKE_GENERATOR} -S ${source} -B ${work}/build
      -DCMAKE_INSTALL_PREFIX=${work}/install ${platform} ${opencv_options})
    run_or_fail(${CMAKE_COMMAND} --build ${work}/build --target install)
    file(RENAME ${work}/install ${built})
    file(REMOVE_RECURSE ${work})
  endif()

  set(POCKET_OCR_OPENCV_FOLDER ${built} CACHE INTERNAL "")
  foreach(place sdk/native/jni lib/cmake/opencv4 lib64/cmake/opencv4)
    if(EXISTS ${built}/${place}/OpenCVConfig.cmake)
      set(${folder} ${built}/${place} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "${built} holds no OpenCVConfig.cmake: delete it and configure once more")
endfunction()
