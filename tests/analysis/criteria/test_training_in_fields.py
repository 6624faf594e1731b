import pytest

from reprosurvey.analysis.criteria.training import judge
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from tests.analysis.criteria.cases import repositories

README = {"README.md": "# Lantern\nCode of the paper on tidal gauges.\n"}

TRAINS = """
== train.py
import jax
from jax import value_and_grad
for i in range(9):
    l, g = value_and_grad(loss)(params)
    params = jax.tree_util.tree_map(lambda p, q: p - 0.1 * q, params, g)

== train.py
import jax
for i in range(9):
    g = jax.grad(loss)(params, x, y)
    params = [p - lr * q for p, q in zip(params, g)]

== train.py
import optax
for b in data:
    grads = jax.grad(loss)(params, b)
    updates, s = tx.update(grads, s)
    params = optax.apply_updates(params, updates)

== fit.py
from flax.training.train_state import TrainState
state = state.apply_gradients(grads=grads)

== fit.py
from autograd.misc.optimizers import rmsprop
w = rmsprop(gradfun, w, step_size=0.01, num_iters=200)

== fit.py
import numpy as np
w = np.zeros(3)
for _ in range(100):
    grad = X.T @ (X @ w - y)
    w -= lr * grad

== chains.R
fit <- lattice.model(formula = y ~ x, W = W,
    burnin = 2000, n.sample = 10000)

== ridge.R
beta <- solve(crossprod(X)) %*% crossprod(X, y)

== fit.py
from scipy.optimize import fmin_l_bfgs_b
theta, f, d = fmin_l_bfgs_b(neg_loglik, theta0, args=(x,))

== fit.py
import scipy.optimize as so
res = so.minimize(nll, x0=params, jac=True)

== cma_train.py
import cma
es = cma.CMAEvolutionStrategy(x0, 0.5)
while not es.stop():
    xs = es.ask()
    es.tell(xs, [f(x) for x in xs])

== neat_run.py
import neat
p = neat.Population(config)
winner = population.run(eval_genomes, 300)

== q.py
Q = np.zeros((10, 4))
for ep in range(100):
    Q[s, a] += alpha * (r + gamma * Q[s2].max() - Q[s, a])

== main.py
from stable_baselines3 import SAC
model = SAC("MlpPolicy", env).learn(10000)

== main.py
from ray.rllib.algorithms.ppo import PPOConfig
algo = PPOConfig().build()
for i in range(10):
    r = algo.train()

== main.py
from mmengine.runner import Runner
def main():
    runner = Runner.from_cfg(cfg)
    runner.train()
if __name__ == "__main__":
    main()

== main.py
import lightning as L
L.Trainer(max_epochs=3).fit(model, dm)

== main.py
from transformers import Trainer
t = Trainer(model=m, args=a)
t.train()

== main.py
from accelerate import Accelerator
accelerator.backward(loss)
optimizer.step()

== run.sh
fairseq-train data-bin --arch transformer

== project.yml
commands:
  - name: train
    script:
      - "python -m spacy train cfg.cfg"
== a.py
x=1

== Makefile
all:
	nnUNetv2_train 1 3d_fullres 0
== a.py
x=1

== justfile
train:
    allennlp train a.jsonnet -s out
== a.py
x=1

== fit.py
import pymc3 as pm
with pm.Model():
    pm.Normal("a")
    approx = pm.fit(10000, method="advi")

== fit.py
import pyro
from pyro.infer import MCMC, NUTS
MCMC(NUTS(model), 100).run(data)

== fit.py
import numpyro
svi_result = svi.run(key, 1000, x)

== fit.py
import stan
post = stan.build(code, data=d)
fit = post.sample(num_chains=4)

== fit.py
import pystan
sm = pystan.StanModel(file="a.stan")
fit = sm.sampling(data=d)

== fit.py
import emcee
s = emcee.EnsembleSampler(32, 3, lnprob)
s.run_mcmc(p0, 1000)

== fit.R
library(rstanarm)
fit <- stan_glm(y ~ x, data = d)

== fit.R
library(cmdstanr)
mod <- cmdstan_model("a.stan")
fit <- mod$sample(data = d)

== fit.R
library(rjags)
m <- jags.model("m.bug", data = d)
s <- coda.samples(m, c("a"), 1000)

== a.R
m <- caret::train(x, y, method = "rf")

== a.R
opt <- optim(par = c(0, 0), fn = negloglik, data = d)

== a.R
library(keras)
model %>% fit(x, y, epochs = 10)

== a.R
library(INLA)
r <- inla(y ~ x, data = d)

== analysis.qmd
# A
```{python}
from sklearn.linear_model import Ridge
Ridge().fit(X, y)
```

== fit.jl
using Flux
for e in 1:10
  Flux.train!(loss, Flux.params(m), data, opt)
end

== fit.jl
using Zygote, Optimisers
gs = gradient(m -> loss(m, x), model)[1]
st, model = Optimisers.update!(st, model, gs)

== fit.jl
using Optim
res = Optim.optimize(negloglik, theta0, LBFGS())

== fit.jl
using Turing
@model function f(x)
  m ~ Normal()
end
chn = Turing.sample(f(x), NUTS(), 500)

== main.m
opts = trainingOptions("adam");
net = trainNetwork(XTrain, YTrain, layers, opts);

== main.m
theta = fminunc(@(t) costFunction(t, X, y), theta0, options);

== main.m
[W, obj] = learnDictionary(X, K);

== train.lua
require "optim"
for i=1,10 do optim.sgd(feval, params, cfg) end

== train.py
import theano
import lasagne
updates = lasagne.updates.adam(loss, params)
train = theano.function([x, y], loss, updates=updates)

== run.py
from mymodel import HierarchicalLinker
linker = HierarchicalLinker(k=3)
linker.fit(X, y)
== mymodel.py
class HierarchicalLinker:
    def fit(self, X, y):
        return self

== run.py
from river import linear_model
for x, y in stream:
    model.learn_one(x, y)

== main.cpp
#include <torch/torch.h>
int main() {
  for (auto& b : *loader) {
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
  }
}

== src/Train.scala
object Train extends App {
  val model = new LogisticRegression().fit(data)
}

== gp.py
import GPy
m = GPy.models.GPRegression(X, Y)
m.optimize()

== topic.py
from gensim.models import LdaModel
lda = LdaModel(corpus, num_topics=20)

== nn.py
from keras.models import Sequential
model.fit(x, y, epochs=2)

== workflow/Snakefile
rule train:
    script: "scripts/fit.py"
== workflow/scripts/fit.py
clf = SVC()
clf.fit(X, y)

== README.md
# L
Train: `julia --project train.jl`
== train.jl
include("model.jl")
main()
== model.jl
using Lux
function main()
  for i in 1:10
    _, loss, _, st = Training.single_train_step!(AutoZygote(), lossfn, d, st)
  end
end

== run_experiments.R
source("helpers.R")
res <- fit_model(d)
save(res, file="r.rda")
== helpers.R
fit_model <- function(d) { nlminb(start, function(p) negloglik(p, d)) }

== hmc.py
import blackjax
nuts = blackjax.nuts(logdensity, step_size, inv_mass)
state, info = nuts.step(key, state)

== em.py
for i in range(100):
    resp = e_step(X, mu, sigma)
    mu, sigma = m_step(X, resp)

== gibbs.py
def gibbs_sweep(z):
    return z
for i in range(1000):
    z = gibbs_sweep(z)

== ridge.py
import numpy as np
w = np.linalg.solve(X.T @ X + lam * np.eye(d), X.T @ y)
print(w)

== perceptron.py
for x, y in data:
    if y * (w @ x) <= 0:
        w += eta * y * x

== online.py
learner = OnlineGD(0.1)
for x, y in stream:
    p = learner.predict(x)
    learner.update(x, y)

== run.py
from trl import SFTTrainer
trainer = SFTTrainer(model, args=args)
trainer.train()

== ppo.py
from tianshou.trainer import onpolicy_trainer
result = onpolicy_trainer(policy, c, t, max_epoch=3)

== tune.py
from ray import tune
tuner = tune.Tuner("PPO", param_space=cfg)
results = tuner.fit()

== dvc.yaml
stages:
  train:
    cmd: python src/fit.py
== src/fit.py
from xgboost import XGBClassifier
clf = XGBClassifier()
clf.fit(Xtr, ytr)

== pixi.toml
[tasks]
train = "nnUNetv2_train 1 2d 0"
== a.py
x=1

== main.nf
process TRAIN {
 script:
 \"\"\"
 fairseq-train data
 \"\"\"
}

== Train.m
classdef Train < handle
methods
function go(o)
  o.net = trainNetwork(o.x, o.layers, o.opts);
end
end
end

== main.m
% main
load data
[theta, cost] = fminsearch(@(t) negLogLik(t, X), t0);

== train.py
import paddle
loss.backward()
opt.step()
opt.clear_grad()

== train.py
import mindspore as ms
model = ms.Model(net, loss_fn, opt)
model.train(10, ds)

== train.py
import mxnet as mx
mod = mx.mod.Module(sym)
mod.fit(it, num_epoch=5)

== train.py
import chainer
from chainer import training
trainer = training.Trainer(updater, (10, "epoch"))
trainer.run()

== train.py
import dynet as dy
loss.backward()
trainer.update()

== train.py
import tensorflow as tf
with tf.GradientTape() as t:
    l = f(x)
g = t.gradient(l, v)
opt.apply_gradients(zip(g, v))

== src/main.rs
use burn::train::LearnerBuilder;
fn main() {
 let learner = LearnerBuilder::new(d).build(m, o, 0.1);
 let t = learner.fit(a, b);
}
== README.md
# L
Run `cargo run --bin train`.
== src/bin/train.rs
fn main() { run::train(); }

== safety.py
reg = GridSearchCV(svm.SVR(), grid, cv=10)
reg.fit(X_train_transformed, y_train)

== vi.py
import edward as ed
inference = ed.KLqp({w: qw}, data={x: X, y: Y})
inference.initialize(n_iter=2450, optimizer=tf.train.AdamOptimizer(1e-2))
for t in range(inference.n_iter):
    inference.update()

== vi.py
import edward as ed
inference = ed.MAP({w: qw}, data={x: X, y: Y})
inference.run(n_iter=500)

== fit_cells.m
cfg = config(jobname);
parallel_tempering(cfg);

== forest.cpp
int main() { RegressionForest *rf = new RegressionForest(p); rf->Train(dataset_train); rf->Save(path); return 0; }

== svm.cpp
int main() { Ptr<SVM> svm = SVM::create(); svm->train(samples, ROW_SAMPLE, labels); return 0; }

== Main.java
public class Main { public static void main(String[] a) { J48 tree = new J48(); tree.buildClassifier(instances); } }

== net.cpp
int main() { net.trainEpoch(batches, 0.1f); }

== run.sh
python OpenNMT-py/train.py -data data/opennmt -layers 2 -save_model models/v10

== run.sh
th OpenNMT/train.lua -data demo-train.t7

== test_words.sh
matlab -nodisplay -nojvm -r "train_single(0, 0.0001, 'words.txt');quit"
== words/train_single.m
function [] = train_single(a, b, file)
end

== run.sh
octave --eval "trainAll('data.mat')"

== run.sh
python ../fairseq/fairseq_cli/train.py data-bin --arch transformer

== bin/train_tags.py
from elsewhere.executor import Executor
worker = Executor()
for epoch in range(90):
    worker.train(net, optimizer, scheduler, train_loader)

== src/align.cc
// Alignment of tides by EM training
int main(int n, char** v) {
  for (int iter = 0; iter < ITERATIONS; ++iter) {
    collect(tides, &counts);
    table.normalize(counts);
  }
}

== src/Topics.java
/** A topic model, by collapsed Gibbs sampling. */
class Topics {
  void inference() {
    for (int iter = 1; iter <= numIterations; iter++) { sampleOnce(); }
  }
}

== src/tagger.cpp
double learning_rate = 0.1;
int main() {
  for (int epoch = 0; epoch < epochs; epoch++)
    for (auto& s : sentences) weights.add(s, learning_rate);
}

== map.py
import numpy as np
for it in range(20):
    inverse = xp.linalg.inv(x[rows].T.dot(x[rows])).dot(x[rows].T)
    w = inverse.dot(z[rows])

== recipe/run.sh
torchrun --nproc_per_node=4 \\
  toolkit/bin/train.py \\
  --config conf/train.yaml --train_data data/list

== README.md
# Tides
Run `python framework/tools/train.py configs/tides.py`.
== configs/tides.py
lr = 1e-3
"""

