import pytest

from reprosurvey.analysis.criteria.evaluation import judge
from tests.analysis.criteria.cases import repositories

README = {"README.md": "# Lantern\nCode of the paper on tidal gauges.\n"}

EVALUATES = """
== runner.py
from dopamine.discrete_domains import run_experiment
class TideRunner(run_experiment.Runner):
    def _run_one_iteration(self, iteration):
        self._run_train_phase()
        episodes, mean = self._run_eval_phase(statistics)
== main.py
import runner
runner.TideRunner().run_experiment()

== play.py
import torch
env = make_env()
policy.load_state_dict(torch.load(p))
obs = env.reset()
while True:
    obs, r, d, i = env.step(policy(obs))
    env.render()

== enjoy.py
from stable_baselines3 import PPO
model = PPO.load("a")
while True:
    action, _ = model.predict(obs)
    obs, r, done, info = env.step(action)

== run.py
returns = []
for ep in range(10):
    returns.append(run_episode(env, policy))
print("mean return", np.mean(returns))

== ppc.py
import pymc as pm
ppc = pm.sample_posterior_predictive(trace)

== cmp.py
import arviz as az
print(az.loo(trace))

== figure2.R
library(ggplot2)
d <- read.csv("results.csv")
ggplot(d, aes(n, rmse)) + geom_line()
ggsave("fig2.pdf")

== sim.R
bias <- mean(est - truth)
cat("bias", bias, "\\n")

== sim.jl
rmse = sqrt(mean((yhat .- y_true).^2))
println("rmse: ", rmse)

== demo.m
im = derain(input);
imshow(im);

== eval_causal.py
from cdt.metrics import SHD
shd = SHD(target, pred)

== sample.py
model.load_state_dict(torch.load(p))
x = model.sample(64)
save_image(x, "s.png")

== gen.py
from transformers import pipeline
p = pipeline("text-generation", model="me/lantern")
print(p("hello"))

== tools/test.py
runner = Runner.from_cfg(cfg)
runner.test()

== run.sh
fairseq-generate data-bin --path ck.pt | tee out
== a.py
x=1

== README.md
# L
```
spacy evaluate model dev.spacy
```
== a.py
x=1

== README.md
# L
`lm_eval --model hf --model_args pretrained=me/x --tasks mmlu`
== a.py
x=1

== main.py
import hydra
@hydra.main()
def main(cfg):
    trainer.fit(m, d)
    trainer.test(m, d)
main()

== wer.py
import jiwer
print(jiwer.wer(ref, hyp))

== rank.py
ndcg = ndcg_score(y_true, y_score)
print(ndcg)

== predict.jl
ŷ = predict(mach, Xtest)

== test.lua
local out = model:forward(x)
print("accuracy", correct / n)

== evaluate.R
library(pROC)
print(auc(roc(y, p)))

== results.qmd
# R
```{r}
d <- readRDS("fit.rds")
plot(d$x, d$y)
```

== README.md
# MPC
Controller for a quadrotor.
== run.jl
using ALTRO
solver = ALTROSolver(prob, opts)
solve!(solver)
plot(states(solver))

== README.md
# P
A test.
== sim.R
p <- replicate(1000, perm_test(x, y))
mean(p < 0.05)
plot(ecdf(p))

== table3.py
import pickle
r = pickle.load(open("res.pkl", "rb"))
df = pd.DataFrame(r)
df.to_latex("t3.tex")

== rollout.py
env = gym.make("Ant-v4")
for ep in range(10):
    total = 0
    done = False
    while not done:
        o, r, done, _ = env.step(agent.act(o))
        total += r
    print("episode reward", total)

== coverage.jl
cover = mean(lo .<= truth .<= hi)
@show cover

== main.m
load results.mat
err = norm(xhat - xtrue) / norm(xtrue);
fprintf("error %g\\n", err);

== bleu.sh
python generate.py > out
sacrebleu ref.txt < out.txt
== generate.py
x=1

== posterior.R
library(rstan)
fit <- readRDS("fit.rds")
pp <- extract(fit)$y_rep
ppc_dens_overlay(y, pp)

== translate.py
model = load_model(args.ckpt)
for s in sents:
    print(model.translate(s))

== app.py
import gradio as gr
m = AutoModel.from_pretrained("me/x")
gr.Interface(lambda t: m(t), "text", "text").launch()

== src/eval.cpp
int main() { auto p = net.forward(x); double acc = correct / total; std::cout << acc; }
== README.md
# L
Run `./build/eval --model m.bin`.

== train.py
loss.backward()
opt.step()
for x, y in test_loader:
    test_acc += (net(x).argmax(1) == y).float().mean()
print("test accuracy", test_acc)

== README.md
# Facility location
Run `python main.py` on the points.
== main.py
from location import serve
print("starting our algorithm")
serve(points, window)
== location.py
def serve(points, window):
    return open_centres(points)[:window]

== README.md
# Primes by their characters
`cargo run --release`
== src/main.rs
fn main() { println!("{}", search(3)); }

== colorize.lua
require 'nn'
local net = torch.load('net.t7')
image.save('out.png', net:forward(image.load(arg[1])))

== miccai_testing.py
net = Net.load_from_checkpoint("net.ckpt")
for x in loader:
    out.append(net(x))

== features.m
accuracyLBP(trial) = ClassifyOnNN(D, known, asked);

== src/generate_plots.py
import matplotlib.pyplot as plt
def generate_plots(rows):
    plt.plot([row["gap"] for row in rows])
    plt.savefig("gap.pdf")
== run_experiment.py
from src.generate_plots import generate_plots
def run():
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    generate_plots(rows)
if __name__ == "__main__":
    run()

== main.py
def train(args):
    while step < args.steps:
        policy.train(buffer, iterations=5)
        evaluations.append(eval_policy(policy, args.env))
if __name__ == "__main__":
    train(args)

== tides.py
family.fit(tides, epochs=50)
draws = family.sample_parameters_conditioned_to_data(x=tide)

== infer.py
from sbi.inference import SNPE
posterior = inference.build_posterior(net)
draws = posterior.sample((1000,), x=tide)

== classify.m
addpath features
for t = 1:100
  accuracyTides(t) = ClassifyNearest(D, trainClasses(:, end), testClasses(:, end));
end

== src/tide_train.cpp
int main() { learn(tides); }
== run.sh
../bin/tide-train \\
  ./model \\
  --eval-on-dev=true

== src/tide_tag.cpp
int main() { tag(tides); }
== run.sh
bin/tide-tag --test tides.txt
"""

