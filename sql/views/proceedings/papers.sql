-- Each contribution as it was last listed; front matter included (kind). A title and authors that neither proceedings nor
-- list give are those that its PDF gives.
create view papers as
select
    listed_papers.* replace (
        title_of(listed_papers.title, readings.pdf_title) as title,
        authors_of(listed_papers.authors, readings.pdf_authors) as authors
    ),
    if(listed_papers.title = '', readings.pdf_title_from, null) as title_from,  -- metadata or first page of the PDF, where it is from there
    if(len(listed_papers.authors) = 0, readings.pdf_authors_from, null) as authors_from  -- likewise
from listed_papers
left join readings using (venue, year, paper);
