"""What the demo's catalogue consists of: papers, and the repositories that they give or cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CRITERIA = (
    "dependencies_listed",
    "dependencies",
    "training",
    "evaluation",
    "model",
    "documentation",
    "licensing",
)
"""The criteria that are asked of a repository."""

Files = Mapping[str, bytes]
"""What stands in a repository: path to content."""


def verdicts(fulfilled: str) -> dict[str, str]:
    """Yes for the criteria that ``fulfilled`` names, between spaces, and no for the others."""
    named = fulfilled.split()
    return {criterion: "yes" if criterion in named else "no" for criterion in CRITERIA}


@dataclass(frozen=True)
class Repository:
    """A repository, or an address at which there is none."""

    address: str
    files: Files = field(default_factory=dict)
    """What its first commit holds; without any it is empty."""
    expected: Mapping[str, str] = field(default_factory=lambda: verdicts(""))
    """The verdicts by the rubric, by criterion."""
    later: Files | None = None
    """What its second commit holds, which a visit finds after the demo was advanced."""
    expected_later: Mapping[str, str] | None = None
    status: int = 200
    """What the host answers; where it is not 200 there is no repository."""
    moved_to: str | None = None
    """The address that the host leads to."""

    @property
    def is_served(self) -> bool:
        """Whether there is a repository at this very address."""
        return self.status == 200 and self.moved_to is None

    @property
    def visit(self) -> str:
        """How a visit ends."""
        if self.moved_to:
            return "moved"
        if self.status != 200:
            return "failed" if self.status >= 500 else "not found"
        return "full" if self.files else "empty"


@dataclass(frozen=True)
class Paper:
    """A contribution. Texts are plain but for ``[words](address)``, a link; ``^1``, raised; and a line break."""

    year: int
    key: str
    title: str
    authors: tuple[str, ...]
    task: str
    """What the paper is about, as a noun phrase of its generic sentences."""
    abstract: str = ""
    data: str = ""
    """What the paper says about its data."""
    theorem: str = ""
    """What it proves, where it does that in place of experiments."""
    code: str = ""
    """What it says about its own and about others' code."""
    footnote: str = ""
    """The first page's footnote."""
    references: tuple[str, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    """Label and address of further links on the landing page."""
    pdf: str = "readable"
    """readable, broken (a file that no reader opens), or missing (404)."""
    glued: bool = False
    """Whether the first page's number is set right behind the footnote."""
    repository: Repository | None = None
    """Its authors' own."""
    has_repository: str = ""
    """Yes with a repository and no without, unless given."""
    public_data: str = "no"

    @property
    def is_front_matter(self) -> bool:
        """Whether it is the volume's preface, which no statistic counts."""
        return self.title == "Preface"

    @property
    def expected(self) -> dict[str, str]:
        """The verdicts by the rubric, and how the visit of its repository ends where it has one."""
        own = self.repository
        paper = {
            "has_repository": self.has_repository or ("yes" if own else "no"),
            "public_data": self.public_data,
        }
        if own is None:
            return paper | dict.fromkeys(CRITERIA, "na" if paper["has_repository"] == "no" else "unknown")
        return paper | dict(own.expected) | {"visit": own.visit}

    @property
    def expected_later(self) -> dict[str, str]:
        """The same after the demo was advanced."""
        later = self.repository.expected_later if self.repository else None
        return self.expected | dict(later or {})
