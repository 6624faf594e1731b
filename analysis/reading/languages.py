"""Programming languages: by the suffix of a file's name, by a notebook's kernel, and how they are read."""

PYTHON = (".py", ".ipynb")
"""Read by Python's own syntax tree."""

BY_SUFFIX = {
    ".m": "matlab",
    ".mlx": "matlab",
    ".r": "r",
    ".jl": "julia",
    ".lua": "lua",
    ".c": "c",
    ".cc": "cpp",
    ".cpp": "cpp",
    ".cxx": "cpp",
    ".cu": "cuda",
    ".cs": "csharp",
    ".go": "go",
    ".java": "java",
    ".kt": "kotlin",
    ".rs": "rust",
    ".scala": "scala",
    ".swift": "swift",
}
"""Languages of one file, read by the syntax tree of their grammar (``reading.grammars``)."""

LITERATE = (".rmd", ".qmd")
"""Pages whose fenced chunks name the language that they are run in."""

SCRIPTED = frozenset({"matlab", "r", "julia", "lua"})
"""Languages in which a script is a program as a whole, and does its work by calls of what a library offers."""

_KERNELS = {"c++": "cpp", "cpp": "cpp", "octave": "matlab", "matlab": "matlab", "r": "r", "julia": "julia"}

READ_FILES = (*PYTHON, *LITERATE, ".mlx")
"""Files without one of which, where it was left behind, nothing can be denied; other scripts as large are data."""

UNREAD_LANGUAGES = (".do", ".f", ".f90", ".hs", ".ml", ".nf", ".pl", ".sas")

OF_PAGES = (".js", ".ts")
"""Those that belong to web pages where no package lists what they need."""

PROGRAMS = (*PYTHON, *BY_SUFFIX, *LITERATE, *OF_PAGES, *UNREAD_LANGUAGES)


def of_kernel(name: str) -> str:
    """The language of a notebook's kernel: python where none is named, empty where it is not read."""
    name = name.lower().removeprefix("i")
    if not name or name.startswith(("python", "conda")):
        return "python"
    return next((language for start, language in _KERNELS.items() if name.startswith(start)), "")
