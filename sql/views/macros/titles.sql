-- Title and authors of a paper: those that are listed, else those that its PDF gives.
create macro title_of(listed, pdf_title) as if(listed = '', coalesce(pdf_title, ''), listed);
create macro authors_of(listed, pdf_authors) as if(len(listed) = 0, coalesce(pdf_authors, []), listed);
