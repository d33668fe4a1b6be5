"""A doubt: a value that cannot be what its field asks for."""


class Doubt(Exception):
    """Why a value is not taken, in words for the one who keeps the list. Turned into a refusal at once."""
