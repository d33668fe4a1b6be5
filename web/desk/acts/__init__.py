"""Acts on a case: buttons under it, and pages for those acts that need words.

Doors: `offered.offered` (what this person can do with a case now, for the case page), `DOORS` of each file.
Inside: every act asks `cases.casework.permitted` again when it is done, whatever the page had shown.
"""
