-- The correlation of two columns over a group's rows; null below 4 rows or where one of them does not vary.
create macro correlation(first, second) as
    case when count(*) >= 4 and min(first) < max(first) and min(second) < max(second) then corr(first, second) end;

-- A bound of the confidence interval of Spearman's rank correlation: Fisher's transformation with the standard error of
-- Bonett and Wright, sqrt((1 + rho^2 / 2) / (n - 3)) (Sample size requirements for estimating Pearson, Kendall and
-- Spearman correlations, Psychometrika 65 (2000), 23-28). z is the bound's normal quantile, freedom stands for n - 3.
-- Null where there is no freedom, or where rho is 1 or -1, of which the method says nothing.
create macro spearman_bound(rho, freedom, z) as
    if(
        freedom > 0 and abs(rho) < 1 - 1e-12,
        tanh(atanh(least(greatest(rho, -1), 1)) + z * sqrt((1 + rho * rho / 2) / nullif(greatest(freedom, 0), 0))),
        null
    );
