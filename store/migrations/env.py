"""Run by Alembic: migrates over the connection that `store.upgrading` hands in, in its transaction."""

from alembic import context

from store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()
