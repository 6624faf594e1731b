"""Runs a command of strangers without a network and out of reach of this machine, within limits."""
