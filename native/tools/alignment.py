"""Whether an app's 64-bit libraries load on phones with memory pages of 16 KB.

    python native/tools/alignment.py app-release.apk

Two things must hold: every loadable segment of a library is aligned to 16 KB (the linker's work),
and a library that lies uncompressed in an .apk begins at a multiple of 16 KB (zipalign's). Prints a
line for each library; exit code 1 if one is not aligned. Takes .apk, .aar and .so files.
"""

import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

PAGE = 16384
LOAD = 1
"""Type of a segment that is mapped into memory."""
_LOCAL_HEADER = 30
"""Bytes of a zip entry's own header, before its name."""


def segments(library: bytes) -> list[int]:
    """Alignment of each loadable segment of a 64-bit little-endian ELF file; none if it is another.

    Raises:
        ValueError: it is no ELF file.
    """
    if library[:4] != b"\x7fELF":
        raise ValueError("no ELF file")
    if library[4:6] != b"\x02\x01":
        return []
    (offset,) = struct.unpack_from("<Q", library, 0x20)
    size, count = struct.unpack_from("<HH", library, 0x36)
    headers = [struct.unpack_from("<I44xQ", library, offset + i * size) for i in range(count)]
    return [alignment for kind, alignment in headers if kind == LOAD]


def entry_offset(archive: bytes, entry: zipfile.ZipInfo) -> int:
    """Where an entry's data begins in the archive."""
    name, extra = struct.unpack_from("<HH", archive, entry.header_offset + 26)
    return entry.header_offset + _LOCAL_HEADER + int(name) + int(extra)


def libraries(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each library of a file, with what is wrong about it.

    Raises:
        ValueError: the file holds no library.
    """
    if path.suffix == ".so":
        yield path.name, misaligned(path.read_bytes())
        return
    archive = path.read_bytes()
    with zipfile.ZipFile(path) as opened:
        entries = [entry for entry in opened.infolist() if entry.filename.endswith(".so")]
        if not entries:
            raise ValueError("there is no .so in it")
        for entry in entries:
            wrong = misaligned(opened.read(entry))
            stored = entry.compress_type == zipfile.ZIP_STORED and path.suffix == ".apk"
            if stored and entry_offset(archive, entry) % PAGE:
                wrong.append(f"begins at {entry_offset(archive, entry)}")
            yield entry.filename, wrong


def misaligned(library: bytes) -> list[str]:
    """What is wrong about a library's segments."""
    return [f"a segment is aligned to {each}" for each in segments(library) if each % PAGE]


def main(paths: list[Path]) -> int:
    """Print a line a library; returns the exit code."""
    failed = False
    for path in paths:
        try:
            for name, wrong in libraries(path):
                print(f"{path.name}: {name}: {', '.join(wrong) or 'aligned'}")
                failed |= bool(wrong)
        except (ValueError, OSError, struct.error, zipfile.BadZipFile) as error:
            print(f"error: {path}: {error}", file=sys.stderr)
            return 2
    return int(failed)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: alignment.py FILE...")
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
