"""What functions that train or fit a model are called, by framework and by language."""

from __future__ import annotations

import re
from functools import lru_cache

from reprosurvey.analysis.reading.metrics import NAMES_REMEMBERED
from reprosurvey.analysis.reading.programs import separated
from reprosurvey.analysis.reading.words import Words

EPOCH = r"(?<!since )(?<!unix )epochs?(?![- _]?(?:based|manag|guard|reclaim|protect|time|second))"
"""A pass over the data, rather than a time or how memory is reclaimed."""

_UNMISTAKABLE = re.compile(
    r"fit_generator|train_on_batch|fit_one_cycle|fine_tune|apply_(?:gradients?|optimizer|updates)|opt_update"
    r"|optimize_loss"
    r"|train_(?:step|batch|minibatch|(?:one_)?epoch|and_evaluate)|create_train_op|partial_fit|learn_one|fit_model"
    r"|trainNetwork|trainnet|updateParameters"
    r"|launch_train_with_config|LightningCLI|sciml_train|cnn_train\w*|train(?:_detector|_segmentor)"
    r"|train\w*ObjectDetector|trainAutoencoder|trainSoftmaxLayer|fit[cr](?:svm|ecoc|ensemble|net|tree|linear)"
    r"|TreeBagger"
    r"|fit_gpytorch_m\w+|optimize_restarts|fit_surrogate_posterior|run_ml|(?:on|off)policy_?(?:t|T)rainer|(?:On"
    r"|Off)policyTrainer|run_mcmc|run_nested|sample_chain"
    r"|ea(?:Simple|Mu\w+)"
)
"""Of frameworks of networks, forests, Gaussian processes and samplers."""

_ESTIMATION = re.compile(
    r"(?:^|_)(?:gibbs|mcmc|c?smc|pmmh|pgas|metropolis|hmc|nuts|advi|vbem|irls|baum_welch|expectation_maximi[sz]ation"
    r"|contrastive_divergence|parallel_tempering|replica_exchange|(?:ordinary_|weighted_|centered_|regularized_)+least_squares)(?:_|$)"
    r"|^(?:run_|fit_|do_|my_)?em(?:_(?:algorithm|fit|step|iteration|gmm|mog))?$|^[em]_?step$|^maximi[sz]ation",
    re.IGNORECASE,
)
"""Of estimators that are written out: Markov chains, expectation maximisation, closed forms."""

_LOOKS_AT_DRAWS = re.compile(
    r"(?:^|_)(?:trace|hist\w*|dens|dens_overlay|areas|intervals|pairs|acf|rank_\w+|scatter|violin|parcoord|rhat|n?eff"
    r"|ess|diagnos\w*|plot\w*|summar\w*|print|load|read|save|as|is|check\w*)(?:_|$)",
    re.IGNORECASE,
)
"""What is done with the draws of a sampler, in the name of a function that draws none."""

_NAMES_OF_STAN = ("pystan", "cmdstan", "StanModel", "rstan", "stan.build", "import stan", "cmdstanr")
_STAN = Words(*_NAMES_OF_STAN)
_PROBABILISTIC = Words(*_NAMES_OF_STAN, "pymc", "Turing", "pm.Model", "blackjax", "nutpie")
_EDWARD = ("ed.KLqp(", "ed.KLpq(", "ed.MAP(", "ed.HMC(", "ed.SGLD(", "ed.Gibbs(", "ed.GANInference(")
_TOPICS = Words("gensim")
SAMPLES_BY_FRAMEWORK = {
    **dict.fromkeys(("sample", "pathfinder"), _PROBABILISTIC),
    **dict.fromkeys(("sampling", "optimizing", "variational", "vb"), _STAN),
    **dict.fromkeys(("Word2Vec", "FastText", "Doc2Vec", "LdaModel", "LdaMulticore", "HdpModel"), _TOPICS),
    "step": Words("SVI("),
    "update": Words("SVI(", *_EDWARD),
    **dict.fromkeys(("run", "initialize"), Words(*_EDWARD)),
    "solve": Words("OptimizationProblem", "GalacticOptim", "Optimization.solve"),
    "vi": Words("Turing"),
    "tell": Words("ask("),
}
"""Functions of common names that fit a model, by words of a text that uses the framework in which they do."""

RUN_BY_FRAMEWORK = re.compile(
    r"trainer$|train_?loop$|main_?loop$|mcmc$|\bsvi$|\bMCMC\(\)$|\bSVI\(\)$|population$", re.IGNORECASE
)
"""What trains when it is run."""

NOT_FITTED = re.compile(
    r"scal|pca|encod|tsne|umap|k_?means|dbscan|cluster|normal|imput|vectori|transform|token|label_?bin|binari|svd|nmf"
    r"|\bica\b|embed|hist|distfit|curve|norm\.fit|\bstats\.|poly|line|circle|ellips|plane|view|layout|axes|frame"
    r"|window",
    re.IGNORECASE,
)
"""What is fitted to data without being a model of the paper: scalers, decompositions, shapes, layouts."""

