"""Small repositories, told in one text."""


def repositories(text: str) -> list[dict[str, str]]:
    """Those of a text, parted by blank lines, each of files that ``== path`` begins."""
    result = []
    for case in text.strip().split("\n\n"):
        files = (part.partition("\n") for part in case.removeprefix("== ").split("\n== "))
        result.append({path: f"{content}\n" for path, _, content in files})
    return result
