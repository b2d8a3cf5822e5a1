"""How the errors of our own reader come about: lines, words, reading order."""
