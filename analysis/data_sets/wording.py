"""Words by which a paper says that data are public, without a name that the register knows; and that they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reprosurvey.analysis.data_sets.matcher import matcher
from reprosurvey.analysis.data_sets.passages import Part, Passage
from reprosurvey.analysis.data_sets.roles import USED, Role, role_of

PLAIN = USED + 1
"""The least weight of a sentence that calls data public without naming them: others' data are public too."""

_DATA = (
    r"(?:data|data ?sets?|data ?bases?|images|image collections?|cohorts?|corpus|corpora|collections?|"
    r"repositor(?:y|ies)|scans|benchmarks?|challenges?|volumes|recordings|videos|slides|WSIs)"
)
_PUBLIC_DATA = re.compile(
    rf"\b(?:(?:publicly|openly|freely)[- ](?:available|accessible|released|shared)|public|open[- ]access|"
    rf"(?<=the )open(?! (?:problem|question|challenge|issue))|"
    rf"open[- ](?:sourced?|data))\s(?:[\w&+/()-]+,?\s){{0,6}}?{_DATA}\b"
    rf"|\b{_DATA}\b(?:\s[^\s.;]+){{0,14}}?\s(?:is|are|was|were|made|been|being|which|that|and)\s(?:\w+\s){{0,3}}?"
    rf"(?:publicly|openly|freely)\s(?:available|accessible|released|shared|downloadable)"
    rf"|\b{_DATA}\b[^.;]{{0,60}}?\(?(?:publicly|openly|freely)\s(?:available|accessible)",
    re.I,
)
_CHALLENGE = re.compile(
    r"\b[Cc]hallenge(?:s|['’]s)?(?:\s\([^()]{1,60}\))?(?:\s\d{4})?\s(?:\w+\s)?"
    r"(?:data|data ?sets?|images|training (?:data|set))\b|"
    r"\b(?:data|data ?sets?|images|scans|cases)\s(?:\w+\s){0,3}?(?:of|from|by|in|for)\sthe\s(?:[\w&'’()-]+\s){1,9}?"
    r"(?:[Cc]hallenge|[Cc]ompetition)\b|\b(?:[Kk]aggle|Grand[ -][Cc]hallenge|MICCAI|ISBI|SPIE|RSNA)\b[^.;]{0,60}\b"
    r"(?:[Cc]hallenge|[Cc]ompetition|data ?sets?)\b"
)
_NAME = (
    r"(?!(?:[a-z]?MRIs?|CTA?|PET|OCTA?|[EM]EG|ECG|US|X-ray|WSIs?|DTI|CXRs?|[dq]?MR|EM|RGB|[23]D|CNN|GAN|ROI)\b)"
    r"(?:[A-Z][\w+&]{0,20}[A-Z0-9][\w+&]{0,20}(?:-[\w+&]{1,20}){0,3}|[A-Z]\w{1,20}(?:-[A-Z0-9]\w{0,20}){1,3})"
)
"""A name as data sets have them, with capitals or digits within, and no modality."""
_CITATION = r"\s?\d?\s?(?:\([A-Z][^()]{1,30}?(?:et al|and [A-Z]|& [A-Z])[^()]{0,60}\d{4}[a-z]?\)?|\[\d{1,3}[\],])"
_KIND = r"(?:[Dd]ata ?[Ss]et|[Dd]ata ?[Bb]ase|[Bb]enchmark|[Cc]hallenge|[Cc]orpus)s?"
_CITED = re.compile(
    rf"(?<![\w-]){_NAME}(?:\s\d{{1,4}})?\s(?:[a-z]+\s)?{_KIND}{_CITATION}"
    rf"|(?<![\w-]){_NAME}(?:\s\d{{1,4}})?{_CITATION}\s(?:[a-z]+\s)?{_KIND}\b"
    rf"|\b{_KIND},?\s(?:[a-z]+\s)?{_NAME}{_CITATION}"
)
_HOSTS = re.compile(
    r"\b(?:kaggle\.com/\w|[\w-]{1,60}\.grand-challenge\.org|physionet\.org|cancerimagingarchive\.net|synapse\.org|"
    r"openneuro\.org|data\.mendeley\.com|ieee-dataport\.org|nitrc\.org|dataverse\.|datadryad\.org|"
    r"(?:zenodo|figshare|osf)\.\w+(?:/[\w.]+)*|huggingface\.co/datasets|archive\.ics\.uci\.edu|brain-development\.org)",
    re.I,
)
_GENERAL_HOSTS = ("zenodo", "figshare", "osf")
"""They keep code and papers as well."""
_RELEASED = re.compile(
    rf"\b(?:we|our|the|all|this|these)\b[^.;]{{0,80}}\b{_DATA}\b[^.;]{{0,80}}\b(?:available|accessed|downloaded|found|"
    rf"released?|published|obtained|hosted)\b[^.;]{{0,50}}?(?:https?:|www\.|\[?doi|\bonline\b|\bgithub\b|\bzenodo\b)"
    rf"|\b[Ww]e (?:also )?(?:make|release|publish|provide|share|open[- ]source)\b[^.;]{{0,60}}\b{_DATA}\b"
    rf"[^.;]{{0,40}}\b(?:public|available|open|online)"
    rf"|\b{_DATA}\b[^.;]{{0,60}}\b(?:acquired|obtained|taken|downloaded) from\b[^.;]{{0,60}}"
    r"\b(?:released|published|shared) (?:by|in) (?-i:[A-Z])[\w'-]+ (?:et al|and|&)",
    re.I,
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|lack|lacks|lacking|absence|without|few|limited|scarce|scarcity|only one|cannot|can not|"
    r"isn['’]t|unavailable|neither|nor|hardly|non)\b[- ](?:\w+\s){0,4}?"
    r"(?:publicly|public|openly|open|freely)\b|"
    r"\b(?:publicly|openly|freely)\s(?:un|not )available|\bwill (?:be|become)\b|\bupon (?:reasonable )?(?:request|"
    r"acceptance|publication)|\bon (?:reasonable )?request\b|\bcan ?not be (?:shared|released|made)|"
    r"\b(?:than|unlike) (?:\w+\s){0,3}(?:publicly|public)\b",
    re.I,
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:code|implementation|software|toolbox|tool|library|framework|repository|models?|weights|scripts?|package|"
    r"source code|network|github)\b",
    re.I,
)
_AND_CODE = re.compile(r"\b(?:and|or|&) (?:all )?(?:the )?(?:source )?(?:code|models?|weights|scripts)\b", re.I)
PRIVATE = re.compile(
    r"\b(?:in-?house|private(?:ly)?|proprietary|institutional review board|IRB|ethic(?:s|al) (?:committee|approval|"
    r"board|commission)|informed consent|our (?:own )?(?:hospital|institut\w+|clinic|cent(?:er|re))\b|"
    r"(?:collected|acquired|recruited|recorded|curated|obtained|retrieved) (?:at|by|from|in|following)\b|not publicly|"
    r"can ?not be (?:shared|released|made)|healthy volunteers)",
    re.I,
)
_PRIVATE_PARTS = {part: rank for rank, part in enumerate((Part.DATA, Part.EXPERIMENTS, Part.METHOD, Part.ABSTRACT))}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that says that data are public."""

    passage: Passage
    start: int
    """Within the passage's text."""
    end: int
    kind: str
    """publicly available, challenge, named and cited, data host or released."""
    weight: int


