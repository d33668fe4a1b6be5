"""Form 1 of the sample visit: what the monitor wrote. Nobody in it is anybody, and there is no such place."""

from collections.abc import Mapping
from typing import Any

VISIT: Mapping[str, Any] = {
    "x_organisation": "Бала құқықтарын қорғау департаменті",
    "x_persons": "Үлгі мониторинг тобы",
    "x_employer_met": "yes",
    "x_purpose": "yes",
    "x_found": "yes",
    "x_explained": "Балаға қандай жұмысқа болатыны, отбасына қандай көмек барын түсіндірдік.",
    "x_agreed": "Балалар енді базарда жүк тасымайды, сабаққа барады.",
}
_MARKET: Mapping[str, Any] = {
    "q5": "kz",
    "q10": "family",
    "q13": "Үлгі базар, жеміс-көкөніс қатары",
    "q14a": "yes",
    "q14b": "6-8",
    "q14d": "no",
    "q15": "Жәшік пен қап тасиды, арба итереді.",
    "q16": "does_not_meet",
    "q20a": "yes",
    "q20c": "yes",
    "q21": "Ауыр жүк көтереді, сабақтан қалады.",
    "x_study_period": "yes",
    "x_sector": "informal",
    "x_employer": "private",
    "x_activity": ["market_carry"],
    "x_home_known": "yes",
    "x_carer": "yes",
    "x_alone": "yes",
}
ELDER: Mapping[str, Any] = {
    **_MARKET,
    "q1": "Бірінші Үлгі",
    "q2": "2013-02-03",
    "q3": "male",
    "q4b": "Үлгі ана",
    "q6": "Үлгі көше, 1",
    "q8": "Жаз бойы базарда істеген.",
    "q11": "Үлгі мектеп",
    "q22a": "yes",
    "q22f": "no",
    "q23": "Белі ауырады.",
    "x_grade": "7",
    "x_in_school": "yes",
    "x_school_harm": "absent",
    "x_poverty": "yes",
    "x_decision": "now",
    "x_given": "parents",
    "x_receiver_threat": "no",
}
YOUNGER: Mapping[str, Any] = {
    **_MARKET,
    "q1": "Екінші Үлгі",
    "q2": "2014-05-17",
    "q3": "female",
    "q4b": "Үлгі ана",
    "q6": "Үлгі көше, 1",
    "q11": "Үлгі мектеп",
    "x_grade": "6",
    "x_in_school": "yes",
    "x_school_harm": "tired",
    "x_decision": "now",
    "x_given": "parents",
    "x_receiver_threat": "no",
}
