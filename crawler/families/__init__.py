"""The publishers' formats, one module each: pure functions from a page to what it says."""

from __future__ import annotations

from reprosurvey.crawler.families import acl, cvf, miccai, midl2018, neurips, openreview, pmlr
from reprosurvey.crawler.families.contributions import Contribution, Family, Listing, UnexpectedPageError

__all__ = ["FAMILIES", "Contribution", "Family", "Listing", "UnexpectedPageError"]

FAMILIES: dict[str, Family] = {
    "acl": acl.FAMILY,
    "cvf": cvf.FAMILY,
    "miccai": miccai.FAMILY,
    "midl2018": midl2018.FAMILY,
    "neurips": neurips.FAMILY,
    "openreview": openreview.FAMILY,
    "pmlr": pmlr.FAMILY,
}
