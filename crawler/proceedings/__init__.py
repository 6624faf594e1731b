"""Reading proceedings with Scrapy: what to crawl, what is staged, what is plausible and stored."""
