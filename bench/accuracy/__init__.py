"""The scoreboard: how well words and pages are read, beside other engines, and what goes wrong."""
