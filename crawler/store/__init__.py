"""The survey as Parquet tables, and DuckDB over them."""
