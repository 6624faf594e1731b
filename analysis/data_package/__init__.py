"""The survey as a data set to deposit, described for people and machines."""
