"""Admission: how people come to the desk – invitations, one-time passwords, and who may let whom in or out.

Doors: `proving` (is it really them: password, then one-time password, counted), `invitations` (one-time
links), `staffing` (who may do what with whom).
"""