NO_MODEL = re.compile(
    r"\bfit!?\(\s*(?:typeof\b|\w*(?:Normal|Gamma|Exponential|Uniform|Poisson|Categorical|Dirichlet|Beta|Histogram)\b)"
    r"|\bfit\w*_?(?:gauss(?:ian)?_?[123]d?|peak|circle|ellips|line|plane|sphere|curve|poly)",
    re.IGNORECASE,
)
"""A distribution or a shape that is fitted to points, in another language than Python."""

FITS_BY_LANGUAGE = {
    "r": re.compile(
        r"(?:cv_)?glmnet|randomForest|ranger|xgb(?:oost|_train|_cv)|gbm(?:_fit)?|svm|ksvm|nnet|neuralnet|coxph|survreg"
        r"|gl?m(?:_nb|er|mTMB)?|lme?r?|gls|nls|g?bam|gam|rq|polr|multinom|rpart|ctree|[wlp]?bart|lda|qda|naiveBayes"
        r"|loess"
        r"|train|run_ml|brm|stan|stan_(?!model|trace|plot|diag|rhat|dens|hist)\w+|inla|jags(?:_model)?|coda_samples"
        r"|bugs"
        r"|MCMC\w+|runMCMC|nimbleMCMC|spBayes|sp[A-Z]\w*LM|(?:causal|regression|survival|probability)_forest"
        r"|SuperLearner|Mclust|flexmix|lavaan|sem|cfa|fit(?:_\w+)?|\w+_fit|train_\w+|estimate_\w+|\w+_estimat(?:e"
        r"|or)\w*"
        r"|(?!download_)(?:\w+_)?(?:em|vb|mcmc|gibbs)(?:_\w+)?|learn"
    ),
    "julia": re.compile(
        r"train!?|fit!?|lm|glm|fit_\w+!?|train_\w+!?|learn!?|mcmc|advi|vi|svi|nuts|hmc|single_train_step!?|infer"
        r"|mcmc_\w+"
        r"|em!?|em_\w+|estimate_(?!value)\w+!?|optimize_hyper\w*!?"
    ),
    "matlab": re.compile(
        r"fit|train|fit(?:lm|glm|gmdist|rgp|ckernel|cknn|cnb|cdiscr|nlm|lme|rm)|gp_optim|svmtrain|glmfit"
        r"|lasso(?:glm)?|patternnet"
        r"|(?:lib)?svm_?train|trainlm|trainscg|regress|ridge|mvregress|nlinfit|robustfit|stepwise\w*|polyfitn"
        r"|hmmtrain|dbn\w*train"
        r"|[A-Za-z]\w*_?(?:[Tt]rain(?:ing)?|TRAIN)|[Tt]rain_?[A-Z_]\w*|[Ll]earn_?[A-Z_]\w*|[Ff]it_?[A-Z_]\w*|learn\w*"
        r"|\w*_(?:ascent|descent|sgd|gibbs|mcmc|vb|em|fit|learn)|(?:gibbs|mcmc|vb)_?\w{0,20}"
        r"|(?:em|EM)(?:_\w{1,20}|(?:[A-Z][a-z]|[Gg][Mm]|[Aa]lg|[Ss]tep|[Hh]mm|HMM|[Ff]it|[Ii]ter|[Ll]oop)\w{0,20}|\d?)"
        r"|(?:rbm|dbn|nn|cnn"
        r"|sae)train"
        r"|estimate_?(?:[Mm]odel|[Pp]arameters?|[Tt]heta)\w*"
    ),
    "lua": re.compile(r"[Tt]rain|train[A-Z_]\w*|trainEpoch|fit|learn"),
}
"""In languages whose scripts are programs as a whole, what fits a model by its name."""


COMPILED_FITS = re.compile(
    r"\b(?P<name>[Tt]rain(?:_?(?:[Mm]odel|[Nn]et(?:work)?|[Ff]orest|[Cc]lassifier|[Tt]rees?|[Ss][Vv][Mm]|[Ee]poch|[Bb]atch|[Ss]tep"
    r"|[Aa]uto|[Oo]nline))?|buildClassifier|learn(?:Model|Parameters|Weights))\s*\(\s*[^\s)\d-]"
)
"""In compiled languages, what trains by its name when it is given something; a number alone is no data."""


@lru_cache(maxsize=NAMES_REMEMBERED)
def is_unmistakable(name: str) -> bool:
    """Whether a function does nothing but train, in whatever program it is called."""
    return bool(_UNMISTAKABLE.fullmatch(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def is_estimation(name: str) -> bool:
    """Whether a function is named after an algorithm that estimates the parameters of a model."""
    return bool(_ESTIMATION.search(separated(name))) and not looks_at_draws(name)


@lru_cache(maxsize=NAMES_REMEMBERED)
def looks_at_draws(name: str) -> bool:
    """Whether a function shows, measures or keeps what an estimator gave."""
    return bool(_LOOKS_AT_DRAWS.search(separated(name)))
