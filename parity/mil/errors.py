"""What can be wrong with an ML program."""

from contract.errors import PocketOcrError


class MilError(PocketOcrError):
    """An ML program cannot be read, or holds what the evaluator does not know."""
