"""Data by how a paper speaks of them, whether a register knows them or not.

A set of others that a paper names, cites and uses is public unless something says that it is not. So are benchmarks
that many use, environments and simulators of others, and what was fetched from a collection of others. A name without
a citation may be what the authors call their own data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reprosurvey.analysis.data_sets.names import CITATION, NAME, SHORT_FORM, WORD


class Form(StrEnum):
    """How data are spoken of."""

    CITED = "named and cited"
    EVALUATED = "evaluated on and cited"
    BENCHMARK = "called a benchmark"
    WORLD = "environment of others"
    COLLECTION = "from a public collection"
    FETCHED = "fetched from others"
    NAMED = "named"
    DESCRIBED = "described and cited"
    ARCHIVED = "from an archive"
    REAL = "real data in use"


TELLS_OWN = frozenset({Form.NAMED, Form.DESCRIBED, Form.ARCHIVED, Form.REAL})
"""Forms in which a paper may speak of data of its own just as well."""
UNCITED = frozenset({Form.NAMED, Form.WORLD})
"""Forms that rest on a name alone."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One form, and how it is read."""

    form: Form
    letters: tuple[str, ...]
    """What a sentence of this form holds at least one of."""
    hints: tuple[re.Pattern[str], ...]
    """What it holds besides, all of them; to look for it is quicker."""
    pattern: re.Pattern[str]
    """A group ``name`` holds what the data are called, where they are called anything."""


_SET = (
    r"(?:[Dd]ata[ -]?[Ss]ets?|[Dd]ata[ -]?[Bb]ases?|[Bb]enchmarks?(?: (?:suites?|problems?|functions?))?|[Cc]orpus"
    r"|[Cc]orpora|[Tt]est ?[Bb]eds?|[Cc]hallenges?|[Cc]ompetitions?|[Cc]ollections?|[Ss]uites?|[Aa]rchives?"
    r"|[Ss]hared [Tt]asks?|[Ss]earch [Ss]paces?)"
)
_WORLD = (
    r"(?:[Ss]imulators?|(?:[Ss]imulation )?[Ee]nvironments?|[Ss]imulation [Pp]latforms?|[Gg]ym|domains?"
    r"|[Ii]nstances|[Ss]cenarios)"
)
"""What data are made in, or problems stand in."""
_KIND = rf"(?:{_SET}|{_WORLD}|[Tt]asks)"
_LOWER = r"(?:[a-z][\w-]* ){0,3}?"
_FAMOUS = (
    r"(?:popular|standard|well[- ](?:known|studied|established)|widely[- ](?:used|adopted|known|studied)|classic(?:al)?"
    r"|commonly[- ](?:used|adopted)|established|benchmark(?:ing)?|famous|frequently used|open[- ]sourced?)"
)
_MEASURED = (
    r"\b(?:experiment\w*|evaluat\w+|train(?:ed|ing|s)?|test(?:ed|ing|s)?|validat\w+|results?|performance|accurac\w+"
    r"|benchmark\w*|appl(?:y|ied)|demonstrat\w+|conducted|simulations?|classif\w+)\b"
)
_ON = (
    rf"(?:\bfit(?:ted)? to (?:the )?|{_MEASURED}(?:(?!\b(?:based|built|rel(?:y|ies|ying)|depend\w*|implement\w*|run|ran"
    r"|running)\b)[^.;:()\[\]]){0,60}? (?:on|over) (?:the |both )?)"
    r"(?!(?:NVIDIA|Nvidia|Intel|AMD|Tesla|GeForce|TPUs?|Google Cloud|ResNet|VGG|LeNet|DenseNet|BERT|LSTM|ViT)\b)"
)
_COLLECTIONS = (
    r"(?:UCI|OpenML|Kaggle|StatLib|KEEL|LIBSVM|PhysioNet|Hugging ?Face|scikit-learn|TensorFlow Datasets|torchvision"
    r"|TSPLIB|MIPLIB|SATLIB|ASlib|bnlearn)"
)
_COLLECTION_LETTERS = (
    "UCI",
    "OpenML",
    "Kaggle",
    "Lib",
    "LIB",
    "KEEL",
    "PhysioNet",
    "ugging",
    "scikit",
    "torchvision",
    "ASlib",
    "TensorFlow",
    "bnlearn",
)
_DATA = (
    r"(?:data|data ?sets?|repositor\w+|collections?|benchmarks?|problems?|challenges?|competitions?|tasks|instances"
    r"|scenarios|networks)"
)
_ACCESSION = re.compile(
    r"(?:PRJ[DEN][A-Z]\d{4,9}|GS[EM]\d{3,9}|[DES]R[APRX]\d{5,9}|E-[A-Z]{4}-\d{1,6}|MTBLS\d{1,6}|PXD\d{5,7}|CRA\d{5,7}"
    r"|EMPIAR-\d{4,6}|EMD-\d{4,6})\b"
)
"""What the archives of biology call a deposit (identifiers.org: bioproject, geo, insdc.sra, arrayexpress, metabolights,
pride, gsa, empiar, emdb)."""
_KIND_BY_CITATION = re.compile(rf"{_KIND}[^()\[\]]{{0,80}}[(\[]|[)\]] (?:[a-z][\w-]* ){{0,3}}{_KIND}")
_CITES = re.compile(r"\d[a-z]?[)\]]")
_BRACKETS = (")", "]")
_NAMES_KIND = (
    *("ata", "ench", "orpus", "orpora", "est", "hallenge", "ompetition", "ollection", "uite", "rchive", "ask", "earch"),
    *("imulat", "nvironment", "ym", "omain", "nstance", "cenario"),
)
_NAMES_SET = ("ata", "orpus", "ohort", "ollection", "epositor", "rchive", "Registry")
_NAMES_WORLD = ("ench", "imulator", "nvironment", "ym", "hallenge", "uite", "ask", "library of")


