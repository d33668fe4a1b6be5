"""Addresses of this part. A school is named by its code, a person by a keyed hash: neither says anything."""

SCHOOLS = "/desk/schools"
NEW = f"{SCHOOLS}/new"
INVITE = f"{SCHOOLS}/invite"
INVITATION = f"{SCHOOLS}/invitation"
ONE = SCHOOLS + "/one/{school}"
LEAVE = SCHOOLS + "/people/{one}/leave"
CLASS = ONE + "/classes/{class_id}"
