"""The internet door: the public chat, the demonstration departments, the health of the house.

Doors: `server` (puts the application together), `parts` (what it must be given). Inside: `chat`, `demo` and
`health` answer requests; `form` and `preference` read what a browser sent; `transcript` orders what a page
shows; `pages` draws it; `guards` stand before everything; `visitor` knows who came by a random cookie.
Knows nothing of Telegram, of questions or of law: it passes words to the reception and shows what waits.
"""
