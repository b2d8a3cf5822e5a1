"""What the device core needs to be built and run, unpacked into a cache folder: no root."""