LOOKS_LIKE_RESULTS = """
== test.py
import torch
def test(model):
    model.eval()
    return
== train.py
loss.backward()
opt.step()

== train.py
init_accuracy_meter(x)
loss.backward()
opt.step()
model.eval()

== train.py
loss.backward()
opt.step()
plt.plot(losses)
plt.savefig("loss.png")

== model.py
class N(nn.Module):
    def predict(self, x):
        return self.forward(x)

== plot_data.py
d = pd.read_csv("data.csv")
plt.plot(d.x)
plt.savefig("d.png")

== metrics.py
def accuracy(a, b):
    return (a == b).mean()

== data.R
d <- read.csv("raw.csv")
write.csv(clean(d), "clean.csv")

== README.md
# L
Our robot.
== drive.py
import rospy
pub.publish(Twist(0.1, 0.2))
rospy.spin()

== train.py
for e in range(10):
    loss.backward()
    opt.step()
    print("loss", loss.item())
torch.save(m.state_dict(), "m.pt")

== train.R
m <- lm(y ~ x, data = d)
== README.md
# L
Fit.

== make_oracle.py
acts = align(src, tgt)
json.dump(acts, open("o.json", "w"))

== net.lua
require 'nn'
function Net:updateOutput(x) return self.inner:forward(x) end

== plots.py
import torch
import matplotlib.pyplot as plt
def draw(rows):
    plt.plot(rows)

== model.py
import torch
accountant = sum(x)
print("layers")

== main.py
import torch
def eval_policy(policy):
    pass
def train(args):
    loss.backward()
    optimizer.step()
train(args)

== vae.py
import torch
posterior = encode(x)
loss = decode(posterior.sample(), x)
loss.backward()
optimizer.step()

== gibbs.py
import numpy as np
for i in range(100):
    beta = gibbs_sample_beta(y, sigma)
"""


@pytest.mark.parametrize("files", repositories(EVALUATES))
def test_results_are_told_in_any_field_and_language(repository, files):
    assert judge(repository(README | files)).outcome == "yes"


@pytest.mark.parametrize("files", repositories(LOOKS_LIKE_RESULTS))
def test_what_only_looks_like_results_is_no(repository, files):
    assert judge(repository(README | files)).outcome == "no"
