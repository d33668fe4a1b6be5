"""Python imports this by its name at the start of a process that tests begin: it is watched as they are."""

from tests.doubles import hosts

hosts.watch()
