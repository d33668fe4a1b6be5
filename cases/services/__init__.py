"""What people who work with services tell us, and what only they may know.

Beside the public directory.db: corrections, outcomes, re-checks, what was looked for in vain, words that an
editor adds, and facts that the public never sees (`private`). Never knows channels, dialogues or languages.
"""
