import pytest

from reprosurvey.analysis.criteria.evaluation import judge

VALIDATION_LOSS = """
def validate(model):
    model.eval()
    with torch.no_grad():
        return criterion(model(image), label)
"""
LOADED = """
def main():
    net.load_state_dict(torch.load(path))
    run(net)
"""
INSTANCE_OPTIMISED = """
def fit(field):
    loss.backward()
    optimizer.step()
def register(fixed, moving):
    net.load_state_dict(torch.load(path))
    with torch.no_grad():
        return fit(net(fixed, moving))
if __name__ == '__main__':
    register(fixed, moving)
"""
UPDATE = "loss.backward()\noptimizer.step()\n"
TEACHER = """
def teacher():
    net.load_state_dict(torch.load(path))
    net.eval()
loss.backward()
optimizer.step()
if __name__ == '__main__':
    main()
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("evaluate.py", "results = evaluation.evaluate(output_folder, data)\n"),
        ("test.py", "model.load_state_dict(torch.load(path))\nmodel.eval()\n"),
        ("predict.py", "prediction = model.predict(image)\n"),
        ("evaluate.py", "def report(a, b):\n    return compare_psnr(a, b)\n"),
        ("3D_inference_task1.py", "net = load_network(path)\n"),
        ("src/inference_onnx.py", "y = ort_session.run(None, {'x': x})\n"),
        ("valid.py", "print 'python 2'\nmodel.eval()\n"),
        ("train.py", VALIDATION_LOSS + "    score = dice_score(prediction, label)\n"),
        ("train.py", "result = model.evaluate(test_set)\n"),
        ("main.py", "def test(model):\n    model.eval()\n    save(model(image))\n"),
        ("main.py", "parser.add_argument('--mode', choices=['train', 'test'])\n"),
        ("main.py", "parser.add_argument('--evaluate', action='store_true')\n"),
        ("main.py", "net.eval()\ntest_acc = 100.0 * correct / total\n"),
        ("app.py", "class Segmenter(InferTask):\n    pass\n"),
        ("train.py", "def evaluate_model(net):\n    net.eval()\n    dsc, asd = compare(prediction, label)\n"),
        ("run.py", "tester = DenseTester(model)\n"),
        ("run_model.py", "def run(net):\n    net.eval()\n" + LOADED + "if __name__ == '__main__':\n    main()\n"),
        ("pairs.py", "model = BertForMaskedLM.from_pretrained('bert')\nmodel.eval()\n"),
        ("register.py", INSTANCE_OPTIMISED),
        ("LeNet.py", "test_loss, test_acc = sess.run([loss, accuracy])\nprint 'test acc', test_acc\n"),
        ("benchmark_set.py", "psnr.append(skimage.metrics.peak_signal_noise_ratio(image, estimate))\n"),
        ("main.py", "flags.DEFINE_enum('mode', 'train', ['train', 'test'], 'what to do')\n"),
        ("auc_dsc_calc.py", "print 'python 2'\nAUC = auc(fpr, tpr)\n"),
        ("apply_net.m", "net.eval({'input', image});\n"),
        ("evalResults.m", "[dice, hd] = compareMasks(a, b);\nm = measure(a);\n"),
        ("run_compactness.m", "[diceNet, recallNet] = evalResults(mask, truth);\n"),
        ("results.py", "dice_atv = fast_dice_for(seg, truth)\nif __name__ == '__main__':\n    main()\n"),
        ("run_test.py", "smodel.eval()\nacc = accuracy_score(a, b)\n"),
        (
            "train.py",
            f"{UPDATE}zsl_acc = compute_accuracy(test_features, test_label)\nif __name__ == '__main__':\n    f()\n",
        ),
        ("run.py", f"{UPDATE}def validate():\n    net.eval()\nmae = validate(loader)\n"),
        ("run.py", "torch.set_grad_enabled(False)\nnet.load_state_dict(torch.load(path))\nsave(net(image))\n"),
        ("decode.py", "scores.append(clf.fit(x, y).score(X_test, Y_test))\n"),
        ("test/volumes.py", "model.load_state_dict(state)\ndice = compute_dice(p, y)\n"),
        ("README.md", "# Net\n```\nnnUNet_predict -i IN -o OUT -t 7\n```\n"),
        ("README.md", "# Net\n    ./deepMedicRun -model m.cfg \\\n    -test ./net/test/testConfig.cfg\n"),
        ("test_subject.m", "labels = classify_voxels(image, forest);\n"),
        ("Demo_Test.m", "net = caffe.Net(model, weights, 'test');\nres = net.forward({image});\n"),
    ],
)
def test_programs_that_evaluate_or_predict_count(repository, path, text):
    verdict = judge(repository({"data.py": "x = 1\n", path: text}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == path


def test_metrics_in_a_notebook_count(repository, notebook):
    files = {"results.ipynb": notebook("model.load_state_dict(state)", "auc = roc_auc_score(y, model(x))")}
    assert judge(repository(files)).outcome == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {"train.py": VALIDATION_LOSS},
        {"metrics.py": "def dice(a, b):\n    return mean(a * b)\ndef dice_loss(a, b):\n    return 1 - dice(a, b)\n"},
        {"test_utils.py": "def save_curves(history):\n    plt.plot(history.loss)\n"},
        {"train.py": "model.compile(metrics=[dice])\nmodel.fit(x, y)\n"},
        {"train.py": "torch.set_float32_matmul_precision('high')\nmodel.eval()\n"},
        {"train.py": "parser.add_argument('--name', default='test')\n"},
        {"train.py": "parser.add_argument('--test_dir')\n"},
        {"train.py": "net.eval()\ntrain_acc = 100.0 * correct / total\n"},
        {"train.py": "net.train()\nacc = 100.0 * correct / total\n"},
        {"train.py": "value = eval(text)\n"},
        {"train.py": f"dsc = dice(p, y)\n{UPDATE}if __name__ == '__main__':\n    main()\n"},
        {"fisher.py": "probability = dice(p, y)\nif __name__ == '__main__':\n    main()\n"},
        {"net_losses.py": "def f1(a, b):\n    precision = precision(a, b)\nif __name__ == '__main__':\n    main()\n"},
        {"preprocess/luna.py": "iou = cal_iou(box, other)\nif __name__ == '__main__':\n    main()\n"},
        {"losses/perceptual.py": "self.net = LPIPS().eval()\n"},
        {"net.py": "perceptual_loss = LPIPS()\nmodel.eval()\n"},
        {"net.py": "class Net:\n    def predict(self, x):\n        return self.model.predict(x)\n"},
        {"train.py": f"iou = cal_iou(values, valid_mask)\n{UPDATE}if __name__ == '__main__':\n    main()\n"},
        {"eval_speed.py": "with torch.no_grad():\n    y = net(x)\n"},
        {"README.md": "# Net\n`python main.py --dataset test`, `python other.py test`\n", "main.py": "x = 1\n"},
        {"train.py": TEACHER},
        {"train.py": "val_acc = smooth(history.history['val_acc'])\n"},
        {"extract_features.py": "net.load_state_dict(torch.load(path))\nnet.eval()\n"},
        {"networks/vgg.py": "def vgg():\n    net.load_state_dict(torch.load(path))\n    net.eval()\n"},
        {"train.py": "def evaluate_model(net):\n    net.eval()\n    dice_loss = compare(prediction, label)\n"},
        {"tests/test_net.py": "model.eval()\nassert dice(x, y) == 1\n"},
        {"test_net.py": "import pytest\nmodel = load_model('x')\n"},
        {"net/dcn/setup.py": "setup(ext_modules=[CppExtension('dcn', sources)])\n", "net/dcn/test.py": "net.eval()\n"},
        {"third_party/evaluate.py": "model.predict(x)\n"},
    ],
)
def test_what_gives_no_metrics_or_predictions_is_no(repository, files):
    verdict = judge(repository({"data.py": "x = 1\n", **files}))
    assert verdict.outcome == "no"
    assert verdict.evidence[0].quote == "nothing predicts or computes metrics on predictions"


def test_a_metric_in_a_notebook_that_trains_counts(repository, notebook):
    files = {"paper.ipynb": notebook(UPDATE, "dsc = dice_metric(mask, truth)")}
    assert judge(repository(files)).outcome == "yes"


@pytest.mark.parametrize("options", ["test config.cfg", "--mode test", "-c net.yml --do_predict", "--phase='eval'"])
def test_a_command_that_tests_counts(repository, options):
    readme = f"# Net\nRun `python run/main.py {options}`.\n"
    verdict = judge(repository({"run/main.py": "agent.run()\n", "README.md": readme}))
    assert (verdict.outcome, verdict.evidence[0].line) == ("yes", 2)
    assert judge(repository({"other.py": "agent.run()\n", "README.md": readme})).outcome == "no"


@pytest.mark.parametrize(("package", "outcome"), [({}, "no"), ({"package.json": "{}"}, "unknown")])
def test_scripts_of_web_pages_are_no_programs_unless_a_package_lists_them(repository, package, outcome):
    assert judge(repository({"static/js/slides.js": "test(x)\n", "index.html": "<p>", **package})).outcome == outcome


def test_programs_that_were_left_behind_make_it_unknown(repository):
    assert judge(repository({"model.py": "x = 1\n", "evaluation.ipynb": None})).outcome == "unknown"


def test_metrics_of_stored_predictions_count(repository):
    program = "from sklearn.metrics import f1_score\nfor name in names:\n    f1[name] = f1_score(truth, stored[name])\n"
    assert judge(repository({"figure_4.py": program})).outcome == "yes"


@pytest.mark.parametrize(
    "program",
    [
        "def f1(a, b):\n    return f1_score(a, b)\n",
        "train_f1 = f1_score(a, b)\n",
    ],
)
def test_metrics_that_are_only_defined_or_of_training_do_not_count(repository, program):
    assert judge(repository({"figure_4.py": program})).outcome == "no"


def test_what_a_trained_model_generates_counts(repository):
    program = "model.load_state_dict(torch.load('net.pt'))\nsave_image(model.sample(40), 'out.png')\n"
    assert judge(repository({"generate.py": program})).outcome == "yes"
    assert judge(repository({"generate_data.py": program})).outcome == "no"


def test_a_unit_test_beside_its_module_does_not_count(repository):
    files = {"metrics_test.py": "import pytest\nscore = f1_score([1], [1])\n"}
    assert judge(repository(files)).outcome == "no"


@pytest.mark.parametrize("suffix", ["rs", "cc", "scala"])
def test_programs_that_are_read_by_their_calls_or_not_at_all_leave_it_open(repository, suffix):
    files = {f"a.{suffix}": "x = predictive(y)\n", f"b.{suffix}": "y = draw(z)\n", "plot.py": "import matplotlib\n"}
    assert judge(repository(files)).outcome == "unknown"
    assert judge(repository(files | {"c.py": "", "d.py": ""})).outcome == "no"
    assert judge(repository(files | {f"a.{suffix}": "x = shuffle(y)\n"})).outcome == "no"
