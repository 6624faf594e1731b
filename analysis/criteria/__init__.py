"""The survey's questions, one module each: its definition on top, then its rule.

A criterion of repositories has ``VERSION`` (raised with every change that can alter a verdict) and
``judge(snapshot) -> Verdict``. It knows snapshots and texts, not files on disk, HTTP or SQL.
"""
