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

-- The large-sample standard error of kappa k of n answers with these shares, by which its interval is made: J. L. Fleiss,
-- J. Cohen and B. S. Everitt (1969), Psychol. Bull. 72, 323-327. Null where k is 1, of which it says nothing.
create macro kappa_error(yes_yes, yes_no, no_yes, no_no, expected, k, n) as if(
    k < 1,
    sqrt(greatest(
        yes_yes * (1 - (2 * yes_yes + yes_no + no_yes) * (1 - k)) ** 2
        + no_no * (1 - (2 * no_no + yes_no + no_yes) * (1 - k)) ** 2
        + (1 - k) ** 2 * (
            yes_no * (yes_yes + no_yes + no_no + no_yes) ** 2 + no_yes * (yes_yes + yes_no + no_no + yes_no) ** 2
        )
        - (k - expected * (1 - k)) ** 2,
        0
    ) / n) / (1 - expected),
    null
);
