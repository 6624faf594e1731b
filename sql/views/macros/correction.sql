-- A share corrected by labels: w is the share of n answers by rule that are yes, p1 the share of people's yes among the
-- labelled ones of these, p0 among the labelled ones of the others. Both are of labels drawn at random within an answer of
-- the rules, so each has its own weight, however many of either answer were drawn. It is the estimate of A. Tenenbein
-- (1970), J. Am. Stat. Assoc. 65, 1350-1361, and the prediction-powered one of A. N. Angelopoulos et al. (2023), Science
-- 382, 669-674, within strata (A. Fisch et al. (2024), Advances in Neural Information Processing Systems 37).
create macro corrected_share(w, p1, p0) as w * p1 + (1 - w) * p0;

-- A share of few labels for the use in an interval: a third of a yes and of a no more, the neutral prior of J. Kerman
-- (2011), Electron. J. Stat. 5, 1450-1470, as a normal interval of a share near 0 or 1 is too short.
create macro steadied(p, n) as (p * n + 1 / 3) / (n + 2 / 3);

-- The variances of such a share, and the variance of the corrected one, by the delta method; n1 and n0 are how many labels
-- p1 and p0 are of. What no answer by rule is has no part in it.
create macro share_variance(p, n) as p * (1 - p) / (n + 2 / 3);
create macro corrected_variance(w, n, p1, n1, p0, n0) as
    w * (1 - w) * (p1 - p0) ** 2 / n + w ** 2 * share_variance(p1, n1) + (1 - w) ** 2 * share_variance(p0, n0);

-- The rules' sensitivity and specificity that follow from these three.
create macro sensitivity_of(w, p1, p0) as w * p1 / nullif(corrected_share(w, p1, p0), 0);
create macro specificity_of(w, p1, p0) as (1 - w) * (1 - p0) / nullif(1 - corrected_share(w, p1, p0), 0);

-- The share of W. J. Rogan and B. Gladen (1978), Am. J. Epidemiol. 107, 71-76: w corrected by a sensitivity and specificity
-- that hold for it, though they were learned elsewhere.
create macro rogan_gladen(w, sensitivity, specificity) as (w + specificity - 1) / (sensitivity + specificity - 1);

-- Its variance by the delta method: share is the corrected one, w of n answers, and a, m, p1, n1, p0 and n0 are the w, n, p1,
-- ... of where sensitivity and specificity were learned, s the corrected share there, j their sum less 1.
create macro rogan_gladen_variance(share, w, n, a, m, p1, n1, p0, n0, s, j) as
    (
        w * (1 - w) / n
        + a * (1 - a) / m * (share * p1 * p0 / s ** 2 + (1 - share) * (1 - p1) * (1 - p0) / (1 - s) ** 2) ** 2
        + (a * (1 - a)) ** 2 * (
            (share * p0 / s ** 2 - (1 - share) * (1 - p0) / (1 - s) ** 2) ** 2 * share_variance(p1, n1)
            + (share * p1 / s ** 2 - (1 - share) * (1 - p1) / (1 - s) ** 2) ** 2 * share_variance(p0, n0)
        )
    ) / j ** 2;
