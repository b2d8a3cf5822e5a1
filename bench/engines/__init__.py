"""The engines that are measured: which there are, where they come from, how they are run."""
