-- Half a unit of a number's last decimal, as it is written: what rounding can have taken away or added.
create macro half_unit(written) as 0.5 * 10.0 ** -length(split_part(written, '.', 2));

-- The fewest and the most of n whose percentage rounds to one that was published; the fewest are more than the most where
-- no count does.
create macro fewest_of(n, written) as greatest(0, ceil(n * (written::double - half_unit(written)) / 100 - 1e-9)::bigint);
create macro most_of(n, written) as least(n, floor(n * (written::double + half_unit(written)) / 100 + 1e-9)::bigint);
