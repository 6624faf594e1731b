"""Metrics by the names of what is called and of what results are called."""

from __future__ import annotations

import re
from functools import lru_cache

from reprosurvey.analysis.reading.programs import separated

NAMES_REMEMBERED = 4_096
"""Programs call the same few functions again and again: what a name means is found once."""

_METRIC = re.compile(
    r"""(?:\b|_)(?:dice|dsc|dc|jaccard|m?iou|hd|hd95|asd|assd|hausdorff\w*|auc|auroc|roc|f1_?score|fscore|precision"
    r"|recall
    |sensitivity|specificity|accuracy|psnr|ssim|n?mse|n?rmse|bleu|kappa|aji|fid|ece|confusion|classification_report
    |mean_(?:squared|absolute)_error|surface_distances?|corrcoef|pearsonr|average_precision|peak_signal_noise_ratio
    |structural_similarity|rouge|meteor|cider|lpips|concordance_index|brier_score|froc|perplexity
    |shd|sfd|sid|ari|nmi|rand_(?:score|index)|v_measure|silhouette_score|wer|cer|ndcg|mrr|hits_at|recall_at|precision_at
    |mota|hota|idf1|ade|fde|mpjpe|pck|epe|chamfer|crps|elpd|waic|regret|inception_score|kid|mmd|wasserstein_distance
    |exact_match|uas|las|bleurt|chrf|bert_?score|pass_at_k|pesq|stoi|sdr|rmsd|tm_score|lddt|enrichment_factor|r2_score
    |spearmanr?|kendalltau|success_rate|bits_per_dim|mean_reward|c_index|auprc|log_score)(?:_|\d|\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_SCORES = re.compile(
    r"(?:precision|recall|f1|fbeta|accuracy|balanced_accuracy|roc_auc|average_precision|cohen_kappa|jaccard|d?ndcg|r2"
    r"|(?:adjusted_|normalized_)?(?:rand|mutual_info)|v_measure|top_k_accuracy)_score"
    r"|confusion_matrix|classification_report|roc_curve|precision_recall_curve|matthews_corrcoef"
)
"""Metrics that by their names are scikit-learn's."""
_NAME_OF_RESULT = re.compile(rf"{_METRIC.pattern}|(?:\b|_)(?:acc|mae)(?:_|\d|\b)", re.IGNORECASE | re.VERBOSE)
"""Names of results only: MAE is also a kind of network, acc what is accumulated."""
_RESULT = re.compile(r"[\w\s,.\[\]'\"]{1,200}=(?!=)")
_HELD_OUT_RESULT = re.compile(
    r"(?:\b|_)(?:test|val|valid|validation|eval|dev)_?(?:acc(?:uracy)?|dice|dsc|m?iou|auc|auroc|f1|mae|psnr"
    r"|ssim)(?:_|\d|\b)",
    re.IGNORECASE,
)
_LOSS = re.compile(r"loss|criterion", re.IGNORECASE)
COUNTED = re.compile(
    r"^[ \t]*(?!\w*train)\w*acc(?:uracy)?\w*[ \t]*=(?!=).{0,100}\b\w*correct\w*\b.{0,100}/",
    re.MULTILINE | re.IGNORECASE,
)
"""An accuracy as a share of correct answers."""


@lru_cache(maxsize=NAMES_REMEMBERED)
def is_metric(name: str) -> bool:
    """Whether a function or class is named after a metric."""
    return bool(_METRIC.search(separated(name)))


@lru_cache(maxsize=NAMES_REMEMBERED)
def is_score(name: str) -> bool:
    """Whether a function is one of scikit-learn's metrics by its name."""
    return bool(_SCORES.fullmatch(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def is_loss(name: str) -> bool:
    """Whether something is named after a loss."""
    return bool(_LOSS.search(name))


def is_result(line: str) -> bool:
    """Whether a line puts what it computes into something that is named after a metric."""
    return (result := _RESULT.match(line)) is not None and _is_name_of_result(result[0])


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_name_of_result(name: str) -> bool:
    return bool(_NAME_OF_RESULT.search(separated(name))) and not is_loss(name)


def is_held_out_result(line: str) -> bool:
    """Whether a line puts what it computes into something that is named after a metric on held-out data."""
    result = _RESULT.match(line)
    return result is not None and _is_name_of_held_out_result(result[0]) and "history" not in line


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_name_of_held_out_result(name: str) -> bool:
    return bool(_HELD_OUT_RESULT.search(name))
