"""Logs: of identifiers, states and durations, never of people. What each line means: docs/OBSERVABILITY.md.

One JSON object a line on standard error; at a terminal, where a person reads, a line of words.
"""

import logging
import sys

import structlog
from structlog.typing import Processor


class Nameless(logging.Filter):
    """Of what aiohttp's server says, only the kind of error: it would print addresses and what was sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; none is dropped."""
        kind = record.exc_info[0] if record.exc_info else None
        record.msg, record.args = f"a request failed: {kind.__name__ if kind else 'no reason'}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def configure(level: str) -> None:
    """Set up logging for this process; libraries speak from warning on, whatever the level."""
    number = logging.getLevelNamesMapping()[level.upper()]
    shown = _shown(is_terminal=sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_of_library, *_TOLD],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shown],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING))
    logging.getLogger("aiohttp.server").addFilter(Nameless())
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *_TOLD, *shown],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


_TOLD: list[Processor] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def _shown(*, is_terminal: bool) -> list[Processor]:
    if is_terminal:
        # Never its own way with errors, which prints what the variables held.
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    return [
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        ),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def _of_library(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """What a library says: its words go under `said`, its name under `library`."""
    record: logging.LogRecord = event["_record"]
    return {**event, "event": "library.spoke", "library": record.name, "said": event["event"]}
