"""Casework: what an officer, an operator or a coordinator does with a case at the desk.

Doors: `standing.of` (how somebody stands to a case), `permitted.acts` (which acts are theirs now); the acts
themselves, each in a file of its own: once in effect, noted in the history, undone where that is honest.
What departments can also do from their chats lies below, in `cases`: here is what only the desk has.
"""
