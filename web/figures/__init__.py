"""Figures as they are drawn: on paper, as a picture, as a chart.

Doors: `paper` (PDF and PNG), `bars` (a chart for a page), `week` (the picture of a week). Never knows: how
anything is counted, who may see it, the desk.
"""
