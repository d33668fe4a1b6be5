"""The pages of the field, for teachers and monitors, who come from a chat by a link and have no password.

Doors: `routes.routes`. Every door says who may open it (`doors`). Small phones first, every answer kept at
once. Knows nothing of officers and their keys.
"""
