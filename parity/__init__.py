"""Proves that an exported model gives what the reference gives: one runner for each runtime."""
