"""The desk: where officers, operators, coordinators, editors and admins work in a browser.

Doors: `routes` (everything the desk answers), `sessions.SESSIONS` (who is signed in, in memory only).
Inside: every page is a door (`doors`) with a rule (`access`): who may open it. Without a rule there is no
page. `caller` is whoever stands at the door, with the keys that their password opened; `drawing` draws.
Knows nothing of Telegram. Keys never leave the memory of this process.
"""
