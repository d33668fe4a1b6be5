"""Outward: letters and messages to departments that leave the house by mail and by signed POST."""
