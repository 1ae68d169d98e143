"""Runs the migrations on the connection that the catalog hands over (no alembic.ini)."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # A migration and the record of it stand or fall together, in SQLite as well.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
