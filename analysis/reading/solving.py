"""Fits that an analysis or a solver makes as well: the result is itself the finding, or a step of an algorithm.

A regression whose coefficients are tested, least squares within a solver, the calibration of a stated model. Whether a
model is learned by them is told by what else there is.
"""

from __future__ import annotations

import re

_INDEXED = r"\w{1,30}(?:\[[\w:, ]{1,60}\])?"
CLOSED_FORM = re.compile(
    rf"\b(?:solve|inv|pinv|ginv)\(\s*(?:({_INDEXED})\.T\s*(?:@|\.dot\()\s*\1(?!\w)"
    r"|(?:np\.)?dot\((\w{1,30})\.T,\s*\2\b"
    r"|(\w{1,30})'\s*\*\s*\3\b|t\((\w{1,30})\)\s*%\*%\s*\4\b|crossprod\(\w*)"
)
"""Normal equations."""
_OF_DATA = re.compile(r"\b(?:[xXzZ]|[pP]hi|[dD]esign|[fF]eat)\w*(?:\[[\w:, ]{1,60}\])?(?:\.T|'|\)|$)")
"""The matrix of observations, as it is mostly called; another's equations may be a step of a solver."""
_REGRESSIONS = {
    "r": re.compile(r"(?<![\w.])(?:gl?m(?:\.nb|er(?:\.nb)?|mTMB)?|lme?r?|gls|nls|loess|rq)\s*\(|\b\w+:::?fit_\w+\("),
    "julia": re.compile(r"\bg?lm\("),
    "matlab": re.compile(
        r"\b(?:fit(?:lm|glm|nlm|lme|rm)|glmfit|(?:mv)?regress|robustfit|stepwise\w*|nlinfit|polyfitn"
        r"|[Ff]it_?(?![Mm]odel)[A-Z_]\w*)\s*\("
    ),
    "python": re.compile(r"(?<!er)\.fit\((?:\)|reml|disp|cov_type)"),
}
"""Standard regressions by language (Python's are of statsmodels), and functions of which the name tells only a fit."""
_MINIMISES = re.compile(
    r"(?:(?<![\w.)])|\b(?:scipy|optimize|so)\.)(?:minimize|fmin\w*|differential_evolution|basinhopping|optimi[sz]e|optim"
    r"|nlm|nlminb|optimx|lbfgs|minFunc|least_squares|lsq\w+|fminunc)\s*\("
)
_OF_LEARNING = re.compile(
    r"lik(?:elihood)?|loss|nll|\bnlp?\b|elbo|posterior|log_?p|lml|risk|objective|train|data|\bx,\s*y\b", re.IGNORECASE
)
"""What is minimised where a model is learned; a cost, an energy or a residual may be a solver's."""


def may_be_analysis(quote: str, language: str) -> bool:
    """Whether a line that fits something may as well be of an analysis, or of a solver."""
    if found := CLOSED_FORM.search(quote):
        return not _OF_DATA.search(found[0])
    if _MINIMISES.search(quote):
        return not _OF_LEARNING.search(quote)
    return language in _REGRESSIONS and bool(_REGRESSIONS[language].search(quote))
