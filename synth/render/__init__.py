"""Rendering: text -> line canvas -> page patch -> degraded grey -> framed tiles."""
