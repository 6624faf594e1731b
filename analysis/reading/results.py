"""Where programs compute, show or store results, in whatever field: errors against the truth, figures, simulations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.entry import may_start_itself, starts_itself
from reprosurvey.analysis.reading.fitting import trains
from reprosurvey.analysis.reading.programs import LINE_LIMIT, separated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.reading.programs import Call

_NAMED = re.compile(
    r"(?:^|[-_. ])(?:plots?|plotting|fig(?:ure)?s?|tables?|results?|analy[sz]e|analysis|compar(?:e|es|ison|isons|ing)"
    r"|experiments?|simulations?|sims?|benchmarks?|play|enjoy|rollouts?|replay|visuali[sz](?:e|ation|ations|ing)|viz"
    r"|demo"
    r"|render|show|reproduce|summar(?:y|i[sz]e)|posteriors?|forecasts?|diagnostics?|case_?study"
    r"|monte_?carlo)(?=[-_. \d]|$)",
    re.IGNORECASE,
)
"""What programs that show results are called, or the folder that they are in."""
_OF_DATA = re.compile(
    r"data|loss|curve|history|\blog|explor|preproc|prepar|util|helper|augment|annot|label|config|setup|install|download"
    r"|architect|token|vocab|stat(?:s|istics)\b|loader|^init",
    re.IGNORECASE,
)
"""What is shown of data and of training, which is no result."""
_SHOWS = re.compile(
    r"(?:plt|ax\w*|axes|fig|sns|pylab|pyplot|plotly|go|px|alt|viewer|viz|vis)(?:\[.*?\])?\..+|plot\w*|subplots"
    r"|savefig|imshow|imwrite|implay"
    r"|figure|scatter\w*|hist\w*|boxplot|bar[hp]?\w*|heatmap|surf|mesh|contourf?|line[s]?|legend|ggplot|ggsave|qplot"
    r"|geom_\w+|curve"
    r"|pdf|png|postscript|kable|xtable|stargazer|(?!showprogress)(?:render|animate|show|visuali[sz]e|play)\w*|to_csv|to_latex"
    r"|write[._]csv\d?|write_csv"
    r"|write[._]table|saveRDS"
    r"|saveas|savez\w*|savetxt|save\w*|write\w*|dump|CSV\.write"
    r"|xlswrite|export\w*|sink|summary"
)
"""Calls that show or store something."""
_MAKES = re.compile(r"(?:make|prep\w*|create|build|get|download|fetch|convert|parse)[-_.]", re.IGNORECASE)
"""How programs begin by name that make what others read."""
_DRAWS = re.compile(
    r"(?:plt|ax\w*|axes|sns|pylab|pyplot|px|go|alt)(?:\[.*?\])?\.(?:plot|scatter|bar\w*|hist\w*|imshow|boxplot"
    r"|violin\w*|errorbar|fill_between|"
    r"heatmap|semilog\w|loglog|contour\w*|lineplot|barplot|scatterplot|kdeplot|histplot|savefig|show|line)|savefig"
    r"|imshow|ggsave|plot"
)
_READS = re.compile(
    r"load\w*|read_\w+|open|unpickle|restore\w*|from_pretrained|glob|parse_args|readRDS|read\.\w+|fromfile|genfromtxt"
)
_MEASURED = (
    r"(?:err(?:or)?s?|n?r?mse|rmsd|mae|mape|bias|cover(?:age|ed)?|regrets?|rewards?|success(?:es)?|elpd|lpd|log_?liks?"
    r"|log_?likelihoods?|crps|shd|sid|sfd|acc(?:uracy|uracies)?|perplexity|ppl|r2|corrs?|cors?|correlations?|ari|nmi"
    r"|fdr|tpr|fpr|tnr|power|mise|smse|pplp|recovery|aucs?|auroc|dice|iou|f1|precision|recall|psnr|ssim|wer|bleu"
    r"|discrepancy|mmd|ece|nll)"
)
_RESULT = re.compile(
    rf"^(?!(?!.*test).*train)[ \t]*(?:\w*_)?{_MEASURED}(?:_\w*|\d|(?-i:[A-Z])\w*)?(?:[\[({{][^=]{{0,80}})?[ \t]*"
    r"(?:=(?!=)|<-|\+=)[ \t]*"
    r"(?=.*(?:==|mean|norm|sum|sqrt|abs|\bsd\b|std|var|cor|median|quantile|errors?|score|metric|count|len|average"
    r"|distance|classif\w*\(|/))(?!.*,[ \t]*$)",
    re.IGNORECASE,
)
"""Something called a result, with what is computed for it."""
_SAYS = frozenset({"print", "fprintf", "disp", "cat", "message", "println", "println!", "printf", "info", "show"})
_SAID = re.compile(rf"(?:\b|_){_MEASURED}(?:\b|_|s)[^\"'!]{{0,60}}(?:[\"'][^\"']*,|[%{{=:,]|\)?\s*;?$)", re.IGNORECASE)
"""A result that is said with its value."""
_TRUE = re.compile(
    r"(?:\b|_)(?:true|truth|gt|ground|star|actual|obs(?:erved)?|real|targets?|y_?test|test_?y|labels?|exact"
    r"|reference)(?:\b|_|\d)",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(
    r"(?:\b|_)(?:pred\w*|est|est[_A-Zi]\w*|hat|recon\w*|fitted|approx\w*|infer\w*|posterior|forecast\w*|generated"
    r"|sampled|learned|outputs?|\w+_hat)(?:\b|_|\d)",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"_star|true(?!\b)|\btrue_|truth", re.IGNORECASE)
_PLOTTED = re.compile(r"(?:plot|scatter)\w*\s*\(")
_DIFFERENCE = re.compile(
    r"=.*\b(?:\w*mean|\w*norm|n?sum\w*|sqrt|abs|square|median|average)\w*\s*\(.*(?:\w|\))\s*(?:-|==)\s*\w"
)
_HELD_OUT = re.compile(
    r"(?:\b|_)(?:te|test|held_?out|val|valid|validation|eval|oos|holdout)(?:_|\b|[A-Z])|_te\b", re.IGNORECASE
)
_MEASURES = re.compile(
    r"(?:\w+_)?(?:performance|evaluat(?:e|ion)|accuracy|metrics?|n?rmse|mse|psnr|ssim|auc|nmi|ari|purity)(?:_\w+)?",
    re.IGNORECASE,
)
"""What measures, by its name, where a script calls it."""
_SIMULATES = re.compile(
    r"^(?!load|read|get|set|save|plot|make|create|init|reset|add|is_)(?:\w+_)?"
    r"(?:simulation|rollout|playback|play|episode|enjoy|run_mpc|closed_loop|implay|animate)s?$",
    re.IGNORECASE,
)
_GENERATES = re.compile(
    r"(?:generate|sample|reconstruct|interpolate|decode|synthesi[sz]e|translate|denoise|enhance|clean|restore"
    r"|super_resolve"
    r"|colori[sz]e|render)(?:_(?:image|sample|batch|wave|audio|z|x|text)s?)?|samples|reconstructions?",
)
_KEEPS_MEDIA = re.compile(
    r"imsave|save_image|imwrite|image_save|write_wav|save_wav|savefig|write|mimsave|save_images|save_sample\w*"
)
_KEEPS_RESULTS = re.compile(
    r"(?:save|store|write|show|report|dump|export)_\w{0,40}(?:result|regret|score)s?(?:_|$)", re.IGNORECASE
)
_PREDICTIVE = re.compile(
    r"sample_posterior_predictive|posterior_predict\w*|posterior_epred|Predictive|pp_check|loo(?:_compare"
    r"|_moment_match)?|waic|kfold|psis\w*"
    r"|(?:\w+_)?sample_(?:\w+_)?condition(?:al|ed)_(?:on|to)\w*|elpd\w*|predict_(?:mean|f|y|density|proba)|forecast|crps\w*"
)
"""What a fitted model is asked for, by names of statistics."""
_OF_POSTERIOR = re.compile(r"(?:^|_|\.)posterior\.sample\w*$")
"""How draws are asked of a posterior that was inferred from simulations."""


def shown(source: Source) -> Iterator[int]:
    """The lines by which a program that is started gives results, be it beside fitting what they are of."""
    if not may_show(source) or not starts_itself(source):
        return
    calls = source.program.calls
    yield from (call.line for call in calls if _PREDICTIVE.fullmatch(call.last) or _draws_from_posterior(call, source))
    if source.is_scripted:
        yield from _of_script(source, calls)
    fits = trains(source) or "train" in source.file.name.lower()
    if not fits:
        yield from _of_experiment(source, calls)
    yield from _generated(calls)
    yield from _measured(source, fits)


def _draws_from_posterior(call: Call, source: Source) -> bool:
    return bool(_OF_POSTERIOR.search(call.name)) and "sbi" in source.imports


def put_out(source: Source) -> Iterator[int]:
    """The lines by which a program that is started says, shows or stores anything."""
    if may_show(source) and starts_itself(source) and not _MAKES.match(source.file.name):
        yield from (call.line for call in source.program.calls if call.last in _SAYS or _SHOWS.fullmatch(call.last))


def drawn(source: Source) -> Iterator[int]:
    """The lines by which a module that is named after results draws them, for a program that calls it."""
    if source.language and _is_named(source) and not _is_of_data(source) and not starts_itself(source):
        yield from (call.line for call in source.program.calls if _DRAWS.fullmatch(call.name))


def may_show(source: Source) -> bool:
    """Whether a program may give results when it is run: a cheap question before it is parsed."""
    return bool(source.language) and not _is_of_data(source) and may_start_itself(source)


def _is_of_data(source: Source) -> bool:
    return bool(_OF_DATA.search(separated(source.file.path.rpartition("/")[2])))


def _is_named(source: Source) -> bool:
    """Whether a program, or the folder that it is in, is named after results."""
    folder, _, name = source.file.path.rpartition("/")
    return bool(_NAMED.search(separated(name)) or _NAMED.search(folder.rpartition("/")[2]))


def _of_script(source: Source, calls: tuple[Call, ...]) -> Iterator[int]:
    """Where a script of a language of statistics shows or stores what it fitted, or is named after what it shows."""
    runs = [call for call in calls if call.scope == ""]
    yield from (call.line for call in runs if call.last == "predict" or _MEASURES.fullmatch(separated(call.last)))
    shows = [call.line for call in runs if _SHOWS.fullmatch(call.name)]
    yield from (call.line for call in runs if _DRAWS.fullmatch(call.name))
    if _is_named(source):
        yield from (*shows, *(call.line for call in reversed(runs)))
    elif trains(source):
        yield from shows


def _of_experiment(source: Source, calls: tuple[Call, ...]) -> Iterator[int]:
    """Where a program that does not train simulates, or shows and stores what it is named after."""
    for call in calls:
        if _SIMULATES.search(name := separated(call.last)) or _KEEPS_RESULTS.match(name):
            yield call.line
    shows = (call.line for call in calls if _DRAWS.fullmatch(call.name))
    if _is_named(source):
        yield from shows
        yield from (call.line for call in calls if _SHOWS.fullmatch(call.last) and call.last != "print")
    elif source.file.suffix == ".ipynb" and any(_READS.fullmatch(call.last) for call in calls):
        yield from shows


def _generated(calls: tuple[Call, ...]) -> Iterator[int]:
    """Where a function stores pictures or sounds of what it has a model generate."""
    keeping = {call.scope for call in calls if _KEEPS_MEDIA.fullmatch(call.last)}
    if keeping:
        yield from (call.line for call in calls if call.scope in keeping and _GENERATES.fullmatch(call.last))


def _measured(source: Source, fits: bool) -> Iterator[int]:
    """Lines that measure an estimate against the truth, or call what they compute or say a result.

    In a program that ``fits``, a result has to be said to be of held-out data, but in scripts of statistics.
    """
    of_held_out = fits and not source.is_scripted
    for call in source.program.calls:
        line = source.quote(call.line)[:LINE_LIMIT]
        if "train" in line and "test" not in line:
            continue
        said = not fits and call.last in _SAYS and _SAID.search(line)
        if said or _is_called_result(line, of_held_out) or _is_measured(line):
            yield call.line


def _is_called_result(line: str, of_held_out: bool) -> bool:
    """Whether a line computes what it calls a result, where asked for one that is said to be ``of_held_out`` data."""
    return bool((not of_held_out or _HELD_OUT.search(line)) and _RESULT.match(line))


def _is_measured(line: str) -> bool:
    """Whether a line draws, or takes the difference of, an estimate and the truth."""
    if line.startswith(("loss", "return", "parser")) or not _TRUE.search(line):
        return False
    known = _ESTIMATED.search(line) or _KNOWN.search(line)
    return bool(known and (_DIFFERENCE.search(line) or (_ESTIMATED.search(line) and _PLOTTED.search(line))))