LOOKS_LIKE_TRAINING = """
== model.py
import torch.nn as nn
class N(nn.Module):
    def forward(self, x):
        return self.l(x)

== vis.py
import torch
out = net(x)
out[0].backward()
plt.imshow(x.grad)

== a.py
from sklearn.preprocessing import StandardScaler
X = StandardScaler().fit(X)
print(X)
import torch

== a.py
import torch
from scipy.optimize import linear_sum_assignment, minimize
r = minimize(distance, start)

== attack.py
import torch
x = x - alpha * grad.sign()

== eval.py
import torch
model.train(False)
net.eval()
y = net(x)

== loop.py
def fit(net):
    loss.backward()
    optimizer.step()
== net.py
class A(nn.Module):
    pass

== nets.m
function net = buildNet(x)
layers = [imageInputLayer([28 28 1])];
net = layerGraph(layers);
end
== README.md
# L
The network that we train.

== fig.R
library(ggplot2)
d <- read.csv("trained.csv")
ggplot(d, aes(x, y)) + geom_smooth(method = "lm")
== README.md
# L
Figures on training runs.

== README.md
# L
## Training
Coming soon.
== pre.py
import pandas as pd
d = pd.read_csv("a.csv")
d.to_csv("b.csv")

== README.md
# L
Inference for a pretrained network.
== infer.py
import torch
m = torch.load("m.pt")
m.eval()
print(m(x))

== README.md
# L
Our learned policy.
== align.py
from sklearn.decomposition import PCA
pca = PCA(3)
pca.fit(X)
print(pca)

== README.md
# Learned rewards
== fitted.jl
using Distributions, Flux
d = fit(MvNormal, elite)
plot(rand(d))

== README.md
# Trained cells
== main.m
peak = fit_gauss2D(x, y);
plot(peak)

== README.md
# Learned scales
== scale.py
scaler = MinMaxScaler().fit(x, y)
import torch

== run.sh
python OpenNMT-py/preprocess.py -train_src a -train_tgt b
== README.md
# Trained translation

== README.md
# Trained tides
== Look.m
if IO.emptyfile(name)
  m = mean(options.embed(:, 1));
end
plot(m)

== README.md
# Trained chains
== draws.R
library(bayesplot)
mcmc_trace(draws)
mcmc_rank_hist(draws)

== README.md
# Learned tides
Run `python train.py data.csv`.
== view.py
import torch
"""

