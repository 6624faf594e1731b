import pytest

from reprosurvey.analysis.reading.code import Source
from reprosurvey.analysis.reading.programs import parse
from reprosurvey.analysis.subjects.snapshots import File

EVERY_SYNTAX = """
import torch, numpy as np
from . import net
from monai.losses import DiceLoss
@wrap(1)
class Net(nn.Module, Base):
    size: int = first()
    async def run(self, *a, b=second(), **k) -> third():
        async with fourth() as (x, y), z: pass
        global g; del x[fifth():]; self.net.step(x)
        return [f"{sixth()!r:{seventh()}}" for i in eighth() if i], {**ninth()}, lambda: tenth()
match value:
    case Point(x=0, y=[1, *rest]) | {"k": 1, **rest} if last(): pass
"""


def test_every_call_is_found_with_its_scope():
    program = parse(EVERY_SYNTAX)
    words = "wrap first second third fourth fifth self.net.step sixth seventh eighth ninth tenth last"
    assert sorted(call.name for call in program.calls) == sorted(words.split())
    assert {call.scope for call in program.calls} == {"", "Net", "Net.run"}
    assert [(d.name, d.bases) for d in program.definitions] == [("Net", ("nn.Module", "Base")), ("run", ())]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("scaler.scale(loss).backward()", "scale().backward"),
        ("LogisticRegression(C=1).fit(x)", "LogisticRegression().fit"),
        ("nets[0].fit(x)", ".fit"),
    ],
)
def test_a_call_on_a_call_keeps_its_last_name(text, name):
    assert name in [call.name for call in parse(text).calls]


@pytest.mark.parametrize(
    ("text", "language", "packages"),
    [
        (EVERY_SYNTAX, "python", {"torch", "numpy", "monai"}),
        ("print 'old'\nimport os.path, tensorflow as tf\n", "python", {"os", "tensorflow"}),
        ("def f(:\n    import torch\n", "python", {"torch"}),
        ("# we import nothing\nimportant = 1\n", "python", set()),
        ("library(glmnet)\nrequire('ranger')\n", "r", {"glmnet", "ranger"}),
        ("using Flux, Plots\n", "julia", {"Flux", "Plots"}),
    ],
)
def test_imports_are_read_also_where_the_program_cannot_be_parsed(text, language, packages):
    assert Source(File("program"), text, language).imports == packages


def test_definitions_in_matlab_are_no_calls():
    program = Source(File("f.m"), "function [net, info] = train_net(x)\n  y = step(x);\n", "matlab").program
    assert [d.name for d in program.definitions] == ["train_net"]
    assert [(call.name, call.scope) for call in program.calls] == [("step", "train_net")]
