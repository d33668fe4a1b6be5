"""Logs: one JSON object a line on standard error, of identifiers, states and durations. Never of people."""

import logging
import sys

import structlog


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
    logging.basicConfig(stream=sys.stderr, level=max(number, logging.WARNING), format="%(name)s: %(message)s")
    logging.getLogger("aiohttp.server").addFilter(Nameless())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