OF_AN_ANALYSIS = """
== analysis.Rmd
---
title: a
---
```{r}
library(lme4)
m <- lmer(y ~ x + (1|g), data = d)
```

== fit.m
mdl = fitlm(X, y);

== volumes.jl
ols = lm(@formula(volume ~ time), cells)

== table.py
import statsmodels.formula.api as smf
model = smf.mixedlm("tide ~ moon", d, groups=d["port"])
print(model.fit().summary())

== pose.m
M = -pinv(P1'*P1)*P1'*A(:, 7:end);

== balance.py
from scipy.optimize import least_squares
x = least_squares(residual, x0).x
print(x)

== colours.m
M = fit_metric(@(h)distances(ab, h));
"""


NOTHING_TO_TRAIN = """
== README.md
# Coverage
    make && ./bench
== bench.cpp
int main() { greedy(read()); return 0; }
== lazy.cpp
int lazy() { return 0; }
== swap.cpp
int swap() { return 0; }
== stream.cpp
int stream() { return 0; }
== films.py
from sklearn.decomposition import TruncatedSVD
features = TruncatedSVD(20).fit_transform(ratings)
print("time taken to train the factors", t)

== README.md
# Extraction of training data
Prompts a published language model.
== extract.py
from transformers import GPT2LMHeadModel
import torch
print(generate(GPT2LMHeadModel.from_pretrained("gpt2-xl")))

== README.md
# Resolution of a spectrograph
Run `python widths.py`.
== widths.py
widths = curve_fit(profile, x, y, p0=start)[0]
plt.plot(widths)

== README.md
# Sinkhorn
Solves optimal transport.
Run `python solve.py`.
== solve.py
import numpy as np
for i in range(100):
    u = a / (K @ v)
    v = b / (K.T @ u)
print((u * v).sum())

== README.md
# Prompts
We prompt GPT-4 with code. Run `python ask.py`.
== ask.py
import openai
r = openai.ChatCompletion.create(model="gpt-4", messages=m)
acc = sum(a == b for a, b in zip(r, g)) / len(g)

== README.md
# Denoiser
Run `Demo.m`.
== Demo.m
im = denoise(noisy, par);
fprintf("PSNR %2.2f\\n", csnr(im, I));

== README.md
# Bandits
Simulates Thompson sampling and UCB.
== bandit.py
for t in range(T):
    a = ucb(mu, n, t)
    r = env.pull(a)
np.save("regret.npy", regret)

== README.md
# Permutation tests
A test of independence. Run `Rscript sim.R`.
== sim.R
p <- replicate(1000, perm_test(x, y))
mean(p < 0.05)
plot(ecdf(p))

== README.md
# MPC
Controller for a quadrotor.
== run.jl
using ALTRO
solver = ALTROSolver(prob, opts)
solve!(solver)
plot(states(solver))

== README.md
# Agents
We prompt LLMs with chain of thought on the training set examples.
== run.py
from anthropic import Anthropic
c = Anthropic()
r = c.messages.create(model="claude")
print(r)

== README.md
# Attack on searchable encryption
The adversary knows half of the documents. Run `python attack.py`.
== attack.py
def counts(training_dataset):
    return np.bincount(training_dataset)
kw_train = counts(documents)
accuracy = np.mean(assign(kw_train, kw_test) == truth)
print("accuracy", accuracy)

== README.md
# Denoising by joint sparse and low-rank transform learning
The transform adapts to each image. Run `demo.m`.
== demo.m
[out, W] = transform_learning_denoise(noisy, param);   % the transform is learned from the noisy image
imshow(out); fprintf("PSNR %2.2f", psnr(out, clean));

== README.md
# Norm estimation in sensor networks
Run `python simulations/static.py`. Part of a European Training Network.
== simulations/static.py
import matplotlib.pyplot as plt
plt.plot(misalignment(h, h_hat))
plt.savefig("npm.pdf")

== README.md
# Authenticated dictionary
    make && ./bench
== bench.cpp
// the proofs do not fit in memory for larger trees
int main() { AAD aad; aad.append(keys); return 0; }
== plot.py
import matplotlib.pyplot as plt
plt.plot(times)
plt.savefig("append.pdf")

== main.py
miner = SVSM(config, dataset)
items, frequencies = miner.find()
print("f1", 2 * len(set(items) & set(top)) / (len(items) + len(top)))

== README.md
# Segmentation by total variation
Run `python experiment.py`.
== experiment.py
import pyopencl as cl
size = best_fitting(64)  # the largest fitting power of two
dice = 2 * (u * truth).sum() / (u.sum() + truth.sum())
print("dice", dice)

== README.md
# Procedural noise
Compile with `make` and start `./demo`.
== demo.cpp
const char *shader = "uniform sampler1D wave; uniform sampler2D image;";
int main() { glDrawArrays(GL_TRIANGLES, 0, 3); return 0; }

== README.md
# Tree search in continuous spaces
Run `julia table.jl`.
== table.jl
function pow(rng, elite)
    d = fit(typeof(d), elite)
    rand(rng, d)
end
v = estimate_value(policy, problem, state)
plot(rewards)

== README.md
# Tracing of atoms
Run `main.m`.
== main.m
result = fit_gauss3D_PD(start, box, lb, ub);   % the fitted position
plot(result);

== README.md
# Proofs of the inference of language models
We prove in CUDA what LLaMa computed.
== prove.py
import torch
from transformers import AutoModelForCausalLM
model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-2-7b-hf")
print(prove(model.model.layers[0]))

== README.md
# Radix sort on GPUs
    nvcc sort.cu && ./a.out
== sort.cu
int main() { radix_sort<<<64, 256>>>(keys); return 0; }

== README.md
# Facility location
`java Main instance.txt`
== Main.java
public class Main { public static void main(String[] a) { System.out.println(solve(read(a[0]))); } }

== README.md
# Frequency oracles under local differential privacy
Run `python run.py`.
== run.py
mse = np.mean((estimate(reports) - truth) ** 2)
print("mse", mse)

== README.md
# Stable matching
Run `julia match.jl`.
== match.jl
using JuMP
model = Model(Gurobi.Optimizer)
optimize!(model)
println(objective_value(model))

== README.md
# Rendering of participating media
Run `python render.py`.
== render.py
image = trace(scene, rays)
imwrite("smoke.png", image)

== README.md
# Lattice reduction
Run `python reduce.py`.
== reduce.py
print(bkz(basis, 60))

== README.md
# Compressed sensing of fluxes
Run `main.m`.
== main.m
x = admm(A, y, lambda);
fprintf("error %f", norm(x - x_true) / norm(x_true));

== README.md
# Indexes
Measures hash indexes.
Run `make && ./bench`.
== src/bench.cpp
// an allocator with epoch-based reclamation; the epoch manager frees what fits in a page
int main() { for (auto fit = v.begin(); fit != v.end(); ++fit) printf("%f\\n", rate(*fit)); }

== README.md
# Primes
See the examples to learn how to search.
> A. Mole and B. Vole. Fast comparison and its use in binarized neural networks. 2019.
== search.py
print(primes(100))

== README.md
# Tides
```
@article{mole2019,
  title = {Fast comparison for deep learning},
}
```
== search.py
print(tides(100))

== README.md
# Arrays of tides
Needs [CuPy](https://docs-cupy.chainer.org/install.html). Run `python show.py`.
== show.py
print(tides(100))

== README.md
# Registration of lanterns
Run `./register a b`.
== register.cpp
int main() { printf("%f", distance(a, warp(b))); }
== warp.cpp
#if defined(__HAIKU__)
#endif
float warp(float x) { return x; }
== distance.cpp
float distance(float a, float b) { return a - b; }
== grid.cpp
float grid(int i) { return i; }
== convert.py
import torch
torch.save(read("a.nii"), "a.pt")
"""


