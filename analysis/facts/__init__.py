"""What a person meets who runs a repository's code: answers with evidence that are no part of the score."""
