-- Where the answer to a question stands in a number that holds a paper's answers: which four bits, of which one is set.
create macro place_in_answers(question) as
    4 * (list_position([
        'is a paper',
        'gone',
        'no folder',
        '{table1}',
    ], question) - 1);

-- One answer as such a number; null for a question that none of them holds.
create macro packed_answer(question, answer) as
    1::bigint << (place_in_answers(question) + list_position(['unknown', 'na', 'no', 'yes'], answer) - 1);

-- The answer to a question in such a number; null where there is none.
create macro answer_in(answers, question) as
    case (answers >> place_in_answers(question)) & 15 when 8 then 'yes' when 4 then 'no' when 2 then 'na' when 1 then 'unknown' end;

-- Answers with later ones in their place; 0x1111111111111111 is a bit of each question.
create macro laid_over(earlier, later) as
    later | (earlier & ~(((later | (later >> 1) | (later >> 2) | (later >> 3)) & 1229782938247303441) * 15));
