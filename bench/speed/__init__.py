"""Readers side by side in one run: accuracy, CPU time, memory; and the speed of the renderer."""
