"""What a sentence says of an address in it: whose code it is, whether it is offered, what speaks against.

Each pattern reads the words of one clause, in which :data:`HERE` stands for the address.
"""

from __future__ import annotations

import re
from functools import lru_cache

HERE, THERE = "⟨*⟩", "⟨+⟩"
"""What stands in a sentence for the address in question, and for any other."""
CLAUSES_LIMIT = 4
"""Coordinate clauses looked at before an address."""
LABEL_WORDS = 3
"""Words of which a label of an address consists at most."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_HERE, _THERE = re.escape(HERE), re.escape(THERE)


def _any_of(*alternatives: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), flags)


CODE = (
    r"(?:(?:source|computer|python|matlab|full|replication)[- ]?codes?|codes?|code[- ]?base|implementations?"
    r"|re-?implementations?|software|repositor(?:y|ies)|scripts?|notebooks?|github|gitlab|git repo\w*"
    r"|(?:development|starter|starting)[- ]?kits?|coding(?= details))"
)
_TOOL = (
    r"(?:packages?|librar(?:y|ies)|tool(?:box|kit|s)?|framework|simulators?|environments?|benchmarks?|platform"
    r"|plug-?in)"
)
_ONLY_MODELS = r"models?(?! (?:results?|outputs?|predictions?|performance)\b)"
_MODELS = rf"(?:(?:pre-?)?(?:trained )?{_ONLY_MODELS}|(?:model )?weights|checkpoints)"
_TRAINED = r"(?:(?:pre-?)?trained (?:models?|networks?)|(?:model )?weights|checkpoints)"
_MATERIAL = rf"(?:{_ONLY_MODELS}|(?:all |full )?(?:experiments|examples|workflows?|materials?)|baselines|environments?)"

_RELEASE = (
    r"(?:releas|publish|provid|shar|mak|made|open[- ]?sourc|distribut|upload|contribut|includ|host)\w*\b(?! use\b)"
)
_MAKE = r"(?:releas|provid|shar|open[- ]?sourc|distribut|implement|develop|creat|built|wrote|contribut)\w*"
_THIS_PAPER = r"(?:this|the present) (?:paper|work|article|project|study|manuscript|demonstration)(?:['’]s)?"
_NO_USE = r"(?!(?:we|us(?:e[sd]?|ing)|is|are|was|were|with|from|on|in|by|than|against)\b)"
"""What does not stand between "our" and the code that is."""
_WORDS = rf"(?:\s+{_NO_USE}[\w.+/’'-]+)"
_OURS = _any_of(
    rf"\bour(?: own)?{_WORDS}{{0,4}}?\s+(?:{CODE}|{_TOOL})\b",
    rf"\b{_THIS_PAPER}\b[^.;]{{0,60}}\b{CODE}\b",
    r"\bwe(?:['’]ve| have| also| will| plan to| intend to| further| then| make| made|\s)*\s*"
    rf"(?:publicly |openly |freely |additionally )*{_RELEASE}[^.;]{{0,80}}\b(?:{CODE}|{_MODELS})\b",
    rf"\bwe(?:['’]ve| have| also|\s)*\s*{_MAKE}{_WORDS}{{0,5}}?\s+(?:{_TOOL}|{CODE})\b",
    r"\bwe(?: have| also|\s)* (?:made|make) (?:this|it|them|these|everything|all)\b[^.;]{0,30}\b(?:available|public)",
    rf"\b(?:made|make|making) (?:the|all|its) (?:\w+ )?{CODE}",
    rf"\band (?:also )?(?:provide|release|share|publish|open[- ]source)\b[^.;]{{0,60}}\b(?:{CODE}|{_TOOL})\b",
    r"\bour (?:\w+ )?(?:methods?|algorithms?|approach|procedures?|models?|system) (?:is|are) (?:\w+ )?"
    r"(?:implemented|available|released|open)",
    r"\bwe (?:\w+ )?open[- ]?sourc|\bwe (?:present|introduce|propose|describe)\b[^.;]{0,60}\bopen[- ]?source",
    rf"\b(?:{CODE}|materials?|experiments|examples)\b[^.;]{{0,60}}\b(?:of|for|from|in|during|accompanying) "
    r"(?:our\b|the (?:proposed|presented)\b|all our\b|this (?:paper|work|article|project|study|manuscript|research"
    r"|method|approach|algorithm|model|implementation|experiment|example|section|tutorial|demo|competition)\w*)",
    rf"\b{CODE}\b[^.;]{{0,40}}\b(?:to|for|that|which|necessary to) (?:reproduc|replicat|re-?run)\w*",
    rf"\b(?:all|the full|full|complete|accompanying|corresponding|companion|associated) (?:the )?{CODE}\b",
)
_OFFERED = (
    r"(?:available|released?|found|access(?:ed|ible)|download(?:ed|able)?|provided|shared|published|public(?:ly)?"
    r"|open[- ]?sourced?|hosted|obtained|online|here|archived|deposited|uploaded|contained|located|included|browsed)"
)
_TO_TAKE = r"(?:available|released?|download(?:ed|able)?|shared|public(?:ly)?|open[- ]?sourced?|archived)"
"""What is said of experiments and models that can be had, not only read of."""
_OFFERING = (
    r"(?:available|releas(?:e[ds]?|ing)|found|provid(?:e[ds]?|ing)|publish(?:ed)?|made public|shar(?:e|ing)"
    r"|included?|open[- ]?sourc\w*)"
)
_WITH_DATA = r"(?:,? ?(?:and|&|as well as|along with|together with|/|,) ?(?:[\w-]+ ){0,3}data ?(?:sets?|bases?)?\b)?"
_REPRODUCED = (
    r"\b(?:experiments?|results?|figures?|tables?|analys[ei]s|simulations?|findings|everything|(?:this|the) "
    r"(?:paper|study|work))\b[^.;:]{0,40}\b(?:can|may) be (?:\w+ly )?(?:reproduced|replicated|repeated|re-?run)\b"
    rf"[^.;:]{{0,60}}{_HERE}"
)
"""What readers may do with what is there, which the paper's own code alone lets them do."""
_AVAILABLE = _any_of(
    _REPRODUCED,
    rf"\b(?:{CODE}|{_TRAINED})\b{_WITH_DATA}(?:(?!\bdata ?sets?\b)[^.;:]){{0,90}}\b{_OFFERED}\b",
    rf"\b{_MATERIAL}\b{_WITH_DATA}(?:(?!\bdata ?sets?\b|\bwe\b)[^.;:]){{0,90}}\b{_TO_TAKE}\b",
    rf"\b{_OFFERING}\b[^.;:]{{0,60}}\b(?:{CODE}|{_MODELS})\b",
    rf"(?<!\bof )(?<!\bon )(?<!\bfor )\bour (?:[\w-]+ ){{0,3}}{_TOOL} (?:can be|is|are) (?:\w+ ){{0,2}}{_OFFERED}\b",
    rf"\b{_TOOL}\b[^.;:]{{0,50}}\b(?:open[- ]?sourced?|(?:publicly |freely )?available|released)\b",
    r"\b(?:made?|making) (?:this|it|them|these|everything|all)\b[^.;]{0,30}\b(?:available|public)",
    r"\b(?:is|are|been|made|being) (?:\w+ly )?open[- ]?sourced?\b",
    rf"\b{CODE}\b[^;:]{{0,200}}\band (?:can be {_OFFERED}|(?:is|are) (?:\w+ly )?available)\b",
    rf"\b(?:provid|releas|offer|shar|publish)\w*[^.;:]{{0,60}}\b{_TOOL}\b(?: [\w.-]+){{0,3}}? (?:at|on|from|in|via)?"
    rf"\W{{0,3}}{_HERE}",
    rf"\b{CODE}\b[\s,]*(?:and [\w ]{{3,40}})?(?:is|are|will be)?\s*(?:at|on|:|in|from|via)\s*\(?\s*{_HERE}",
    rf"\b{CODE}\b[^.;:]{{0,60}}\b(?:is|are|will be) (?:\w+ )?(?:at|on|in)\b[^.;:]{{0,40}}{_HERE}",
    rf"\b{CODE}(?: and data)? availability\W{{1,3}}{_HERE}",
    rf"\b(?:coding|code|implementation) details\b[^.;:]{{0,60}}{_HERE}",
    rf"\bdetails (?:about|on|of) (?:the |our )?(?:simulations?|experiments?|implementation|code)\b[^.;:]{{0,40}}"
    rf"\b{_OFFERED}\b",
    rf"\b{CODE}\W{{1,3}}(?:(?:please|click|see|find|at|on|it|this|link|page|here)\W+)+{_HERE}",
    rf"\bopen[- ]?sourced?\b[^.;]{{0,40}}\b{_TOOL}\b",
    rf"(?:^|[.:;(–—•|]|\d)\s*(?:the )?{CODE}\W{{0,4}}{_HERE}",
    rf"\b{CODE}\b[^.;:]{{0,60}}:\s*{_HERE}|^(?:[\w.-]+\s+){{0,6}}{CODE}\W{{0,4}}{_HERE}",
    rf"{_HERE}\W*(?:contains|provides|hosts|includes|holds|offers|for)\b[^.;]{{0,60}}\b{CODE}\b",
)
_PLAIN = _any_of(
    rf"^[\W\d]*(?:(?:the|all|full|additionally|finally|and) )*"
    rf"(?:[\w-]+(?: [\w-]+)?(?:, | and |, and | & )(?:the )?)?"
    rf"(?:{CODE}|(?:full |all )?materials?|{_TRAINED} and {CODE})\b"
    r"(?:,? (?:and|as well as|along with|&) [\w -]{3,40}|, [\w, -]{3,60})?(?: (?:of|for|to|used) [^.;:]{0,70})?"
    rf"(?:,? ?(?:is|are|can|will|may|has|have|was|at|available)\b|\W{{0,3}}{_HERE})",
)
_PUBLISH = _any_of(
    r"reproducib|upon (?:acceptance|publication)|(?:made|make it|be) public",
    r"will be (?:made|released|available|published)",
)
_CITED = _any_of(
    r"\bet al\b|[(\[][^()\[\]]{2,60}?,? (?:19|20)\d\d\w?[)\]]|[A-Z]\w+ [(\[](?:19|20)\d\d\w?[)\]]",
    rf"\b(?:of|by|from|in) \[\d[\d, –-]*\]|\[\d[\d, –-]*\]\W{{0,3}}(?:at|from|in)?\W{{0,3}}{_HERE}",
    flags=re.NOFLAG,
)
_CITED_AT_IT = re.compile(
    rf"(?:\bet al\b[^.;]{{0,30}}|\b(?:19|20)\d\d\w?[)\]]?|\[\d+\])\W{{0,2}}{_HERE}"
    rf"|{_HERE}\s*\([^()\d]{{2,60}},? (?:19|20)\d\d\w?\)"
)
_COORDINATE = _any_of(
    r"[,;] (?:and|but|while|with|whereas) |; ",
    r",? and (?=(?:can be|is|are) (?:\w+ly )?(?:found|accessed|available|downloaded)\b)",
    r",? and (?=we\b|our\b|(?:the )?(?:source )?code|provid|releas|made?\b|have made|shar|open)",
)
_PREDICATE = re.compile(r"(?:can be|is|are)\b", re.IGNORECASE)
_GIVEN_IN_BRACKETS = re.compile(rf"(?:[\w.+-]+\s+)?[\w.+-]+\s*\([^()]{{0,60}}{_THERE}[^()]{{0,20}}\)")
"""Another address in brackets, with the name that it is given for."""
_USED = _any_of(
    r"\b(?:we|were|was|is|are)\s(?:\w+\s)?(?:us(?:e|ed|ing)|adapt(?:ed)?|adopt(?:ed)?|borrow(?:ed)?|follow(?:ed)?"
    r"|modif(?:y|ied)|employ(?:ed)?|utili[sz](?:e|ed|ing)|rel(?:y|ied) (?:up)?on)\b",
    r"\b(?:us|adopt|adapt|borrow|modify|employ|leverag)ing\b|\bbased (?:up)?on\b",
    r"\badapted from\b|\btaken from\b|\bborrowed\b|\bbuil[dt]s? (?:up)?on\b",
    r"\b(?:re-?)?implement(?:ed|ation)s? (?:with|in|provided|from|by)\b",
    r"\bmodified (?:version|from)\b|\bprovided by\b|\bobtained from\b",
    r"\bused (?:in|by) (?!this\b|our\b|the (?:paper|experiments?)\b)",
)
_READERS_USE = _any_of(_REPRODUCED)
_USED_BEHIND = re.compile(
    rf"{_HERE}[^.;]{{0,40}}\b(?:was|were) (?:\w+ )?"
    r"(?:adapted|built|designed|implemented|obtained|reproduced|run|taken|trained)\b[^.;]{0,20}\b(?:by|from|on|using|with)\b",
    re.IGNORECASE,
)
_THEIRS = _any_of(
    r"\btheir\b|\b(?:the|these|those) (?:original )?authors?\b|\bbaselines?\b|\bthird[- ]party\b",
    r"\b(?:released|provided|published|shared|implemented|developed|maintained|written) by (?!us\b|our\b)",
    r"\bofficial (?:code|implementation|release)\b|\boriginal (?:code|implementation)",
    r"\bpublicly available (?:code|implementation)s? of\b",
    r"\b(?:the|an?) (?:standard|vanilla|original|off-the-shelf) (?:[\w-]+ ){1,4}"
    r"(?:available|provided|released|given|from)\b",
)
_BUILT_ON = _any_of(
    r"\b(?:adapt|adopt|borrow|modif|reus|taking|took|us)\w*\s+(?:\w+\s+){0,3}(?:code|implementations?|scripts?)\s+"
    r"(?:by|from|of|provided|released)\b",
    r"\bbasing our\b",
    r"\bour (?:\w+ ){0,3}(?:is|was|are|were) (?:\w+ )?(?:based|built|adapted|derived|borrowed|taken)\b",
    r"\b(?:extend(?:s|ed|ing)?|buil(?:ds?|t|ding)|bas(?:ed|ing)|adapt(?:s|ed|ing)?)\b[^.]{0,30}"
    r"\b(?:public|existing|official|available)\b",
)
_OPEN_PLACE = r"(?:following|public(?:ly available)?|online|open|anonymous|companion|accompanying|project|code|git\w*)"
"""What is said of a repository without naming it."""
_BY_MEANS_OF = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|(?:based|built|builds?|rel(?:y|ies)|implemented|written|developed)"
    r" (?:up)?(?:on|in|with|by)|on top of|adapted from|thanks to|with the help of|compared? (?:to|with)"
    rf"|forked from|available in(?! (?:the|this|our|an?) (?:{_OPEN_PLACE} )*repositor)"
    r"|extend(?:s|ed|ing)?|modif(?:y|ies|ied|ying)|requires?|depends? on)\s+"
    rf"(?:(?!(?:our|own|this|at)\b)[\w.+/’'\[\]-]+,?\s+){{0,4}}"
    r"(?:(?-i:[\w.]*[A-Z][\w.+-]*)|\[\d+\]|on|by|code|implementation|library|package|repository|framework|toolbox"
    rf"|software)\W{{0,3}}{_HERE}",
    re.IGNORECASE,
)
_LEARNED_FROM = re.compile(
    r"\b(?:pre-?)?trained (?:(?!\b(?:found|available|hosted|released|provided|published|shared|accessible)\b)[^.;:])"
    r"{0,60}?\bon "
    rf"(?:(?!\b(?:at|available|code|in|from|found|here)\b)[^.;:⟨]){{0,80}}{_HERE}",
    re.IGNORECASE,
)
_LIBRARY = _any_of(r"\b(?:library|libraries|toolbox|toolkit|package|framework|tool|plugin|api)\b")
_THE_LIBRARY = re.compile(
    rf"\b(?:the|our|its) (?:[\w.+-]+ ){{0,3}}(?:library|toolbox|toolkit|package|framework|tool|plugin)\W{{0,3}}{_HERE}",
    re.IGNORECASE,
)
_DATA = _any_of(r"\bdata ?(?:sets?|bases?)?\b|\bchallenge\b|\bannotations?\b|\bimages\b")
_VIDEO = _any_of(r"\b(?:videos?|demos?|slides|talks?|posters?|animations?|movies?)\b")
_TEXTS = _any_of(
    r"\b(?:proofs?|derivations?|errat(?:um|a)|appendi(?:x|ces)|(?:full|extended|long(?:er)?) (?:version|paper|report)s?"
    r"|technical reports?|preprints?)\b"
)
_MAKES_DATA = _any_of(
    rf"\b{CODE} (?:to|for|that|which|used to) (?:re-?)?(?:generat|extract|creat|prepar|build|construct|download)\w* "
    r"(?:these|this|the|that) (?:\w+ )?(?:data|data ?sets?|cohorts?|benchmarks?)\b"
)
_KIT = _any_of(r"\bbaselines?\b|\b(?:starter|starting|development)[- ]?kit\b|\bevaluation (?:code|script)")
_OF_CODE = _any_of(rf"\b(?:{CODE}|{_MODELS})\b")


