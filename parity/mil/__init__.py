"""Evaluates Core ML's ML programs (MIL) in numpy, on any machine.

It proves the program in an `.mlpackage`: its ops, their order, its weights. It does not prove
Apple's runtime, which runs on macOS and iOS only: "MIL program parity", not "device parity".
"""