def public_statements(passages: Sequence[Passage]) -> Iterator[Statement]:
    """The sentences by which a paper says that what it trains or evaluates on is public."""
    for passage in passages:
        text = passage.text
        for kind, pattern in (
            ("publicly available", _PUBLIC_DATA),
            ("challenge", _CHALLENGE),
            ("named and cited", _CITED),
            ("data host", _HOSTS),
            ("released", _RELEASED),
        ):
            for match in pattern.finditer(text):
                if _is_denied(text, match) or not _is_about_data(text, match, kind):
                    continue
                role, weight = role_of(passage.part, text, match.start(), match.end())
                least = USED if kind in ("data host", "released") else PLAIN
                if role is not Role.PRETRAINING and weight >= least:
                    yield Statement(passage, match.start(), match.end(), kind, weight)


def private_statement(passages: Sequence[Passage]) -> tuple[Passage, int, int] | None:
    """The sentence that says most plainly that data are the authors' own."""
    found = ((passage, match) for passage in passages if (match := PRIVATE.search(passage.text)))
    ranked = sorted(found, key=lambda pair: _PRIVATE_PARTS.get(pair[0].part, 9))
    if not ranked or ranked[0][0].part not in _PRIVATE_PARTS:
        return None
    passage, match = ranked[0]
    return passage, match.start(), match.end()


def _is_denied(text: str, match: re.Match[str]) -> bool:
    return _DENIAL.search(text[max(0, match.start() - 60) : match.end() + 40]) is not None


def _is_about_data(text: str, match: re.Match[str], kind: str) -> bool:
    if kind == "data host":
        general = any(host in match[0].casefold() for host in _GENERAL_HOSTS)
        return not general or re.search(rf"\b{_DATA}\b", text, re.I) is not None
    if kind == "named and cited":
        # the register knows better; and a set that is called somebody's own may be described in an earlier paper
        return not matcher().find(match[0]) and not PRIVATE.search(text)
    return _SOMETHING_ELSE.search(_AND_CODE.sub("", match[0])) is None