@lru_cache(maxsize=256)
def before(clause: str) -> str:
    """The words up to the address, from the last coordinate clause that offers code on."""
    lead = clause.partition(HERE)[0]
    for split in [*_COORDINATE.finditer(lead)][: -CLAUSES_LIMIT - 1 : -1]:
        tail = lead[split.end() :]
        if offers(tail + HERE) or (_PREDICATE.match(tail) and offers(f"code {tail}{HERE}")):
            return tail
    return lead


def clause_of(sentence: str) -> str:
    """The part of a sentence that is about the address: other addresses, with what they are given for, left out."""
    lead, _, rest = sentence.partition(HERE)
    lead = _GIVEN_IN_BRACKETS.sub("", lead)
    _, other, own = lead.rpartition(THERE)
    if other and re.search(r"\b(?!and\b|or\b|with\b|also\b|at\b|https?\b)[a-z]{2,}", own, re.IGNORECASE):
        lead = own
    rest, other, _ = rest.partition(THERE)
    if other and lead.rstrip().endswith("("):  # what follows the brackets is about the other
        rest = ""
    return lead + HERE + re.split(r"[;.] ", rest)[0][:120]


def up_to_colon(clause: str) -> str:
    """A clause up to the first colon behind the address: behind a work that is cited another matter begins."""
    lead, _, rest = clause.partition(HERE)
    return lead + HERE + rest.partition(":")[0]


