"""The C++ core and LiteRT's arm64 build under qemu: a phone's instructions, though not its speed.

Models of int8 only: an emulated fp32 net takes three seconds a tile.
"""

from parity.native.machine import ARM64 as MACHINE
from parity.runners import Runner
from parity.runners.native import Core

ARM64: Runner = Core(MACHINE, ("int8.tflite",))
