#!/usr/bin/env bash
# acl-anthology: text that is broken over lines loses the blank there: "We release\nthe code" reads "We releasethe
#   code".
#
# Version: acl-anthology 1.3.4 (lxml 6.1.3; typing-extensions 4.16.0, which it imports, and asks for below Python 3.11
#   alone).
# Guess: a line end in a title or abstract is white space, as in XML, HTML and LaTeX, so that the words on both sides
#   stay two; the method's name says "extra whitespace".
# Behaviour: line ends are deleted before blanks are counted, in `as_text`, `as_html` and `as_latex`, of text that was
#   given as a string or as the Anthology's XML: words melt together wherever no blank stands beside the break. Of LaTeX
#   the words stay apart. `as_xml` keeps the line end, so that what is stored looks right.
# Documented: the docstring of the function says "without newlines"; the classes that users call say nothing.
# Way out: put blanks for line ends before text is handed in (abstracts as arXiv and OpenReview give them have line
#   ends).
#
# Output seen:
#   string as text: 'We releasethe code.'
#   XML as text: 'We releasethe code.'
#   XML as HTML: 'We releasethe <b>code</b>.'
#   XML as LaTeX: 'We releasethe \\textbf{code}.'
#   LaTeX as text: 'We release the code.'
#   string as XML: 'We release\nthe code.'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet acl-anthology==1.3.4 lxml==6.1.3 typing-extensions==4.16.0

cat > try.py << 'END'
from acl_anthology.text import MarkupText
from lxml import etree

string = MarkupText.from_string("We release\nthe code.")
read = MarkupText.from_xml(etree.fromstring("<abstract>We release\nthe <b>code</b>.</abstract>"))
latex = MarkupText.from_latex("We release\nthe \\textbf{code}.")
for text in (string.as_text(), read.as_text(), read.as_html(), read.as_latex(), latex.as_text(), string.as_xml()):
    print(repr(text))
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "string as text" "$(sed -n 1p seen)" "'We releasethe code.'"
expect "XML as text" "$(sed -n 2p seen)" "'We releasethe code.'"
expect "XML as HTML" "$(sed -n 3p seen)" "'We releasethe <b>code</b>.'"
expect "XML as LaTeX" "$(sed -n 4p seen)" "'We releasethe \\\\textbf{code}.'"
expect "LaTeX as text" "$(sed -n 5p seen)" "'We release the code.'"
expect "string as XML" "$(sed -n 6p seen)" "'We release\nthe code.'"
exit $failed