def claims(clause: str) -> bool:
    """Whether the words claim it: "our code", "we release", "the code of this paper"."""
    return bool(_OURS.search(clause))


def offers(clause: str) -> bool:
    """Whether the words offer code: "is available at", "can be found", or nothing but "Code:"."""
    return bool(_AVAILABLE.search(clause))


def speaks_of_code(words: str) -> bool:
    """Whether there is any word for code."""
    return bool(_OF_CODE.search(words))


def is_plain(clause: str) -> bool:
    """Whether the code that the words offer is named without a name: "The source code is available at"."""
    return bool(_PLAIN.search(clause))


def is_label(clause: str) -> bool:
    """Whether the words beside the address are a name at most."""
    return len(_WORD.findall(clause.replace(HERE, "").replace(THERE, ""))) <= LABEL_WORDS


def publishes(words: str) -> bool:
    """Whether the words are about making something public."""
    return bool(_PUBLISH.search(words))


def cites(clause: str) -> bool:
    """Whether somebody's work is cited before the address."""
    return bool(_CITED.search(before(clause) + HERE))


def cites_at_it(clause: str) -> bool:
    """Whether the last words before the address, or the first behind it, are a citation."""
    return bool(_CITED_AT_IT.search(clause))


def builds_on_what_stands_before(clause: str) -> bool:
    """Whether the last words before the address name what the code is built with."""
    return bool(_BY_MEANS_OF.search(before(clause) + HERE))


