"""PDFs: their text, their sentences, and the web addresses that they give."""
