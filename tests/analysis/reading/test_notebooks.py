import json

from reprosurvey.analysis.reading.notebooks import cells


def test_notebooks_of_every_version_and_broken_ones_have_cells(notebook):
    cell = {"cell_type": "code", "input": "x = 1", "language": "python", "outputs": []}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    assert cells(json.dumps(old)) == (("code", "x = 1"),)
    assert cells(notebook(("markdown", "Text"), "x = 1")) == (("markdown", "Text"), ("code", "x = 1"))
    assert cells('"source": [\n  "x = \\"a\\"\\n",\n') == (("code", 'x = "a"'),)
    assert cells("[]") == cells("{") == ()
