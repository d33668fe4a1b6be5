"""The peers: the same dialogue as users of other libraries write it. Nothing of ours is imported here."""
