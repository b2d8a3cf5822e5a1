"""The release, written once: packages and bundles carry it."""

VERSION = "0.2.0"
