"""The parity report: one self-contained HTML page for people, from the results of all runners.

`write_report(path, report, background)` writes it.
"""

from parity.report.background import Background, count_errors
from parity.report.page import write_report

__all__ = ["Background", "count_errors", "write_report"]
