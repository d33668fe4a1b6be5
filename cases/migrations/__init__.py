"""How the tables of this room came to be, version by version. What was released is never edited."""
