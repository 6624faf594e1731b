import re

import pytest
from semble_grammars.exceptions import GrammarLoadError

from reprosurvey.analysis.reading import grammars
from reprosurvey.analysis.reading.code import left_behind, sources
from reprosurvey.analysis.reading.grammars import has_grammar, read
from reprosurvey.analysis.reading.languages import BY_SUFFIX
from reprosurvey.analysis.subjects.snapshots import File, Snapshot


@pytest.mark.parametrize(
    ("language", "text", "calls"),
    [
        (
            "r",
            "f <- function(x) {\n  brms::brm(y ~ x, d)\n}\nm$sample(1)\ncoda.samples(m)\n# g(1)\n",
            "brms.brm m.sample coda_samples",
        ),
        (
            "matlab",
            "function y = f(x)\n% g(1)\nz = x(3);\nm.fit(z);\nh = @train;\nrun_all\nend\n",
            "m.fit train run_all",
        ),
        ("julia", "f(x) = g(x)\nFlux.train!(l, p)\nfunction h(x)\n  k.(x)\nend\n", "g Flux.train! k"),
        ("lua", "local function f() net:backward(x, y) end\noptim.sgd(g)\n-- h(1)\n", "net.backward optim.sgd"),
        ("cuda", "int main() { k<<<1, 2>>>(3); m->step(1); a::b<T>(x); }\n", "k m.step a.b"),
        ("rust", "fn main() { t.train(x)?; A::new(1); }\n", "t.train A.new"),
        ("java", "class A { void f() { m.fit(x, 1); new B(); } }\n", "m.fit B"),
        ("scala", "object A { def f() = { m.fit(x); new B(1) } }\n", "m.fit B"),
        ("kotlin", "fun main() { m.fit(x, 1)\n run<T>(2)\n each { g(3) } }\n", "m.fit each g"),
        ("swift", "func go() { m.fit(x, 1); g(2) }\n", "m.fit g"),
        ("csharp", "class A { void F() { m.Fit(x, 1); new B(2); } }\n", "m.Fit B"),
        ("go", "func main() { m.Fit(x, 1); g(2) }\n", "m.Fit g"),
        ("python", "print 'old'\nx = = 1\nmodel.fit(x, y)\nnet.f(x).step()\n", "model.fit net.f f().step"),
    ],
)
def test_calls_are_read_in_any_language(language, text, calls):
    assert sorted(call.name for call in read(language, text).calls) == sorted(calls.split())


def test_calls_know_where_they_stand_and_whether_they_are_given_several_things():
    program = read("cpp", "void A::go(int x) {\n  run(1, 2);\n}\nint main() { a.go(1); }\n")
    assert [(call.scope, call.line, call.several) for call in program.calls] == [("go", 2, True), ("main", 4, False)]
    assert [definition.name for definition in program.definitions] == ["go", "main"]


@pytest.mark.parametrize("language", ["r", "matlab", "julia", "cpp", "lua", "scala", "rust", "python"])
@pytest.mark.parametrize("text", ["", "(" * 50_000, "\x00", "a" + ".b" * 50_000, "f(" * 20_000, "é(ü)\n" * 100])
def test_hostile_programs_do_no_harm(language, text):
    read(language, text)


def test_every_language_that_a_suffix_names_has_a_grammar():
    assert [language for language in BY_SUFFIX.values() if not has_grammar(language)] == []
    assert not has_grammar("")


def test_where_the_grammar_of_r_cannot_be_unpacked_nothing_of_its_programs_is_denied(monkeypatch):
    def fail(name):
        raise GrammarLoadError("read-only file system")

    programs = {f"{i}.R": File(f"{i}.R", text="fit <- lm(y ~ x)\n") for i in range(3)}
    snapshot = Snapshot("https://github.com/a/b", "1" * 40, programs)
    assert left_behind(snapshot, re.compile("train")) == []
    monkeypatch.setattr("semble_grammars.get_language", fail)
    grammars._grammar.cache_clear()
    try:
        assert not has_grammar("r")
        assert left_behind(snapshot, re.compile("fit")) == list(programs.values())
        assert [source.program.calls for source in sources(snapshot)]
    finally:
        grammars._grammar.cache_clear()
