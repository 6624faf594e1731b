"""The resolve stage: for which Python a list of packages has versions that go together, on the index alone."""
