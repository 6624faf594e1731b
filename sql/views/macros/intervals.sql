-- The 0.975 quantile of the standard normal distribution, by which intervals are of 95 %.
create macro normal_quantile() as 1.959963984540054::double;

-- A bound of Wilson's score interval of a share, yes of n, without correction for continuity; null where n is 0.
-- E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209-212, as method 3 of R. G. Newcombe (1998), Stat. Med. 17, 857-872:
-- (2 n p + z^2 -+ z sqrt(z^2 + 4 n p q)) / (2 (n + z^2)).
create macro wilson(yes, n, z) as
    (2 * yes + z * z + z * sqrt(z * z + 4 * yes * (n - yes) / nullif(n, 0))) / (2 * (nullif(n, 0) + z * z));
create macro wilson_low(yes, n) as wilson(yes, n, -normal_quantile());
create macro wilson_high(yes, n) as 1 - wilson_low(n - yes, n);

-- The 0.975 quantile of Student's t distribution. Exact for 1 and 2 degrees of freedom; from 3 on the expansion 26.7.5 of
-- M. Abramowitz and I. A. Stegun (1964), Handbook of Mathematical Functions, which is within 0.2 % of it.
create macro student_expansion(z, freedom) as
    z + (z ** 3 + z) / (4 * freedom)
    + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
    + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
    + (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * freedom ** 4);
create macro student_quantile(freedom) as case
    when freedom = 1 then 12.706204736432095
    when freedom = 2 then 4.302652729911275
    when freedom > 2 then student_expansion(normal_quantile(), freedom)
end;

-- How far the 95 % interval of a mean of n values reaches to either side; null where n is less than 2.
create macro margin_of_error(standard_deviation, n) as student_quantile(n - 1) * standard_deviation / sqrt(n);

-- The share of a standard normal distribution that is at least as far from 0 as z: the p-value of a two-sided test.
-- Within 1.5e-7: 26.2.17 of Abramowitz and Stegun.
create macro normal_tail(z, t) as
    exp(-z * z / 2) / sqrt(2 * pi())
    * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
create macro normal_cdf(z) as
    if(z < 0, normal_tail(z, 1 / (1 - 0.2316419 * z)), 1 - normal_tail(z, 1 / (1 + 0.2316419 * z)));
create macro two_sided_p_value(z) as if(z = 0, 1, 2 * normal_cdf(-abs(z)));

-- The names of these two up to this release, for queries that have them.
create macro mean_reach(standard_deviation, n) as margin_of_error(standard_deviation, n);
create macro two_sided(z) as two_sided_p_value(z);
