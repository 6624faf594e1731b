"""``python -m reprosurvey.analysis.checklist``: print the page of the criteria, ``docs/criteria.md``."""

import sys

from reprosurvey.analysis.checklist.criteria_page import criteria_page

sys.stdout.write(criteria_page())
