"""What Alembic runs: the migrations, on the connection that `ledger.migrate` hands over."""

from alembic import context

from sayso.ledger.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
