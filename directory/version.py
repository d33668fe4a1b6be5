"""The version of directory.db, apart from its tables: who only reads needs no library that makes them."""

#: Stands in the file as `PRAGMA user_version`; a file with another number is made again. Raise it when
#: the tables change, or the rules by which names are folded: the keys in territory_key are made by them.
NUMBER = 2
#: The one before there were services: `writing.renew_directory` makes such a file anew.
WITHOUT_SERVICES = 1
