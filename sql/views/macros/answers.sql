-- yes as true, no as false; anything else (na, unknown, nothing) as null, so that SQL's three-valued logic applies.
create macro answered(outcome) as case outcome when 'yes' then true when 'no' then false end;

-- The answer where it is yes or no; null for anything else.
create macro if_answered(outcome) as if(outcome in ('yes', 'no'), outcome, null);

-- The answer about a paper's repository: na where it has none, unknown where nothing is known.
create macro of_repository(outcome, has_repository) as
    if(has_repository = 'no', 'na', coalesce(outcome, 'unknown'));

-- Public data and dependencies and training; no where any of them is known to be missing, na where a paper has no data.
create macro repeatable_by(has_repository, gone, public_data, dependencies, training) as
    if(
        public_data = 'na',
        'na',
        case answered(has_repository) and not coalesce(gone, false)
                and answered(public_data) and answered(dependencies) and answered(training)
            when true then 'yes'
            when false then 'no'
            else 'unknown'
        end
    );

-- Whether a question is about the paper itself, so that its answer does not depend on the moment.
create macro is_about_paper(criterion) as
    false
    or criterion = '{about_paper}'
;

-- Why a piece of evidence is one, in a word. Rows that were stored before evidence had a kind say it in their quote alone.
create macro reason_of(piece) as
    case
        when piece.kind is not null then piece.reason
        when piece.place = 'repository' then if(piece.quote = 'no files', 'empty', 'placeholder')
        when starts_with(piece.quote, 'asked for: ') then piece.quote[12:]
        when regexp_full_match(piece.quote, '\d+ bytes|size unknown') then 'weights'
    end;
