"""Words by which a paper says that data are public, without a name that the register knows; and that they are not."""

from __future__ import annotations

import re

DATA = (
    r"(?:data|data ?sets?|data ?bases?|images|image collections?|cohorts?|corpus|corpora|collections?|"
    r"repositor(?:y|ies)|scans|benchmarks?|challenges?|volumes|recordings|videos|slides|WSIs)"
)
_NAMED = r"[\w&+/()'‘’\"“”-]+(?:\.\d+)?"
"""A word of a name, in quotes or not, or a version."""
PUBLIC_DATA = re.compile(
    rf"\b(?:(?:publicly|openly|freely)[- ](?:available|accessible|released|shared)|public|open[- ]access|"
    rf"(?<=the )open(?! (?:problem|question|challenge|issue))|"
    rf"an open(?= (?:real |real-world )?(?:data ?set|corpus|benchmark))|"
    rf"open[- ](?:sourced?|data))\s(?:{_NAMED}[,:]?\s){{0,6}}?{DATA}\b"
    rf"|\b{DATA}\b(?:\s[^\s.;]+){{0,14}}?\s(?:is|are|was|were|made|been|being|which|that|and)\s(?:\w+\s){{0,3}}?"
    rf"(?:publicly|openly|freely)\s(?:available|accessible|released|shared|downloadable)"
    rf"|\b{DATA}\b[^.;]{{0,60}}?\(?(?:publicly|openly|freely)\s(?:available|accessible)",
    re.I,
)
CHALLENGE = re.compile(
    r"\b[Cc]hallenge(?:s|['’]s)?(?:\s\([^()]{1,60}\))?(?:\s\d{4})?\s(?:\w+\s)?"
    r"(?:data|data ?sets?|images|training (?:data|set))\b|"
    r"\b(?:data|data ?sets?|images|scans|cases)\s(?:\w+\s){0,3}?(?:of|from|by|in|for)\sthe\s(?:[\w&'’()-]+\s){1,9}?"
    r"(?:[Cc]hallenge|[Cc]ompetition)\b|\b(?:[Kk]aggle|Grand[ -][Cc]hallenge|MICCAI|ISBI|SPIE|RSNA)\b[^.;]{0,60}\b"
    r"(?:[Cc]hallenge|[Cc]ompetition|data ?sets?)\b"
)
HOSTS = re.compile(
    r"\b(?:kaggle\.com/\w|[\w-]{1,60}\.grand-challenge\.org|physionet\.org|cancerimagingarchive\.net|synapse\.org|"
    r"openneuro\.org|data\.mendeley\.com|ieee-dataport\.org|nitrc\.org|dataverse\.|datadryad\.org|"
    r"(?:zenodo|figshare|osf)\.\w+(?:/[\w.]+)*|huggingface\.co/datasets|archive\.ics\.uci\.edu|brain-development\.org)",
    re.I,
)
BY_AGREEMENT = re.compile(
    rf"\b{DATA}\b(?:[^.;]|\bal\.){{0,80}}\b(?:obtained|accessed|available|requested|downloaded|shared)\b[^.;]{{0,40}}"
    r"\b(?:data[ -](?:usage?|sharing|access|transfer)[ -]agreement|registration|application to)\b",
    re.IGNORECASE,
)
HOST_LETTERS = (".com/", ".org", ".edu", "ataverse.", "enodo.", "igshare.", "osf.", "gingface.co")
"""Letters of which each host's name holds some."""
GENERAL_HOSTS = ("zenodo", "figshare", "osf")
"""They keep code and papers as well."""
RELEASED = re.compile(
    rf"\b(?:we|our|the|all|this|these)\b[^.;]{{0,80}}\b{DATA}\b[^.;]{{0,80}}\b(?:available|accessed|downloaded|found|"
    rf"released?|published|obtained|hosted)\b[^.;]{{0,50}}?(?:https?:|www\.|\[?doi|\bonline\b|\bgithub\b|\bzenodo\b)"
    rf"|\b[Ww]e (?:also )?(?:make|release|publish|provide|share|open[- ]source)\b[^.;]{{0,60}}\b{DATA}\b"
    rf"[^.;]{{0,40}}\b(?:public|available|open|online)"
    rf"|\b{DATA}\b[^.;]{{0,60}}\b(?:acquired|obtained|taken|downloaded) from\b[^.;]{{0,60}}"
    r"\b(?:released|published|shared) (?:by|in) (?-i:[A-Z])[\w'-]+ (?:et al|and|&)",
    re.I,
)
DENIAL = re.compile(
    r"\b(?:not|no|never|lack|lacks|lacking|absence|without|few|limited|scarce|scarcity|only one|cannot|can not|"
    r"isn['’]t|unavailable|unable|(?:prevent|prohibit|preclud|forbid)\w*|neither|nor|hardly|non)\b[- ](?:\w+\s){0,5}?"
    r"(?:publicly|public|openly|open|freely)\b|"
    r"\b(?:publicly|openly|freely)\s(?:un|not )available|\bwill (?:be|become)\b|\bupon (?:reasonable )?(?:request|"
    r"acceptance|publication)|\bon (?:reasonable )?request\b|\bcan ?not be (?:shared|released|made)|"
    r"\b(?:than|unlike) (?:\w+\s){0,3}(?:publicly|public)\b|\bwhether\b|"
    r"\b(?:each|every|the) (?:surveyed|reviewed) (?:paper|stud)",
    re.I,
)
SOMETHING_ELSE = re.compile(
    r"\b(?:code|implementation|software|toolbox|tool|library|framework|repository|models?|weights|scripts?|package|"
    r"source code|network|github)\b",
    re.I,
)
AND_CODE = re.compile(r"\b(?:and|or|&) (?:all )?(?:the )?(?:source )?(?:code|models?|weights|scripts)\b", re.I)