MAY_BE_TRAINED = """
== README.md
# Filters for tides
    make && ./filter
== filter.cpp
int main() { run(weights); return 0; }
== gain.cpp
// by maximum likelihood
int gain() { return 0; }
== smooth.cpp
int smooth() { return 0; }

== demo.py
import torch
net = Net()
print(psnr(net(x), y))

== README.md
# Colours
We train on ImageNet with Torch.
== show.py
print(psnr(x, y))

== README.md
# Policies for translation by imitation learning
Makes the oracle that the policy is trained on.
== oracle.py
print(actions(alignments))

== README.md
# Convolutional neural networks on graphs
The figures of the paper.
== figure.py
plt.plot(graph)
plt.savefig("graph.pdf")

== README.md
# Tracker
Run `main.m`.
== main.m
% scores come from a classifier that is trained beforehand
acc = mean(predict(boxes) == labels);
fprintf("accuracy %f", acc);

== README.md
# Detector
Run `./detect image.png`.
== detect.cpp
int main() { cv::dnn::Net net = cv::dnn::readNet("net.onnx"); net.forward(); return 0; }
// loads what was trained

== README.md
# Oracle for learning policies
Makes the file of actions.
== oracle.py
write(actions(alignments))

== README.md
# Regression of poses
Run `python run.py`.
== run.py
def train_step(batch):
    pass
print(rmse(x, y))
"""


