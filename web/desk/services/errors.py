"""What can go wrong with a list that is brought at the desk.

Exception
└── ListRefused
    ├── TooMany   more rows come of it than a page can wait for
    └── Foreign   a service of it is not theirs who would take it in
"""


class ListRefused(Exception):
    """The list is not taken in"""


class TooMany(ListRefused):
    """More rows come of the list than a page can wait for"""


class Foreign(ListRefused):
    """A service of the list is not theirs who would take it in"""
