"""The programme at the desk: readiness of a region, steps of the programme, the plan of a quarter, raids.

Doors: `hung.ALL`. Each page can be taken away as CSV or PDF, the plan also as XLSX.
"""
