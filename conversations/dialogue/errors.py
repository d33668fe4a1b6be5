"""What can be wrong with a script.

DialogueError
└── ScriptBroken      found when the script is read, long before anybody talks
"""


class DialogueError(Exception):
    """Something is wrong with a dialogue."""


class ScriptBroken(DialogueError):
    """The script cannot be read."""
