"""What each runner proves, and what it does not: nobody shall take one thing for another."""

from collections.abc import Mapping
from typing import NamedTuple

from parity.records import Report
from parity.report.markup import Markup, join, tag
from parity.report.table import Column, table


class Proof(NamedTuple):
    """Two sentences."""

    proves: str
    not_proved: str


PROOFS = {
    "torch": Proof(
        "The same weights in PyTorch, in float32: how far rounding alone moves the logits.",
        "Nothing about an exported file: it runs none.",
    ),
    "litert": Proof(
        "The very file of the bundle in LiteRT on this machine’s CPU, with the kernels that "
        "desktop builds choose.",
        "A phone’s CPU has other kernels: fp16 is computed in fp16 there, int8 with other "
        "instructions. GPU and NPU delegates are not touched.",
    ),
    "tensorflow": Proof(
        "The very file in TensorFlow Lite’s interpreter, which apps on "
        "org.tensorflow:tensorflow-lite run.",
        "The same limits as LiteRT’s: a desktop’s CPU, no delegates of a phone.",
    ),
    "mil": Proof(
        "The ML program in the package, op by op from its decoded weights, in numpy: the "
        "conversion, the compression, the layout.",
        "MIL program parity is not device parity: Apple’s compiler and runtime are not in it.",
    ),
    "mil-fp16": Proof(
        "How the program fares if every activation is rounded to fp16 after each op.",
        "A phone rounds in an order of its own; so this is reported, not gated.",
    ),
    "coreml": Proof(
        "The package in Apple’s own runtime on a Mac’s CPU.",
        "An iPhone’s GPU or Neural Engine may round otherwise.",
    ),
    "native": Proof(
        "The whole device core in C++: finding, framing, decoding and joining, besides the net.",
        "It was compiled for this machine, not for a phone’s.",
    ),
    "arm64": Proof(
        "The file, and the C++ core, as arm64 code with the kernels for that architecture.",
        "qemu is not a phone: another CPU’s instructions are emulated, times mean nothing.",
    ),
    "litert-android": Proof(
        "The file as an app runs it on the device or emulator that is named.",
        "Other phones, and delegates that this one did not use.",
    ),
    "coreml-ios": Proof(
        "The package as an app runs it on the device or simulator that is named.",
        "A simulator computes on the Mac’s CPU; other phones have other chips.",
    ),
}
ELSEWHERE = Proof(
    "What the device that is named made of the corpus; it was compared here, from what it read.",
    "Any other device.",
)


def section(report: Report, absent: Mapping[str, str]) -> Markup:
    """A row for each runner that was here, and a list of those that were not."""
    columns = [
        Column("Runner", numeric=False),
        Column("Machine", numeric=False),
        Column("Proves", numeric=False),
        Column("Does not prove", numeric=False),
    ]
    devices = {(run.runtime, run.device): None for run in report.runs}
    rows = [
        (name, device, *(tag("span", words) for words in PROOFS.get(name, ELSEWHERE)))
        for name, device in devices
    ]
    parts = []
    if rows:
        caption = "What the runners of this report prove, and what they do not"
        parts.append(tag("div", table(caption, columns, rows), class_="prose"))
    if absent:
        missing = [tag("li", tag("strong", name), f": {why}") for name, why in absent.items()]
        parts += [tag("h3", "Not here"), tag("ul", *missing, class_="absent")]
    return join(*parts)