@pytest.mark.parametrize("files", repositories(TRAINS))
def test_training_is_told_in_any_field_and_language(repository, files):
    assert judge(repository(README | files)).outcome == "yes"


@pytest.mark.parametrize("files", repositories(OF_AN_ANALYSIS))
def test_what_an_analysis_or_a_solver_fits_trains_where_learning_is_spoken_of(repository, files):
    assert judge(repository(README | files)).outcome == "na"
    page = README | {"README.md": "# Lantern\nOur classifier of tides. Start the file with its name."}
    assert judge(repository(page | files)).outcome == "yes"


@pytest.mark.parametrize("files", repositories(LOOKS_LIKE_TRAINING))
def test_what_only_looks_like_training_is_no(repository, files):
    assert judge(repository(README | files)).outcome == "no"


@pytest.mark.parametrize("files", repositories(NOTHING_TO_TRAIN))
def test_programs_with_nothing_to_train_are_na(repository, files):
    assert judge(repository(README | files)).outcome == "na"


@pytest.mark.parametrize("files", repositories(MAY_BE_TRAINED))
def test_without_a_training_program_words_and_frameworks_of_learning_are_no(repository, files):
    assert judge(repository(README | files)).outcome == "no"


def test_workflows_that_are_not_read_leave_it_open(repository):
    assert judge(repository(README | {"main.nf": "process TRAIN {\n  script: 'train'\n}\n"})).outcome == "unknown"


