"""The tests. No power fails while they run, so nothing that they write is waited for until it is on the disk."""

import os

os.fsync = lambda descriptor: None
