"""the lines that wait for a price."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table('open_line',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=True),
    sa.Column('unit_price', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=True),
    sa.CheckConstraint('quantity IS NULL OR unit_price IS NULL', name=op.f('ck_open_line_open')),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_open_line_quantity')),
    sa.CheckConstraint('unit_price >= 0', name=op.f('ck_open_line_unit_price')),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_open_line_item_id')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_open_line_purchase_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_open_line')),
    sa.UniqueConstraint('purchase_id', 'position', name=op.f('uq_open_line_purchase_id_position'))
    )
    with op.batch_alter_table('open_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_open_line_item_id'), ['item_id'], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table('open_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_open_line_item_id'))

    op.drop_table('open_line')
