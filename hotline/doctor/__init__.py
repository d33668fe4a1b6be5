"""The doctor: looks at an installation, changes nothing, says in plain words what is wrong and what to do.

Door: `examination.examine`. Works beside a running server and without one; prints nothing that people wrote.
"""
