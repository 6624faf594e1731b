"""How often papers are cited, as open indexes of the literature count: one module a service, pure functions."""
