"""Other engines, each run by a small script in an environment of its own.

A script reads the paths of images on stdin, one a line, and prints JSON lines: see
`bench.peers.worker`. It imports the engine and nothing of ours but that module, which needs the
standard library only.
"""
