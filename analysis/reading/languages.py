"""Programming languages by the suffix of a file's name, by how they are read."""

PYTHON = (".py", ".ipynb")
"""Read by their syntax tree."""
OTHER_LANGUAGES = (".m", ".r", ".jl", ".lua", ".cpp", ".swift")
"""Read by their calls alone."""
UNREAD_LANGUAGES = (
    *(".c", ".cc", ".cs", ".do", ".f", ".f90", ".go", ".hs", ".java", ".js", ".kt"),
    *(".ml", ".pl", ".rmd", ".rs", ".sas", ".scala", ".ts"),
)
OF_PAGES = (".js", ".ts")
"""Those that belong to web pages where no package lists what they need."""
PROGRAMS = (*PYTHON, *OTHER_LANGUAGES, *UNREAD_LANGUAGES)
