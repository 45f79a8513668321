"""the purchase."""

import sqlalchemy as sa
from alembic import op

from canteen import triggers

VIA = ('同机签名', '扫码签名')


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table('sent_back',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amiss', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.String(length=4000), nullable=False),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("amiss IN ('订单', '实物', '票据')", name=op.f('ck_sent_back_amiss')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_sent_back_purchase_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_back'))
    )
    with op.batch_alter_table('sent_back', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sent_back_purchase_id'), ['purchase_id'], unique=False)

    op.create_table('write_off',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('amount BETWEEN 1 AND 100', name=op.f('ck_write_off_amount')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_write_off_purchase_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_write_off')),
    sa.UniqueConstraint('purchase_id', name=op.f('uq_write_off_purchase_id'))
    )
    op.create_table('weighing',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('gross', sa.BigInteger(), nullable=True),
    sa.Column('tare', sa.BigInteger(), nullable=True),
    sa.Column('accepted', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=True),
    sa.Column('batch', sa.String(length=200), nullable=True),
    sa.Column('best_before', sa.Date(), nullable=True),
    sa.Column('certificate', sa.String(length=200), nullable=True),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('accepted >= 0', name=op.f('ck_weighing_accepted')),
    sa.CheckConstraint('gross >= 0 AND tare >= 0', name=op.f('ck_weighing_weights')),
    sa.ForeignKeyConstraint(['line_id'], ['line.id'], name=op.f('fk_weighing_line_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weighing'))
    )
    with op.batch_alter_table('weighing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_weighing_line_id'), ['line_id'], unique=False)

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('own_money', sa.Boolean(), server_default=sa.text('false'), nullable=False))

    with op.batch_alter_table('cover', schema=None) as batch_op:
        batch_op.add_column(sa.Column('endorsement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_cover_endorsement_id'), 'endorsement', ['endorsement_id'], ['id'])

    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('note', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('stated_by', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('confirmed_by', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('receipt', recreate='never') as batch_op:
        batch_op.add_column(sa.Column('listed', sa.JSON(), nullable=True))

    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.add_column(sa.Column('content', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('name', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('posts', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('via', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('phone', sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f('ix_signature_user_id'), ['user_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_signature_user_id'), 'user', ['user_id'], ['id'])
        batch_op.create_check_constraint('via', sa.column('via').in_(VIA))

    triggers.install(op.get_bind(), 'weighing')


def downgrade() -> None:
    """Go back."""
    triggers.remove(op.get_bind(), 'weighing')
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_signature_via'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_signature_user_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_signature_user_id'))
        batch_op.drop_column('phone')
        batch_op.drop_column('via')
        batch_op.drop_column('user_id')
        batch_op.drop_column('posts')
        batch_op.drop_column('name')
        batch_op.drop_column('content')

    with op.batch_alter_table('receipt', recreate='never') as batch_op:
        batch_op.drop_column('listed')

    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('confirmed_by')
        batch_op.drop_column('stated_by')
        batch_op.drop_column('note')

    with op.batch_alter_table('cover', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_cover_endorsement_id'), type_='foreignkey')
        batch_op.drop_column('endorsement_id')

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('own_money')

    with op.batch_alter_table('weighing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_weighing_line_id'))

    op.drop_table('weighing')
    op.drop_table('write_off')
    with op.batch_alter_table('sent_back', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sent_back_purchase_id'))

    op.drop_table('sent_back')
