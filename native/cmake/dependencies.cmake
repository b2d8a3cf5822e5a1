# pocket_ocr_opencv: OpenCV 4's core and imgproc. pocket_ocr_json: nlohmann/json, headers.
include(FetchContent)

set(opencv_default system)
if(CMAKE_SYSTEM_NAME MATCHES "Android|iOS")
  set(opencv_default build)
endif()
set(POCKET_OCR_OPENCV ${opencv_default} CACHE STRING
  "system: that which is installed, or OpenCV_DIR's; build: a static one, from its source")

add_library(pocket_ocr_opencv INTERFACE)
if(POCKET_OCR_OPENCV STREQUAL build)
  include(${CMAKE_CURRENT_LIST_DIR}/opencv.cmake)
  build_opencv(OpenCV_DIR)
  find_package(OpenCV 4 REQUIRED COMPONENTS core imgproc)
else()
  find_package(OpenCV 4 QUIET COMPONENTS core imgproc)
endif()
if(OpenCV_FOUND)
  target_link_libraries(pocket_ocr_opencv INTERFACE ${OpenCV_LIBS})
  target_include_directories(pocket_ocr_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
else()
  # Debian's configuration refuses to load unless all of OpenCV's modules are installed.
  find_path(POCKET_OCR_OPENCV_INCLUDE opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
  foreach(module imgproc core)
    find_library(POCKET_OCR_OPENCV_${module} opencv_${module})
    if(NOT POCKET_OCR_OPENCV_INCLUDE OR NOT POCKET_OCR_OPENCV_${module})
      message(FATAL_ERROR "OpenCV 4's ${module} is not here: install libopencv-imgproc-dev, run "
        "`python -m native.setup host`, or pass -DOpenCV_DIR=FOLDER of its OpenCVConfig.cmake")
    endif()
    target_link_libraries(pocket_ocr_opencv INTERFACE ${POCKET_OCR_OPENCV_${module}})
  endforeach()
  target_include_directories(pocket_ocr_opencv SYSTEM INTERFACE ${POCKET_OCR_OPENCV_INCLUDE})
endif()

add_library(pocket_ocr_json INTERFACE)
find_package(nlohmann_json 3.11 QUIET)
if(NOT nlohmann_json_FOUND)
  set(JSON_BuildTests OFF)
  set(JSON_Install OFF)
  FetchContent_Declare(nlohmann_json
    URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
    URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d
  )
  FetchContent_MakeAvailable(nlohmann_json)
endif()
target_include_directories(pocket_ocr_json SYSTEM INTERFACE
  $<TARGET_PROPERTY:nlohmann_json::nlohmann_json,INTERFACE_INCLUDE_DIRECTORIES>)
