#!/usr/bin/env bash
# swh.identify: of a fresh clone it gives another identifier than the git tree has, which is the one in the archive.
#
# Version: swh.model 8.4.1, asked about a clone of git.
# Guess: the identifier of a directory is that of its git tree ("swh:1:dir:" and the tree's hash), so `swh.identify` in
#   a clone at a commit gives the identifier under which Software Heritage has that commit's directory.
# Behaviour: `.git` is part of the directory unless it is excluded by name. With that, a folder without files, as
#   programs leave them beside their results, counts, which git does not record and the command cannot leave out (the
#   library has `ignore_empty_directories`). A submodule counts with its files, where the tree has its commit. All with
#   status 0.
# Documented: `--exclude` is, with `*.git` as its example; that a clone's identifier is no archive's is not.
# Way out: `git rev-parse HEAD^{tree}` gives the hash.
#
# Output seen:
#   clone: another
#   clone, without .git: the tree's
#   the same, with an empty folder: another
#   the same, by the library's filter: the tree's
#   with a submodule, without .git: another
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet "swh.model[cli]==8.4.1"

git() {
    command git -c user.name=any -c user.email=any@example.org -c protocol.file.allow=always "$@"
}
git init --quiet other
echo shared > other/shared.py
git -C other add .
git -C other commit --quiet -m other
git init --quiet origin
echo "import torch" > origin/train.py
git -C origin add .
git -C origin commit --quiet -m first
git clone --quiet origin clone

beside_the_tree() {
    [ "$1" = "swh:1:dir:$(git -C clone rev-parse 'HEAD^{tree}')" ] && echo "the tree's" || echo another
}
identified() {
    beside_the_tree "$(venv/bin/swh.identify --no-filename "$@" clone)"
}
cat > by_library.py << 'END'
from swh.model.from_disk import Directory, ignore_empty_directories, ignore_named_directories


def kept(*about) -> bool:
    return ignore_empty_directories(*about) and without_git(*about)


without_git = ignore_named_directories([b".git"])
print(Directory.from_disk(path=b"clone", path_filter=kept, max_content_length=None).swhid())
END
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect clone "$(identified)" another
expect "clone, without .git" "$(identified --exclude .git)" "the tree's"
mkdir -p clone/results/figures
expect "the same, with an empty folder" "$(identified --exclude .git)" another
expect "the same, by the library's filter" "$(beside_the_tree "$(venv/bin/python by_library.py)")" "the tree's"
rmdir clone/results/figures clone/results
git -C clone submodule --quiet add "$folder/other" other
git -C clone commit --quiet -m second
expect "with a submodule, without .git" "$(identified --exclude .git)" another
exit $failed
