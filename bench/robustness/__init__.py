"""Pages as other scanners and cameras would give them: which changes a reader bears."""
