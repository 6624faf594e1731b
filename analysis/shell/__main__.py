"""``python -m reprosurvey.analysis.shell``: print the page of what can be asked, ``docs/views.md``."""

import sys

from reprosurvey.analysis.shell.views_page import views_page

sys.stdout.write(views_page())
