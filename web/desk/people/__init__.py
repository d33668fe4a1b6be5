"""People of the desk: who is here, who waits for a key, who comes and who goes."""