def _cited(pattern: str) -> Wording:
    return Wording(Form.CITED, _NAMES_KIND, (_CITES, _KIND_BY_CITATION), re.compile(pattern))


WORDINGS = (
    _cited(
        rf"(?<![\w-])(?P<name>{NAME}){SHORT_FORM}(?: \d{{1,4}})? {_LOWER}{_KIND}(?: v?\d[\d.]*)?{SHORT_FORM}{CITATION}"
    ),
    _cited(rf"(?<![\w-])(?P<name>{NAME}){SHORT_FORM}{CITATION} {_LOWER}{_KIND}\b"),
    _cited(
        rf"(?<!target )(?<!source )\b{_KIND}(?:(?<!s),)? (?:(?!by |using |with |via |we |and )[a-z]+ ){{0,2}}"
        rf"(?P<name>{NAME}){SHORT_FORM}{CITATION}"
    ),
    _cited(
        rf"(?:\b{_KIND}(?: from [a-z ]{{3,30}})?(?: ?[:—–(]| ?, ?(?:namely|i\.e\.,?|including)| (?:are|were|include"
        r"|including) )|\b(?:two|three|four|five|six|\d+|several|popular|standard|following|benchmark) (?:[\w-]+ ){0,3}"
        rf"{_KIND}, )(?:(?!\b(?:we|our|compar\w+|methods?|using|by|with|based)\b)[^.;:]){{0,40}}?"
        rf"(?P<name>{NAME}){SHORT_FORM}{CITATION}"
    ),
    Wording(
        Form.CITED,
        _BRACKETS,
        (_CITES,),
        re.compile(
            rf"\b(?:using|use[ds]?|employ(?:ed)?|in|on) (?:the )?(?P<name>{NAME}){SHORT_FORM}{CITATION}, (?:a|an|the) "
            rf"(?:[\w-]+ ){{0,4}}{_KIND}\b"
        ),
    ),
    Wording(
        Form.EVALUATED,
        _BRACKETS,
        (_CITES,),
        re.compile(rf"{_ON}(?P<name>{NAME}){SHORT_FORM}(?! (?:by|of|from|in)\b){CITATION}"),
    ),
    Wording(
        Form.EVALUATED,
        _BRACKETS,
        (_CITES,),
        re.compile(
            rf"\b(?:use[ds]?|using|employ(?:ed)?|utili[sz]ed?) (?:the )?(?P<name>{NAME}){SHORT_FORM}{CITATION} "
            r"(?:for|as) (?:the |our )?(?:training(?! (?:the|our|an?|all) )|evaluation|testing|validation|test"
            r"|experiments)\b"
            r"(?! (?:of|procedure|strategy))"
        ),
    ),
    Wording(
        Form.BENCHMARK,
        (
            "popular",
            "tandard",
            "ell-",
            "ell ",
            "idely",
            "lassic",
            "ommonly",
            "stablished",
            "ench",
            "famous",
            "requently",
            "pen",
        ),
        (),
        re.compile(
            rf"\b{_FAMOUS},? (?:(?!methods?\b|approach\w*\b|models?\b|labels?\b|algorithms?\b)[\w-]+ ){{0,5}}?(?:{_SET}"
            r"|[Tt]asks|[Ee]nvironments?|[Dd]omains|[Ss]imulators?|[Gg]ames?|[Ii]nstances|[Tt]est functions)\b"
            r"(?! (?:methods?|approach|models?|algorithms?|engines?))"
        ),
    ),
    Wording(
        Form.BENCHMARK,
        ("problems",),
        (),
        re.compile(rf"{_ON}(?:\w+ ){{0,2}}?{_FAMOUS},? (?:[\w-]+ ){{0,2}}?problems(?:,|:| from| named| called) "),
    ),
    Wording(
        Form.NAMED,
        _NAMES_SET,
        (),
        re.compile(
            rf"(?<![\w-])(?P<name>{WORD}(?:[ -](?:{WORD}|\d\w{{0,3}}|of)){{0,4}} (?:Data ?[Ss]et|Database|Corpus"
            r"|Collection|Repository|Archive|Cohort|Registry)s?)\b"
        ),
    ),
    Wording(
        Form.NAMED,
        _NAMES_SET,
        (),
        re.compile(rf"(?<![\w-])(?P<name>{NAME}){SHORT_FORM}(?:[ -]\d{{1,4}})? (?:[Dd]ata[ -]?sets?|[Cc]orpus)\b"),
    ),
    Wording(
        Form.WORLD,
        _NAMES_WORLD,
        (),
        re.compile(
            rf"(?<![\w-])(?<!\bder )(?<!\bvon )(?<!\bvan )(?<!\bde )"
            rf"(?P<name>{NAME}){SHORT_FORM}(?:[ -]\d{{1,4}})? (?:[Bb]enchmarks?(?! (?:systems?|methods?"
            r"|models?|algorithms?|process))|[Ss]imulators?|[Ee]nvironments?|[Gg]ym|[Cc]hallenge|[Ss]uite"
            r"|[Ss]hared [Tt]ask|library of [a-z ]{0,40}(?:scenarios|instances|problems|tasks|functions))\b"
        ),
    ),
    Wording(
        Form.WORLD,
        ("-v",),
        (),
        re.compile(
            r"(?:\b(?:[Ee]nvironments?|[Dd]omains?),? [\"“”']{0,2}(?=\w{3,31}-v\d\b)|(?=[A-Z]\w{2,30}Env-v\d))"
            r"(?P<name>[A-Z]\w{2,30}-v\d)\b"
        ),
    ),
    Wording(
        Form.NAMED,
        _NAMES_SET,
        (),
        re.compile(
            r"\b(?:use[ds]?|using|employ(?:ed)?|consider(?:ed)?) (?:the following |(?:two|three|four|five|six|seven"
            r"|eight|\d{1,2}) )(?!synthetic|simulated|artificial|private|real robot)(?:[\w-]+ ){0,4}(?:data ?sets?)"
            r"(?: ?\d{1,2})? ?[:—–] ?(?!one\b|a\b|an\b|the\b|train|test|valid|source|target|our\b|synthetic|simulated)"
            r"(?P<name>[\w-]{2,30}),? "
        ),
    ),
    Wording(
        Form.DESCRIBED,
        (*_NAMES_KIND, "roblem", "ame", "ensus", "ureau"),
        (_CITES,),
        re.compile(
            rf"\b(?:[Pp]roblems?|[Tt]asks?|[Ee]nvironments?|[Dd]ata) (?:from|introduced (?:by|in)|proposed (?:by|in))"
            rf"{CITATION}|\bthe [a-z-]+ (?:environment|domain|simulator|game)s?{CITATION}"
            rf"|(?<![\w-]){NAME} [Dd]ata{CITATION}"
            r"|[(\[][^()\[\]]{0,60}\b(?:Data ?(?:[Bb]ase|Cent(?:er|re)|Archive|Portal|Repository)|Census|Bureau)\b"
            r"[^()\[\]]{0,60}\d{4}[a-z]?[)\]]"
            rf"|\b[Dd]ata (?:from|on) [^.;()\[\]]{{2,60}}?{CITATION}"
            rf"|\b(?:us(?:e[ds]?|ing)|utili[sz]\w+|from|on) (?:the )?(?:[a-z][\w-]* ){{1,4}}data{CITATION}"
            rf"|(?<!simulated )(?<!synthetic )(?<!generated )\b{_SET}(?:,? (?:of|from|on|in|for|about|with|(?:collected"
            r"|provided|introduced|proposed|released|published|studied|analy[sz]ed|considered) (?:by|in)) "
            rf"[^.;()\[\]]{{0,60}}?)?{CITATION}"
        ),
    ),
    Wording(
        Form.FETCHED,
        (*_BRACKETS, "their website", "R package"),
        (),
        re.compile(
            r"\b(?:(?:obtained|downloaded|taken|retrieved|fetched|sourced|drawn|gathered|accessed|collected|come) from"
            r"|(?:provided|collected|gathered) by|(?:accessed|downloaded) (?:through|via)) "
            r"(?:the |a |an )?(?:[\w-]+ ){0,4}?"
            rf"(?:(?P<name>{NAME}){SHORT_FORM}(?: (?:database|repository|portal|website|archive|corpus))?{CITATION}"
            r"(?!(?: \w+){0,3} (?:systems?|cameras?|sensors?|models?|networks?|library|toolbox|package|algorithm)\b)"
            r"|their website)|\bavailable in the R package\b"
        ),
    ),
    Wording(
        Form.FETCHED,
        ("PRJ", "GSE", "GSM", "DR", "ER", "SR", "E-", "MTBLS", "PXD", "CRA", "EMPIAR", "EMD-"),
        (),
        re.compile(rf"\b(?P<name>{_ACCESSION.pattern})"),
    ),
    Wording(
        Form.ARCHIVED,
        ("library", "repository", "atabase", "rchive", "website", "ackage", "ollection", "ortal", "API"),
        (),
        re.compile(
            r"\b(?:data ?sets?|data|networks|instances|benchmarks|graphs|images) (?:[\w-]+ ){0,6}?(?:obtained|taken"
            r"|downloaded|retrieved|drawn|sourced|available) (?:from|in|at) (?:the |a |an )(?!hospital|clinic|institut"
            r"|our)(?:(?!hospital|clinical|PACS|patient|radiology|institution)[\w-]+ ){0,3}?"
            r"(?:library|repository|database|archive|website|package|collection)\b"
            rf"|\b(?:obtained|downloaded|taken|retrieved|fetched) (?:[\w-]+ ){{0,4}}?from (?:the )?{NAME} "
            r"(?:archive|database|portal|website|repository|API)\b"
        ),
    ),
    Wording(
        Form.REAL,
        ("real",),
        (),
        re.compile(
            r"\breal(?:[- ]world|[- ]life)? (?:[\w-]+ ){0,2}?(?:data ?sets?|benchmarks)\b|\breal[- ]world data\b"
            r"|\breal[- ](?:world|life) (?:[\w-]+ )?(?:graphs|networks|logs|traces)\b"
        ),
    ),
    Wording(
        Form.COLLECTION,
        _COLLECTION_LETTERS,
        (),
        re.compile(
            rf"\b(?P<name>{_COLLECTIONS})\b[^.;]{{0,60}}?\b{_DATA}\b"
            rf"|\b{_DATA}\b[^.;]{{0,60}}\b(?:from|at|on|in) (?:the )?{_COLLECTIONS}\b"
        ),
    ),
)
"""Every way of speaking of data of others, the surer forms first."""
