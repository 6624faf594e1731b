"""Deposits: versions of software and data in archives outside git, each service asked through its public interface."""
