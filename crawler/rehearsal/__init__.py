"""The rehearse stage: whether the code of a repository can be installed, imported and started, in a sandbox."""
