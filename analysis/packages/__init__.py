"""The packages that a repository asks for: where lists stand, what they name, and which versions they pin."""
