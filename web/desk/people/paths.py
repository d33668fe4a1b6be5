"""Addresses of this part. A person is named by the keyed hash of the sign-in name, which says nothing."""

PEOPLE = "/desk/people"
INVITE = f"{PEOPLE}/invite"
KEYS = f"{PEOPLE}/keys"
ONE = PEOPLE + "/one/{one}"
