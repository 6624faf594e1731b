"""Published figures to hold surveys against, each a CSV and a TOML that tells its source; ``docs/published.md``."""
