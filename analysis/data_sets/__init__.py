"""The data of a paper: a register of public sets, their roles in a manuscript, and how it speaks of others' and own."""
