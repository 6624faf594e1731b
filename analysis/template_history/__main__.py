"""``python -m reprosurvey.analysis.template_history CLONE...``: print the register with these clones of templates.

A clone's remote ``origin`` says which template it is; its rows take the place of those that the register has of it.
"""

import csv
import sys
from pathlib import Path

from reprosurvey.analysis.template_history.history import register_rows
from reprosurvey.analysis.templates.register import COLUMNS, rows

fresh = [row for clone in sys.argv[1:] for row in register_rows(Path(clone))]
renewed = {row["template"] for row in fresh}
kept = [row for row in rows() if row["template"] not in renewed]
writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
writer.writeheader()
writer.writerows(sorted(kept + fresh, key=lambda row: [row[column] for column in COLUMNS]))
