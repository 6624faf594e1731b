#!/usr/bin/env bash
# tree-sitter's Python grammar finds no error in programs that no Python 3, or no Python at all, compiles.
#
# Version: tree-sitter 0.26.1, tree-sitter-python 0.25.0; CPython as installed.
# Guess: a tree without an error node (`has_error` is false) says that the program is valid Python, so the grammar can tell
#   which programs of a repository still parse.
# Behaviour: Python 2's print and exec statements, `except E, e`, backquotes, `<>`, `0777`, `10L` and parameters in brackets
#   are in the grammar and give no error; nor do an `if` whose body is not indented, a line that is indented for no reason,
#   and a positional argument behind a named one, which no Python takes. So `has_error` can say "broken", but not "valid".
# Way out: compile with the interpreter in question; take the tree for what is called and named.
#
# Output seen: each line is what tree-sitter says, then what CPython's `compile` says.
#   print statement: fine, SyntaxError
#   except with a comma: fine, SyntaxError
#   backquotes: fine, SyntaxError
#   long integer: fine, SyntaxError
#   body without indent: fine, IndentationError
#   indent for no reason: fine, IndentationError
#   positional behind named: fine, SyntaxError
#   bracket left open: error, SyntaxError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet tree-sitter==0.26.1 tree-sitter-python==0.25.0

cat > try.py << 'END'
import tree_sitter
import tree_sitter_python

parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))
programs = {
    "print statement": 'print "accuracy", 1\n',
    "except with a comma": "try:\n    pass\nexcept ValueError, error:\n    pass\n",
    "backquotes": "a = `1`\n",
    "long integer": "a = 10L\n",
    "body without indent": "if a:\npass\n",
    "indent for no reason": "a = 1\n  b = 2\n",
    "positional behind named": "f(a=1, 2)\n",
    "bracket left open": "f(1\n",
}
for name, program in programs.items():
    tree = "error" if parser.parse(program.encode()).root_node.has_error else "fine"
    try:
        compile(program, "program.py", "exec")
        compiled = "fine"
    except SyntaxError as error:
        compiled = type(error).__name__
    print(f"{name}: {tree}, {compiled}")
END
venv/bin/python try.py | tee seen
diff seen - << 'END'
print statement: fine, SyntaxError
except with a comma: fine, SyntaxError
backquotes: fine, SyntaxError
long integer: fine, SyntaxError
body without indent: fine, IndentationError
indent for no reason: fine, IndentationError
positional behind named: fine, SyntaxError
bracket left open: error, SyntaxError
END
