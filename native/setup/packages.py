"""What the parts are made of: names of Debian 12's packages and pinned wheels of PyPI."""

CODENAME = "bookworm"
"""The release that the packages' names belong to."""

OPENCV_VERSION = "4.6.0"
MODULES = ("core", "imgproc")
"""Of OpenCV."""

_OPENCV_NEEDS = """
libtbb12 libtbbmalloc2 liblapack3 libblas3 libgfortran5 zlib1g
libglx0 libglvnd0 libx11-6 libxcb1 libxau6 libxdmcp6 libbsd0 libmd0
"""
_COMPILER = """
g++-12-aarch64-linux-gnu gcc-12-aarch64-linux-gnu cpp-12-aarch64-linux-gnu
binutils-aarch64-linux-gnu libbinutils libcc1-0 libgmp10 libmpfr6 libmpc3 libisl23 libjansson4
libzstd1 zlib1g libc6-arm64-cross libc6-dev-arm64-cross linux-libc-dev-arm64-cross
libgcc-s1-arm64-cross libgcc-12-dev-arm64-cross libstdc++6-arm64-cross
libstdc++-12-dev-arm64-cross libgomp1-arm64-cross libitm1-arm64-cross libatomic1-arm64-cross
libasan8-arm64-cross liblsan0-arm64-cross libtsan2-arm64-cross libubsan1-arm64-cross
libhwasan0-arm64-cross
"""
_PYTHON = """
libc6 libgcc-s1 libstdc++6 python3.11-minimal libpython3.11-minimal libpython3.11-stdlib
libexpat1 libffi8 libbz2-1.0 liblzma5 libssl3
"""

OPENCV: tuple[str, ...] = (
    *(f"libopencv-{module}-dev" for module in MODULES),
    *(f"libopencv-{module}406" for module in MODULES),
    *_OPENCV_NEEDS.split(),
)
"""Headers, libraries, and what these are linked with, up to the C library."""

HEADERS = ("nlohmann-json3-dev", "libstb-dev")
"""A reader of JSON and, for the command-line program, of image files."""

OF_AMD64 = ("libquadmath0",)
"""Fortran's library needs it on x86_64 only."""

COMPILER = tuple(_COMPILER.split())
"""Programs for x86_64 that write programs for arm64, and what those are linked with."""

EMULATOR = ("qemu-user-static",)

PYTHON = tuple(_PYTHON.split())
"""A root of arm64 with an interpreter."""

PYTHON_VERSION = "3.11"
WHEEL_PLATFORMS = ("manylinux_2_28_aarch64", "manylinux_2_27_aarch64", "manylinux2014_aarch64")
WHEELS = ("ai-edge-litert", "numpy")
"""Their versions are those of constraints.txt, so that both sides run the same."""
