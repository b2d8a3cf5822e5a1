"""Files packed into a model: a zip behind the flatbuffer, as TFLite's metadata prescribes.

LiteRT reads a model from its first byte and a zip is found from its last, so the file is both:
`unzip -l model.tflite` lists what is inside.
"""

import io
import struct
import zipfile
from collections.abc import Mapping

from contract.errors import PocketOcrError

ALIGNMENT = 4
ALIGNMENT_FIELD = 0xD935
"""Of a zip's extra data: the padding by which Android's tools align what is stored."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file, the first that a zip knows: the same files give the same bytes."""
LOCAL_HEADER = 30
"""Bytes before a file's name and extra data."""


def append(model: bytes, files: Mapping[str, bytes]) -> bytes:
    """The model with these files behind it: stored as they are, each aligned to 4 bytes."""
    whole = io.BytesIO(model)
    whole.seek(0, io.SEEK_END)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as from Unix
            entry.extra = _padding(whole.tell() + LOCAL_HEADER + len(name.encode()))
            archive.writestr(entry, data)
    return whole.getvalue()


def read(model: bytes) -> dict[str, bytes]:
    """The packed files by name; none if there are none.

    Raises:
        PocketOcrError: the archive is damaged.
    """
    if not zipfile.is_zipfile(io.BytesIO(model)):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(model)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise PocketOcrError(f"the files in the model are damaged ({error})") from None


def _padding(position: int) -> bytes:
    """Extra data that, written at this position, makes what follows it aligned."""
    zeros = -(position + 6) % ALIGNMENT
    return struct.pack("<HHH", ALIGNMENT_FIELD, 2 + zeros, ALIGNMENT) + bytes(zeros)
