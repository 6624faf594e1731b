"""``python -m reprosurvey``."""

from reprosurvey.analysis.cli import main

main()
