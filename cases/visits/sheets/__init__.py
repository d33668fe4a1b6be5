"""A visit where there is no network: on a plain-text sheet, or as an XLSForm of a collecting program.

Doors: `plain` (a sheet that any phone can write, and what it says), `xlsform` (the form for ODK and its kin),
`instance` (what such a program sends), `filling` (a read sheet put into a visit). What cannot be read is
named with its line, and nothing that can be read is left out.
"""
