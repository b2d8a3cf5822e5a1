"""Errors that carry a sentence for the user: what is wrong and what to do."""


class PocketOcrError(Exception):
    """Base of all errors that a command line prints as one line, without a traceback."""


class ContractError(PocketOcrError, ValueError):
    """Something does not fit the contract: a text, a manifest, weights, a bundle."""


class ImageError(PocketOcrError, ValueError):
    """An image cannot be read, or lies outside the accepted limits."""
