"""From the store to answers: ownership, verdicts, statistics, reports. Only its two pipelines,
``stages.py`` and ``check.py``, start what asks the web."""
