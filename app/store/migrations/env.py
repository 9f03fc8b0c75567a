"""Alembic's entry: runs on the connection that `app.store.migrate.upgrade` hands over, in its transaction."""

from alembic import context

from app.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=False)
context.run_migrations()
