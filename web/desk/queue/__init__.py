"""The queue: the cases that are theirs, the most urgent first; what is new shows without loading anew."""
