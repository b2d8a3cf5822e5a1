"""The C++ core on this machine and on an emulated arm64 one, held against the reference."""
