"""Synthetic text and pages: fonts, words, rendering, degradation."""
