"""Errors that a person is told in one line."""


class SurveyError(Exception):
    """A run that cannot finish: what happened, to what, and what to do. Exit status 1."""

    exit_status = 1


class UsageError(SurveyError):
    """A request that makes no sense as given: an unknown venue, a bad setting. Exit status 2."""

    exit_status = 2


class UnreachableError(SurveyError):
    """What was asked for could not be looked into, so that nothing is known of it. Exit status 3."""

    exit_status = 3


class InterruptedRunError(SurveyError):
    """A run that a person broke off. Exit status 130, as shells have it."""

    exit_status = 130
