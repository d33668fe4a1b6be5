"""Public pages beside the chat: rules, status, help nearby, figures, privacy. In five languages.

Doors: `routes.ROUTES`. Nothing here knows who reads it but by the cookie of the chat, and only to speak their
language and to answer a code.
"""
