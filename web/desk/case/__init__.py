"""The page of a case: everything about it on one screen, and its files, opened one at a time."""
