"""Turns trained weights into a verified bundle for phones: convert, quantize, verify, write."""
