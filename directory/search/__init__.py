"""Finds services by what a person types, in any language, script and spelling, and by what else is asked.

Doors: `finding` (find services, and say why), `catalogue` (services as columns to search), `index` (the
search itself, over columns). Values in memory only: nothing here reads a file or logs a word that was typed.
"""
