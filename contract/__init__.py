"""What Python and the device agree on. Imports nothing of ours."""
