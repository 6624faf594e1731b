-- The packages of which a package index is asked for the versions: those of which a repository pins one.
select distinct
    package  -- the package as an index spells it
from pins
where installed_from in ('index', 'further index')
order by package;
