"""Pages for organisations and verifiers who have no account: `/answer/{token}`, behind a one-time link.

Doors: `routes.routes`; `doors.Leaf` is one kind of page behind a link. What a link opens is shown only after
a press: programs that look at links by themselves read nothing. Knows nothing of officers and their keys.
"""
