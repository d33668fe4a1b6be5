"""One module per kind of question: how it is asked, what a press means, what typed words mean.

Every module has `ask(scene) -> Ask`, `press(scene, press) -> Outcome | None` (None: the button means nothing
here) and `hear(scene, text) -> Outcome`.
"""
