"""How the tables of the store came to be, one file a step; applied once, never edited, never undone."""
