-- Cohen's kappa of two who answered the same questions, given how often both said yes, the first yes and the second no, the
-- first no and the second yes, and both no. J. Cohen (1960), Educ. Psychol. Meas. 20, 37-46. Null where both gave one and
-- the same answer throughout.
create macro expected_agreement(yes_yes, yes_no, no_yes, no_no) as
    ((yes_yes + yes_no) * (yes_yes + no_yes) + (no_no + yes_no) * (no_no + no_yes)) / (yes_yes + yes_no + no_yes + no_no) ** 2;
create macro kappa_from(observed, expected) as if(expected < 1, (observed - expected) / (1 - expected), null);
create macro kappa(yes_yes, yes_no, no_yes, no_no) as kappa_from(
    (yes_yes + no_no) / nullif(yes_yes + yes_no + no_yes + no_no, 0),
    expected_agreement(yes_yes, yes_no, no_yes, no_no)
);

-- The large-sample standard error of kappa k of n answers with these shares: J. L. Fleiss, J. Cohen and B. S. Everitt
-- (1969), Psychol. Bull. 72, 323-327.
create macro kappa_error(yes_yes, yes_no, no_yes, no_no, expected, k, n) as
    sqrt(greatest(
        yes_yes * (1 - (2 * yes_yes + yes_no + no_yes) * (1 - k)) ** 2
        + no_no * (1 - (2 * no_no + yes_no + no_yes) * (1 - k)) ** 2
        + (1 - k) ** 2 * (
            yes_no * (yes_yes + no_yes + no_no + no_yes) ** 2 + no_yes * (yes_yes + yes_no + no_no + yes_no) ** 2
        )
        - (k - expected * (1 - k)) ** 2,
        0
    ) / n) / (1 - expected);

-- A bound of the interval of kappa of n answers that this error makes, given the same counts as kappa. Null where kappa is
-- 1, of which the error says nothing.
create macro kappa_bound(yes_yes, yes_no, no_yes, no_no, k, n, z) as if(
    k < 1,
    greatest(-1, least(1, k + z * kappa_error(
        yes_yes / n, yes_no / n, no_yes / n, no_no / n, expected_agreement(yes_yes, yes_no, no_yes, no_no), k, n
    ))),
    null
);
create macro kappa_low(yes_yes, yes_no, no_yes, no_no) as kappa_bound(
    yes_yes, yes_no, no_yes, no_no,
    kappa(yes_yes, yes_no, no_yes, no_no), yes_yes + yes_no + no_yes + no_no, -normal_quantile()
);
create macro kappa_high(yes_yes, yes_no, no_yes, no_no) as kappa_bound(
    yes_yes, yes_no, no_yes, no_no,
    kappa(yes_yes, yes_no, no_yes, no_no), yes_yes + yes_no + no_yes + no_no, normal_quantile()
);
