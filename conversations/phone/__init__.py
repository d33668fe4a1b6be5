"""A telephone call, entered by an operator while talking: the same questions, the same filing, in free order.

Doors: `call` (what was entered so far), `sheet` (the questions as the operator and the caller hear them),
`filing` (reading back, filing, alarm, a call that broke off), `following` (an earlier report, by its code).
The questions, their options and their order are the script's: there is no second list of them.
"""
