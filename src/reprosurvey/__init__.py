"""Surveys how reproducible the papers of whole conferences are.

The three parts stand at the top of a checkout, in ``crawler/``, ``analysis/`` and ``sql/``, and are linked here, so
that what is imported is one package whether it is installed or worked on.
"""
