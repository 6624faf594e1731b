"""The Software Heritage archive: which states it holds, and requests to save others."""
