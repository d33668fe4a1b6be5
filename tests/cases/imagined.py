"""Reports that nobody told: any combination of facts that the rules can read."""

from collections.abc import Mapping

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cases import facts, law

#: No deadline: the machine that runs the tests may have other things to do.
whenever = settings(deadline=None)

YES_NO = (
    *(
        "edu_done",
        "in_school",
        "study_period",
        "during_lessons",
        "night",
        "overtime",
        "on_list",
        "heavy",
        "light",
    ),
    *("own_home", "visit_no_child", "consent", "arts", "abuse", "serious_threat", "poverty", "home_known"),
    *("has_carer", "migrant", "registered", "place_known"),
)
SPANS = st.sampled_from(["<=2.5", "3-3.5", "4-8", ">8", "2.5", "3.6", 2.5, 4, 11])
WEEKS = st.sampled_from([10, 17.5, 24, 24.1, 36, 36.5, "20-30", ">24"])
MINUTES = st.sampled_from([0, 1, 359, 360, 361, 600, 1080, 1319, 1320, 1321, 1440])
AGES = st.one_of(
    st.integers(0, 17),
    st.sampled_from(["<7", "7-11", "12-13", "14-15", "16-17", "13-16", 19, "unknown"]),
    st.lists(st.sampled_from([6, 12, 13, 14, 15, 16, 17, 19, "unknown", "14-15"]), min_size=1, max_size=3),
)
ACTIVITIES = law.book().activity_codes
BODIES = law.book().body_codes


def some(codes: tuple[str, ...], most: int = 2) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), max_size=most, unique=True)


def told() -> SearchStrategy[Mapping[str, object]]:
    """Between no fact and all of them, each as a script or a monitor would give it."""
    return st.fixed_dictionaries(
        {},
        optional={
            "age": AGES,
            "hours_day": SPANS,
            "hours_week": WEEKS,
            "start": MINUTES,
            "end": MINUTES,
            "night_hours": st.sampled_from([0, 1, "2-3"]),
            "load_kg": st.sampled_from([5, 30]),
            "activity": some(ACTIVITIES),
            "hazard": some(facts.HAZARDS),
            "wfcl": some(facts.WORST_FORMS),
            "accused": some(BODIES, 5),
        }
        | {key: st.sampled_from(values) for key, values in facts.CHOICES.items()}
        | dict.fromkeys(YES_NO, st.booleans()),
    )