def uses(clause: str) -> bool:
    """Whether something is used, or taken from somewhere."""
    if _READERS_USE.search(clause):
        return False
    return bool(_USED.search(before(clause)) or _USED_BEHIND.search(clause))


def leaves_to_others(clause: str) -> bool:
    """Whether the words say that it is somebody else's."""
    return bool(_THEIRS.search(before(clause)))


def builds_on(clause: str) -> bool:
    """Whether the paper's code is said to be built on it, or by its means."""
    return bool(_BUILT_ON.search(before(clause))) or builds_on_what_stands_before(clause)


def trains_on(clause: str) -> bool:
    """Whether the last words before the address name what a model was trained on."""
    return bool(_LEARNED_FROM.search(before(clause) + HERE))


def calls_it_a_library(clause: str) -> bool:
    """Whether the words call it a library or a tool."""
    return bool(_LIBRARY.search(before(clause) + clause.partition(HERE)[2][:15]))


def calls_it_the_library(clause: str) -> bool:
    """Whether the last words before the address name it as one that the reader knows: "in the package"."""
    return bool(_THE_LIBRARY.search(clause))


def speaks_of_data(words: str) -> bool:
    """Whether there is any word for data."""
    return bool(_DATA.search(words))


def speaks_of_videos(clause: str) -> bool:
    """Whether what is there is a video or a talk."""
    return bool(_VIDEO.search(clause))


def speaks_of_texts(clause: str) -> bool:
    """Whether what is there is more to read: proofs, an appendix, a longer version."""
    return bool(_TEXTS.search(clause))


def makes_the_data(clause: str) -> bool:
    """Whether the code is said to make the data in use."""
    return bool(_MAKES_DATA.search(clause))


def speaks_of_a_kit(clause: str) -> bool:
    """Whether it is what organisers of a competition give to those who take part."""
    return bool(_KIT.search(clause))
