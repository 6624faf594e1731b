"""Scrapy's settings for the proceedings spider. ``-s NAME=value`` overrides each.

``SURVEY_STORE`` and ``SURVEY_CONFIG`` name the survey's folder and its ``survey.toml``; what follows from them
(user agent, folder of the HTTP cache) is set by the spider.
"""

BOT_NAME = "reprosurvey"
SPIDER_MODULES = ["reprosurvey.crawler.spiders"]

ROBOTSTXT_OBEY = True
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.1
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
CONCURRENT_REQUESTS = 8  # each may be a PDF, which is in memory as a whole
CONCURRENT_REQUESTS_PER_DOMAIN = 4
CONCURRENT_ITEMS = 8  # of one page, for which Scrapy makes as many tasks; a page gives one
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 4 << 20  # of a page; proceedings/response_limits.py says of what else
RETRY_TIMES = 4

HTTPCACHE_ENABLED = True
HTTPCACHE_STORAGE = "reprosurvey.crawler.proceedings.httpcache.SqliteCacheStorage"
HTTPCACHE_POLICY = "scrapy.extensions.httpcache.RFC2616Policy"

DOWNLOAD_HANDLERS = {
    "http": "reprosurvey.crawler.proceedings.downloads.MirroringDownloadHandler",
    "https": "reprosurvey.crawler.proceedings.downloads.MirroringDownloadHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # no page may lead the crawl to this machine's own files
}
TWISTED_DNS_RESOLVER = "reprosurvey.crawler.proceedings.resolver.PublicHostnameResolver"
HTTPPROXY_ENABLED = False  # a proxy would resolve names itself
COOKIES_ENABLED = False  # with one set, Scrapy asks the web for the list of public suffixes, past the mirrors
DUPEFILTER_CLASS = "reprosurvey.crawler.proceedings.duplicates.PaperDupeFilter"
MEDIA_ALLOW_REDIRECTS = True
DOWNLOADER_MIDDLEWARES = {
    "reprosurvey.crawler.proceedings.logins.OpenReviewLogin": 90,  # before robots.txt is asked for
    "reprosurvey.crawler.proceedings.response_limits.AnswerLimits": 585,  # once it is unpacked
    "reprosurvey.crawler.http.retry_after_middleware.RetryAfterMiddleware": 555,  # before Scrapy tries again
}
SPIDER_CONTRACTS = {"reprosurvey.crawler.proceedings.contracts.ContributionContract": 10}
ITEM_PIPELINES = {
    "reprosurvey.crawler.proceedings.pdfs.PdfPipeline": 100,
    "reprosurvey.crawler.proceedings.editions.EditionPipeline": 200,
}

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
