import pytest

from reprosurvey.analysis.criteria.training import judge

STEP = "loss.backward()\noptimizer.step()\n"

LOOP = """
for image, label in loader:
    loss = criterion(model(image), label)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("train.py", LOOP),
        (
            "src/deep/solver.py",
            "class Solver:\n    def run(self):\n        self.loss.backward()\n        self.o.step()\nSolver().run()\n",
        ),
        ("train.py", "print 'python 2'\n" + LOOP),
        ("train.py", "scaler.scale(loss).backward()\nscaler.step(optimizer)\n"),
        ("train.py", "model.compile('adam')\nmodel.fit(x, y)\n"),
        ("train.py", "self.unet.fit_generator(data)\n"),
        ("train.py", "op = tf.train.AdamOptimizer(1e-3).minimize(loss)\n"),
        ("train.py", "optimizer.apply_gradients(zip(gradients, variables))\n"),
        ("train.py", "trainer = Trainer()\ntrainer.fit(net, loader)\n"),
        ("run.py", "class Net(pl.LightningModule):\n    def training_step(self, i):\n        return 1\nNet()\n"),
        ("train.m", "trainer = @cnn_train_dag;\n[net, info] = trainer(net, imdb, @getBatch);\n"),
        ("train.m", "[net, info] = cnn_train(net, imdb, @getBatch);\n"),
        ("models.m", "classifier = fitcsvm(features, labels);\n"),
        ("models.R", "library(glmnet)\nmodel <- cv.glmnet(x, y)\n"),
        ("train.lua", "for i = 1, n do\n  optim.adam(feval, parameters, state)\nend\n"),
        ("train.cpp", "loss.backward();\noptimizer.step();\n"),
        ("fit.jl", "result = DiffEqFlux.sciml_train(loss, p, ADAM(0.1))\n"),
        ("net.py", "import caffe\nsolver = caffe.SGDSolver('net.prototxt')\nsolver.step(1)\n"),
        ("run.py", "optimizer.zero_grad()\noptimizer.step([loss_a, loss_b], [1, 1])\n"),
        ("net.py", "train_step = opt.minimize(net.loss, global_step=step)\n"),
        ("run.py", "estimator.train(\n    input_fn=reader, max_steps=100)\n"),
        ("run.py", "model = YOLO('yolov8n.pt')\nmodel.train(data='cells.yaml', epochs=100)\n"),
        ("run.py", "trainer = SupervisedTrainer(network=net)\ntrainer.run()\n"),
        ("baseline.py", "scores = LogisticRegression(C=1).fit(x, y).predict(z)\n"),
        ("main.py", "cli = LightningCLI(Net, Data)\n"),
        ("broken.ipynb", '<<<<<<< HEAD\n    "loss.backward()\\n",\n    "optimizer.step()\\n"\n=======\n'),
        ("train.m", "net = trainNetwork(images, layers, options);\n"),
        ("README.md", "# Net\n```\nnnUNet_train 3d_fullres NetTrainer 5 0\n```\n"),
        ("README.md", "# Net\n```python\nmodel.fit(data, epochs=10)\n```\n"),
    ],
)
def test_programs_that_start_training_count(repository, path, text):
    verdict = judge(repository({"data.py": "x = 1\n", path: text}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == path


def test_a_notebook_counts_although_it_has_magics(repository, notebook):
    verdict = judge(repository({"work.ipynb": notebook("%matplotlib inline\n!pip install x", LOOP)}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].quote == "loss.backward()"


def test_evidence_points_at_the_line(repository):
    evidence = judge(repository({"train.py": LOOP})).evidence[0]
    assert (evidence.line, evidence.quote) == (5, "loss.backward()")
    assert evidence.link is not None
    assert evidence.link.endswith("train.py#L5")


@pytest.mark.parametrize(
    "files",
    [
        {"model.py": "class Net(nn.Module):\n    def forward(self, x):\n        return self.net(x)\n"},
        {"loss.py": "def dice_loss(p, y):\n    return 1 - dice(p, y)\n"},
        {"saliency.py": "score.backward()\nplot(image.grad)\n"},
        {"scale.py": "StandardScaler().fit(x)\npca.fit(x)\nlabel_encoder.fit(y)\n"},
        {"show.py": "model.zero_grad()\nscheduler.step()\n"},
        {"register.py": "from scipy import optimize\nfound = optimize.minimize(distance, start)\n"},
        {"net.py": "model.train(False)\nmodel.train(mode=True)\nself.model.train(not frozen)\n"},
        {"encode.py": "StandardScaler().fit(x)\nencoder = OneHotEncoder().fit(y)\n"},
        {"net/dcn/setup.py": "setup(ext_modules=[CUDAExtension('dcn', sources)])\n", "net/dcn/test_speed.py": LOOP},
        {"__MACOSX/train.py": LOOP},
        {"cnn_train.m": "function [net, stats] = cnn_train(net, imdb, getBatch)\n"},
        {"third_party/train.py": LOOP},
        {"nnunet/training/run.py": LOOP},
        {"vendors/guided_diffusion/train.py": LOOP},
        {"lib/nets-stable/LICENSE": "MIT", "lib/nets-stable/train.py": LOOP},
        {"competing_methods/train.py": LOOP},
        {"readme.txt": LOOP},
        {"broken.ipynb": "{not json"},
        {"odd.ipynb": '{"nbformat": 4, "nbformat_minor": 4, "cells": [{"cell_type": "code"}], "metadata": {}}'},
    ],
)
def test_what_does_not_train_the_own_model_is_no(repository, files):
    verdict = judge(repository({"data.py": "x = 1\n", **files}))
    assert verdict.outcome == "no"
    assert verdict.evidence[0].quote == "nothing steps an optimiser or fits a model"


def test_programs_that_were_left_behind_make_it_unknown(repository):
    verdict = judge(repository({"model.py": "x = 1\n", "experiments.ipynb": None}))
    assert verdict.outcome == "unknown"
    assert "experiments.ipynb" in verdict.evidence[0].quote


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "x = " + "-" * 100_000 + "1", "a" + ".b" * 50_000, "\x00", "def f(" * 10_000]
)
def test_hostile_programs_do_no_harm(repository, text):
    assert judge(repository({"train.py": text})).outcome == "no"


def test_an_empty_repository_is_no(repository):
    assert judge(repository({"README.md": "# Net\nCode will follow."})).outcome == "no"


def test_a_sampler_in_r_counts(repository):
    assert judge(repository({"fit.R": "fitted <- rstan::sampling(model, data = d)\n"})).outcome == "yes"


def test_calls_in_scripts_of_other_languages_tell_what_is_trained(repository):
    assert judge(repository({"run.m": "result = sbn_gibbs(traindata, K);\n"})).outcome == "yes"
    assert judge(repository({"script_train_cnn.m": "net = learn_cnn_model(imdb);\n"})).outcome == "yes"
    assert judge(repository({"train_set.m": "x = split_training_data(imdb);\n"})).outcome == "no"
    assert judge(repository({"run.m": "% with the trained net\nresult = register(fixed, moving);\n"})).outcome == "no"


def test_a_function_minimised_does_not_train(repository):
    assert judge(repository({"calibrate.py": "optim = minimize(fun=error, args=(x, y))\n"})).outcome == "no"
    old = "print 'python 2'\nstep = tf.train.AdamOptimizer(1e-4).minimize(loss)\n"
    assert judge(repository({"net.py": old})).outcome == "yes"


def test_a_unit_test_does_not_train(repository):
    assert judge(repository({"tests/loss_test.py": STEP})).outcome == "no"
    assert judge(repository({"loss_check.py": f"import unittest\n{STEP}"})).outcome == "no"
    case = f"import tensorflow as tf\nclass NetTest(tf.test.TestCase):\n    pass\n{STEP}"
    assert judge(repository({"net_test.py": case})).outcome == "no"
    assert judge(repository({"train_test.py": STEP})).outcome == "yes"
    assert judge(repository({"run_test.py": STEP})).outcome == "yes"
    assert judge(repository({"test/trainers.py": STEP})).outcome == "yes"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("train.py", "joint.fit([a, b],\n          epochs=100)\n"),
        ("train.py", "history = unet_gcn.fit(x, y)\n"),
        ("gan.py", "self.trainer = pt.apply_optimizer(optimizer, losses=[loss])\n"),
        ("main_netTrain.m", "fun = @loss;\n[w, l] = lbfgsb(fun, low, upp);\nl0 = loss_with_gradient(w)\n"),
        ("learner.lua", "function Net:learn()\n    self.network:backward(x, dy)\n    self.w:add(-self.lr, dw)\nend\n"),
    ],
)
def test_training_counts_in_older_frameworks(repository, path, text):
    assert judge(repository({path: text})).outcome == "yes"


def test_gradients_of_a_layer_do_not_train(repository):
    layer = "function Layer:backward(x, dy)\n    return self.module:backward(x, dy)\nend\n"
    assert judge(repository({"layer.lua": layer + "-- lr\n", "a.py": "x = 1\n"})).outcome == "no"


@pytest.mark.parametrize(
    "text",
    [
        "grads = tensor.grad(cost, wrt=params)\nf = theano.function(inputs, cost, updates=rules)\nprint 'python 2'\n",
        "grads = jax.grad(loss)(params)\nparams = optax.apply_updates(params, updates)\n",
    ],
)
def test_gradients_of_functions_that_are_applied_as_updates_count(repository, text):
    assert judge(repository({"run.py": text})).outcome == "yes"


def test_generated_documentation_is_no_program(repository):
    files = {"docs/_build/static/train.js": "train()", "docs/_build/search.js": "fit()", "net.py": "import torch\n"}
    assert judge(repository(files)).outcome == "no"


@pytest.mark.parametrize("folder", ["Other-master", "Other-1.0-beta24", "Other-v2.3.1"])
def test_a_downloaded_repository_with_its_own_licence_does_not_count(repository, folder):
    files = {f"{folder}/train.py": STEP, f"{folder}/LICENSE": "MIT License"}
    assert judge(repository({"net.py": "import torch\n"} | files)).outcome == "no"
    assert judge(repository(files)).outcome == "yes"
    own = {path.replace("Other", "paper"): text for path, text in files.items()}
    assert judge(repository({"net.py": "import torch\n"} | own)).outcome == "yes"


def test_a_toolbox_does_not_count_but_the_folder_of_the_paper_in_it_does(repository):
    toolbox = {"Toolbox-1.0-beta24/COPYING": "BSD", "Toolbox-1.0-beta24/examples/train.py": STEP}
    own = {"README.md": "# Lantern", "Toolbox-1.0-beta24/examples/Paper/demo.py": "print(1)\nimport torch\n"}
    assert judge(repository(toolbox | own)).outcome == "no"
    trains = {"Toolbox-1.0-beta24/examples/Paper/demo.py": STEP}
    assert judge(repository(toolbox | own | trains)).outcome == "yes"


FIT = "def fit(net):\n    loss.backward()\n    optimizer.step()\n"


@pytest.mark.parametrize(
    ("files", "place", "quote"),
    [
        (
            {"run.py": "from net.loop import fit\nif __name__ == '__main__':\n    fit(net)\n"},
            "run.py",
            "from net.loop import fit",
        ),
        ({"README.md": "# Net\nRun `python -m net.loop`.\n"}, "README.md", "Run `python -m net.loop`."),
        ({"run.sh": "cd net\npython loop.py\n"}, "run.sh", "python loop.py"),
        (
            {"net/__init__.py": "from .loop import fit\n", "cli.py": "from net import fit\nfit(parse_args())\n"},
            "cli.py",
            "from net import fit",
        ),
        (
            {"other.py": "importlib.import_module(name)\n"},
            "programs, scripts and pages",
            "nothing was found that starts it",
        ),
    ],
)
def test_what_starts_code_that_does_not_start_itself_is_evidence_too(repository, files, place, quote):
    verdict = judge(repository({"net/loop.py": FIT, **files}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == "net/loop.py"
    assert (verdict.evidence[1].place, verdict.evidence[1].quote) == (place, quote)


@pytest.mark.parametrize("other", ["class Net(nn.Module):\n    pass\n", "net.eval()\nprint(net(x))\n"])
def test_training_that_nothing_starts_is_no(repository, other):
    verdict = judge(repository({"net/loop.py": FIT, "net/net.py": other}))
    assert verdict.outcome == "no"
    assert [evidence.place for evidence in verdict.evidence] == ["programs, scripts and pages", "net/loop.py"]


def test_a_library_of_the_same_name_does_not_start_a_program(repository):
    files = {"net/nn.py": FIT, "show.py": "from torch.nn import Linear\nprint(Linear(1, 1))\n"}
    assert judge(repository(files)).outcome == "no"
    assert judge(repository({**files, "go.py": "import nn\nnn.fit(1)\n"})).evidence[1].place == "go.py"


def test_a_class_that_a_script_names_is_started(repository):
    files = {"net/loop.py": f"class DeepTrainer(Base):\n    {FIT.replace(chr(10), chr(10) + '    ')}\n"}
    assert judge(repository(files | {"run.sh": "python -m framework DeepTrainer\n"})).outcome == "yes"
    assert judge(repository(files | {"run.sh": "python -m framework\n"})).outcome == "no"


@pytest.mark.parametrize("end", ["fit(net)\n", "if __name__ == '__main__':\n    fit(net)\n"])
def test_code_that_starts_itself_is_evidence_enough(repository, end):
    assert len(judge(repository({"loop.py": FIT + end})).evidence) == 1
