"""CMake's way to the parts: a configuration of the unpacked OpenCV, and a toolchain file.

Debian's own configuration names every module of OpenCV and refuses to load unless all are there.
"""

from pathlib import Path

from native.setup.packages import MODULES, OPENCV_VERSION

_CONFIG = """\
# The modules of Debian's OpenCV {version} that were unpacked here.
set(OpenCV_VERSION {version})
get_filename_component(_opencv_root "${{CMAKE_CURRENT_LIST_DIR}}/../../../.." ABSOLUTE)
set(_opencv_lib "${{_opencv_root}}/lib/{triplet}")
set(OpenCV_INCLUDE_DIRS "${{_opencv_root}}/include/opencv4")
foreach(_module {modules})
  set(OpenCV_${{_module}}_FOUND TRUE)
  list(APPEND OpenCV_LIBS opencv_${{_module}})
  if(TARGET opencv_${{_module}})
    continue()
  endif()
  add_library(opencv_${{_module}} SHARED IMPORTED)
  set_target_properties(opencv_${{_module}} PROPERTIES
    IMPORTED_LOCATION "${{_opencv_lib}}/libopencv_${{_module}}.so"
    INTERFACE_INCLUDE_DIRECTORIES "${{OpenCV_INCLUDE_DIRS}}"
    INTERFACE_LINK_OPTIONS "{options}")
endforeach()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCV
  REQUIRED_VARS OpenCV_INCLUDE_DIRS VERSION_VAR OpenCV_VERSION HANDLE_COMPONENTS)
"""

_VERSION = """\
set(PACKAGE_VERSION {version})
if(PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION OR
   NOT PACKAGE_FIND_VERSION_MAJOR MATCHES "^(0|{major})?$")
  set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
"""

_CROSS = """\
# x86_64 builds for arm64; what was built runs in the emulator.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER "${CMAKE_CURRENT_LIST_DIR}/bin/aarch64-linux-gnu-gcc")
set(CMAKE_CXX_COMPILER "${CMAKE_CURRENT_LIST_DIR}/bin/aarch64-linux-gnu-g++")
set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/bin/run")
set(CMAKE_FIND_ROOT_PATH "${CMAKE_CURRENT_LIST_DIR}/root" "${CMAKE_CURRENT_LIST_DIR}/tools")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
"""


def configure_opencv(root: Path, triplet: str, inherited_path: bool) -> None:
    """Replace Debian's configuration of OpenCV in an unpacked root.

    `inherited_path` writes the folder of the libraries into what is linked with them (DT_RPATH,
    which a library's own needs are looked up in as well, unlike DT_RUNPATH).
    """
    library = "${_opencv_lib}"
    options = [f"LINKER:-rpath-link,{library}"]
    if inherited_path:
        options += ["LINKER:--disable-new-dtags", f"LINKER:-rpath,{library}"]
    folder = root / "usr" / "lib" / triplet / "cmake" / "opencv4"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    config = _CONFIG.format(
        version=OPENCV_VERSION,
        triplet=triplet,
        modules=" ".join(MODULES),
        options=";".join(options),
    )
    version = _VERSION.format(version=OPENCV_VERSION, major=OPENCV_VERSION.partition(".")[0])
    (folder / "OpenCVConfig.cmake").write_text(config)
    (folder / "OpenCVConfig-version.cmake").write_text(version)


def write_toolchain(part: Path) -> None:
    """Write `toolchain.cmake`, for -DCMAKE_TOOLCHAIN_FILE."""
    (part / "toolchain.cmake").write_text(_CROSS)
