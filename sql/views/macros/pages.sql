-- Where a reader sees the page that a place such as "page 2: own data" names: the PDF's address with the fragment that
-- viewers open at that page (RFC 8118). Null for a place that names none, and where the PDF has no address.
create macro page_of(pdf_url, place) as
    split_part(pdf_url, '#', 1) || '#page=' || nullif(regexp_extract(place, '^page (\d+)', 1), '');