@pytest.mark.parametrize(
    ("language", "code"), [("R", "library(brms)\nfit <- brm(y ~ x)\n"), ("julia", "Flux.train!(loss, ps, d, opt)\n")]
)
def test_notebooks_are_read_in_the_language_of_their_kernel(repository, notebook, language, code):
    metadata = f'"metadata": {{"kernelspec": {{"name": "x", "language": "{language}"}}}}, "cells"'
    text = notebook(code).replace('"metadata": {}, "cells"', metadata)
    assert judge(repository(README | {"fit.ipynb": text})).outcome == "yes"


@pytest.mark.parametrize("end", ["", "}", "\n<<<<<<< HEAD\n"])
def test_what_can_be_read_of_a_broken_notebook_counts(repository, notebook, end):
    text = notebook("x = = 1", "loss.backward()\noptimizer.step()")
    for broken in (text + end, text[:-2] + end):
        assert judge(repository(README | {"train.ipynb": broken})).outcome == "yes"


def test_code_in_a_submodule_leaves_it_open(repository):
    declared = '[submodule "core"]\n\tpath = core\n\turl = https://github.com/lab/core\n'
    files = README | {".gitmodules": declared, "setup.py": "setup(name='lantern')\n"}
    assert judge(repository(files)).outcome == "unknown"
    assert judge(repository(files | {"plot.py": "import torch\n"})).outcome == "no"


def test_a_number_is_nothing_to_train_on(repository):
    program = "void train(cudaStream_t s) {\n  solver->step(s, x, &loss);\n}\nint main() { train(%s); }\n"
    assert judge(repository(README | {"main.cu": program % "0"})).outcome == "unknown"
    assert judge(repository(README | {"main.cu": program % "images"})).outcome == "yes"


@pytest.mark.parametrize(("owner", "outcome"), [("BVLC", "no"), ("lab", "unknown")])
def test_a_framework_as_a_submodule_holds_nothing_of_the_paper_but_for_a_fork_of_its_own(owner, outcome):
    declared = f'[submodule "caffe"]\n\tpath = caffe\n\turl = https://github.com/{owner}/caffe\n'
    files = (
        File(".gitmodules", size=len(declared), text=declared),
        File("caffe", mode="160000", size=None, text=None),
        File("net.prototxt", size=8, text="layer {}"),
    )
    assert judge(Snapshot("https://github.com/lab/paper", "c" * 40, {f.path: f for f in files})).outcome == outcome
