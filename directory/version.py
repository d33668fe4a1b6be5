"""The version of directory.db, apart from its tables: who only reads needs no library that makes them."""

#: Stands in the file as `PRAGMA user_version`; a file with a lower number is made again, and what people have
#: brought in stays. Raise it when the tables change, or what comes with the program (places, services, words
#: for kinds and needs), or the rules by which names are folded: the keys in territory_key are made by them.
NUMBER = 4
#: The one before there were services: `renewing.renew_directory` makes such a file anew.
WITHOUT_SERVICES = 1
