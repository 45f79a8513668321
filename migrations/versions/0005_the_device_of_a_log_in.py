"""the device of a log-in; files are found by their digest."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column('login_session', sa.Column('device', sa.String(length=64), nullable=True))
    op.create_index('ix_attachment_sha256', 'attachment', ['sha256'])


def downgrade() -> None:
    """Go back."""
    op.drop_index('ix_attachment_sha256', 'attachment')
    op.drop_column('login_session', 'device')
