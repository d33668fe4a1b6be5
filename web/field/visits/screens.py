"""The screens of a visit, in the order in which things happen at a workplace, as lists of questions."""

from dataclasses import dataclass

from locales.texts import Text

WORST, LAW, DECISION, FOUND = "worst", "law", "decision", "found"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its name in the path, its heading, the questions on it. `hint`: said above them."""

    name: str
    title: Text
    questions: tuple[str, ...]
    hint: Text | None = None


OF_VISIT = (
    Screen(
        "arrival",
        Text("visit.s.arrival", "Arrival"),
        ("x_started", "x_point", "x_employer_met", "x_purpose", "x_organisation", "x_persons"),
        Text("visit.s.arrival_hint", "Never say that somebody reported, who it was, or when."),
    ),
    Screen(FOUND, Text("visit.s.found", "Who was found"), ("x_found", "x_found_number", "x_prevention")),
    Screen(
        "agreed",
        Text("visit.s.agreed", "Talk with employer and parents"),
        ("x_explained", "x_agreed", "x_agreed_on"),
    ),
)
OF_CHILD = (
    Screen(
        "who",
        Text("visit.s.who", "Who the child is"),
        (
            *("q1", "x_age", "q2", "q3", "q4a", "q4b", "q4c", "q4d", "q5", "x_citizenship", "x_registered"),
            *("q6", "q7", "q10"),
        ),
        Text("visit.s.who_hint", "Only age and sex are needed. The rest may stay empty."),
    ),
    Screen(
        "school",
        Text("visit.s.school", "School and health"),
        (
            *("q11", "x_grade", "x_in_school", "x_edu_done", "x_study_period", "x_during_lessons"),
            *("x_school_harm", "q9", "x_medical"),
        ),
    ),
    Screen(
        "work",
        Text("visit.s.work", "The work"),
        (
            *("q12", "q13", "x_sector", "x_employer", "x_activity", "q8", "q15", "q14a", "q14b", "q14c"),
            *("q14d", "x_night_hours", "q14e", "x_hours_week", "x_start", "x_end", "x_overtime"),
        ),
        Text("visit.s.work_hint", "The next child begins with the same workplace."),
    ),
    Screen(
        "conditions",
        Text("visit.s.conditions", "Conditions at the workplace"),
        ("x_hazard", "x_load_kg", "x_heavy", "x_light", "x_arts", "x_own_home"),
    ),
    Screen(
        "talk",
        Text("visit.s.talk", "Talk with the child"),
        (
            *("x_alone", "x_interviewer", "x_compulsion", "x_abuse", "x_threat", "x_poverty", "x_consent"),
            *("x_home_known", "x_carer"),
        ),
        Text("m.alone", "Talk to the child without the employer."),
    ),
    Screen(
        LAW,
        Text("visit.s.law", "What the law says"),
        ("q16", "x_why_q16", "q17", "x_why_q17", "q18", "x_why_q18"),
        Text(
            "visit.s.law_hint",
            "This is proposed from your answers. Confirm it, or change it and say why.",
        ),
    ),
    Screen(
        WORST,
        Text("visit.s.worst", "Unconditional worst forms"),
        (*(f"q19{letter}" for letter in "abcdefghijkl"), "x_q19l"),
    ),
    Screen(
        "risks",
        Text("visit.s.risks", "Risks and consequences"),
        (
            *(f"q20{letter}" for letter in "abcdefg"),
            "q21",
            *(f"q22{letter}" for letter in "abcdefg"),
            *("x_q22g", "q23"),
        ),
    ),
    Screen(
        DECISION,
        Text("visit.s.decision", "Decision and hand-over"),
        ("x_decision", "x_decision_by", "x_decision_why", "x_given", "x_receiver_threat", "x_stay"),
    ),
)


def of(child: int) -> tuple[Screen, ...]:
    """Give the screens of a child; 0: those of the visit."""
    return OF_CHILD if child else OF_VISIT


def find(child: int, name: str) -> Screen | None:
    """Give a screen by its name; None: there is none of this name."""
    return next((one for one in of(child) if one.name == name), None)


def holding(question: str) -> Screen | None:
    """Give the screen on which a question stands."""
    return next((one for one in (*OF_VISIT, *OF_CHILD) if question in one.questions), None)


def after(child: int, name: str) -> str:
    """Give the name of the screen behind this one; "": it is the last."""
    names = [one.name for one in of(child)]
    place = names.index(name) + 1
    return names[place] if place < len(names) else ""
