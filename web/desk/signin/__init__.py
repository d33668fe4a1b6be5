"""Signing in and out, invitations, passwords and one-time passwords: how an officer comes to the desk."""
