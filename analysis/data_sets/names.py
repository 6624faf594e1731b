"""What names of data look like in a sentence, and what citations do: parts of patterns."""

from __future__ import annotations

_STARTS = (
    "The|We|Our|This|These|That|Those|It|Its|In|On|For|Each|All|Both|Every|Any|Some|Many|Most|Several|One|Two|Three|Four"
    "|Five|Such|As|At|By|To|From|With|Here|While|When|Where|Since|If|So|But|And|Or|Over|Under|Like|Unlike|Only|Full"
    "|Further|Additional|Moreover|Furthermore|However|Finally|First|Second|Third|Next|Then|Using|Given|Also|Another|Other"
    "|No|Not|An?|Original|Different|Same|New|Large|Small"
)
"""Words that begin sentences."""
_PLACES = (
    "Tables?|Figs?|Figures?|Section|Sec|Appendix|Algorithm|Theorem|Lemma|Eqs?|Equation|Keywords|Examples?|Methods?|Model"
    "|Results?|Experiments?|Number|Percentage"
)
_ROLES = (
    "Training|Tests?|Testing|Validation|Evaluation|Experimental|Clinical|Medical|Imag(?:e|ing)|Benchmark|Data|Datasets?"
    "|Repository|Database|Archive|Registry|Portal|Website|Target|Source|Public|Private|Proprietary|Own|Internal|External|Local|Toy|Synthetic|Simulated|Real|Imbalanced"
)
_TERMS = (
    "f?MRIs?|CTA?|PET|OCTA?|[EM]EG|ECG|US|WSIs?|DTI|CXRs?|[dq]?MR|EM|RGB|[23]D|ROI|Python|PyTorch|AI|ML|RL|NLP|GPUs?|CPUs?"
    "|NN|DNN|CNN|GAN|MDPs?|POMDPs?|GPs?|PDEs?|ODEs?|BO|MILPs?|MARL|IID|OOD|ID|CL|FL|DAGs?|SCMs?|BNs?|Markov|Gaussian"
    "|Bayesian|Nash|Stackelberg|Bernoulli|Poisson|Hamiltonian|Lagrangian|Hilbert|Euclidean|Boolean|Dirichlet|Lyapunov"
    "|Riemannian|Fourier|Extensive|Zero-?sum|Blotto|Monte"
)
"""Modalities, fields and notions that have capitals."""
WORD = rf"(?!(?:{_STARTS}|{_PLACES}|{_ROLES}|{_TERMS})\b)(?:[a-z]{{1,6}}-?)?[A-Z][\w+&/‘’'-]{{0,24}}"
"""One word of a name."""
NAME = rf"{WORD}(?:[ -](?:{WORD}|\d[\w.-]{{0,6}}|of)){{0,4}}?"
SHORT_FORM = r"(?: ?\([A-Z][\w+&-]{0,15}s?\))?"
"""The short form that may follow a name."""
CITATION = (
    r"\d?,? ?(?:\([^()]{0,30}?[A-Z][^()]{0,90}?\d{4}[a-z]?[^()]{0,90}\)"
    r"|\[[^\[\]]{0,30}?[A-Z][^\[\]]{0,90}?\d{4}[a-z]?[^\[\]]{0,90}\]"
    r"|\[[A-Z]{2,4}\+?\d{0,2}\]|\[[1-9]\d{0,2}(?: ?[,–-] ?[1-9]\d{0,2}){0,8}\]"
    r"|(?:(?:by|of|from|in) )?[A-Z][\w'’-]+(?: et al\.?| (?:and|&) [A-Z][\w'’-]+)?,? ?"
    r"[(\[](?:\d{4}[a-z]?|[1-9]\d{0,2})[)\]])"
)
"""A citation; what counts from zero is an interval."""
