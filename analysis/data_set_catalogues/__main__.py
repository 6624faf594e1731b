"""``python -m reprosurvey.analysis.data_set_catalogues WORDS CLONE...``: print the register with what catalogues hold.

``WORDS`` is a list of English words, one a line. A clone's remote ``origin`` says which catalogue it is; its rows take
the place of those that the register has of it. A name that a row already has stays with that row.
"""

import csv
import sys
from pathlib import Path

from reprosurvey.analysis.data_set_catalogues.catalogues import catalogue_of
from reprosurvey.analysis.data_set_catalogues.names import register_rows
from reprosurvey.analysis.data_sets.register import COLUMNS, rows

words = frozenset(Path(sys.argv[1]).read_text(encoding="utf-8").casefold().split())
read = [catalogue_of(Path(clone)) for clone in sys.argv[2:]]
kept = [row for row in rows() if row["source"] not in {catalogue.source for catalogue, _ in read}]
for catalogue, entries in read:
    kept += register_rows(catalogue, entries, words, kept)
writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
writer.writeheader()
writer.writerows(kept)
