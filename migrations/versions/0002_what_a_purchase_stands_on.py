"""what a purchase stands on."""

import sqlalchemy as sa
from alembic import op

from canteen import triggers

APPEND_ONLY = ('quote', 'quote_line', 'spoiled_receipt', 'change', 'attachment', 'endorsement')
CATEGORIES = ('大宗食材', '零星食材', '燃料', '设备购置', '维修', '杂品', '服务费', '无关费用')


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table('change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('thing', sa.String(length=200), nullable=False),
    sa.Column('field', sa.String(length=200), nullable=False),
    sa.Column('before', sa.String(length=4000), nullable=True),
    sa.Column('after', sa.String(length=4000), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change'))
    )
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index('ix_change_thing', ['thing'], unique=False)

    op.create_table('attachment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('thing', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('media', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('shown', sa.String(length=64), nullable=True),
    sa.Column('added_by', sa.String(length=200), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_attachment_canteen_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment'))
    )
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.create_index('ix_attachment_thing', ['thing'], unique=False)

    op.create_table('endorsement',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('act', sa.String(length=16), nullable=False),
    sa.Column('thing', sa.String(length=200), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('signer', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('posts', sa.String(length=200), nullable=False),
    sa.Column('strokes', sa.String(length=65536), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_endorsement_canteen_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_endorsement_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_endorsement'))
    )
    with op.batch_alter_table('endorsement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_endorsement_canteen_id'), ['canteen_id'], unique=False)
        batch_op.create_index('ix_endorsement_thing_act', ['thing', 'act'], unique=False)

    op.create_table('parked_form',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('typed', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_parked_form_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parked_form'))
    )
    with op.batch_alter_table('parked_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_parked_form_user_id'), ['user_id'], unique=False)

    op.create_table('parameter_confirmation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('confirmed_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['confirmed_by'], ['user.id'], name=op.f('fk_parameter_confirmation_confirmed_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parameter_confirmation'))
    )
    op.create_table('pin',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.String(length=200), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why_ended', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_pin_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pin'))
    )
    with op.batch_alter_table('pin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pin_user_id'), ['user_id'], unique=False)

    op.create_table('sent_form',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sent_form_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_form')),
    sa.UniqueConstraint('key', name=op.f('uq_sent_form_key'))
    )
    op.create_table('challenge',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nonce_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('drawing', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('session_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('act', sa.String(length=16), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['login_session.id'], name=op.f('fk_challenge_session_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_challenge_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_challenge')),
    sa.UniqueConstraint('drawing', name=op.f('uq_challenge_drawing')),
    sa.UniqueConstraint('nonce_hash', name=op.f('uq_challenge_nonce_hash'))
    )
    op.create_table('department',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_department_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_department_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_department')),
    sa.UniqueConstraint('canteen_id', 'name', name=op.f('uq_department_canteen_id_name'))
    )
    op.create_table('late_entry',
    sa.Column('matter', sa.String(length=200), nullable=False),
    sa.Column('sheets', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(length=4000), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why_returned', sa.String(length=200), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_late_entry_state')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_late_entry_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_late_entry_canteen_id')),
    sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f('fk_late_entry_decided_by')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_late_entry_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_late_entry'))
    )
    with op.batch_alter_table('late_entry', schema=None) as batch_op:
        batch_op.create_index('ix_late_entry_canteen_id_state', ['canteen_id', 'state'], unique=False)

    op.create_table('void_request',
    sa.Column('thing', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_void_request_state')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_void_request_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_void_request_canteen_id')),
    sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f('fk_void_request_decided_by')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_void_request_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_void_request'))
    )
    with op.batch_alter_table('void_request', schema=None) as batch_op:
        batch_op.create_index('ix_void_request_canteen_id_thing', ['canteen_id', 'thing'], unique=False)

    op.create_table('case_line',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line_no', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=True),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_case_line_quantity')),
    sa.ForeignKeyConstraint(['case_id'], ['sourcing_case.id'], name=op.f('fk_case_line_case_id')),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_case_line_item_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_line')),
    sa.UniqueConstraint('case_id', 'line_no', name=op.f('uq_case_line_case_id_line_no'))
    )
    op.create_table('spoiled_receipt',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('book_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('receipt_no', sa.BigInteger(), nullable=False),
    sa.Column('spoiled_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['receipt_book.id'], name=op.f('fk_spoiled_receipt_book_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_spoiled_receipt')),
    sa.UniqueConstraint('book_id', 'receipt_no', name=op.f('uq_spoiled_receipt_book_id_receipt_no'))
    )
    op.create_table('quote_line',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line_no', sa.Integer(), nullable=False),
    sa.Column('unit_price', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('unit_price >= 0', name=op.f('ck_quote_line_unit_price')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_quote_line_quote_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quote_line')),
    sa.UniqueConstraint('quote_id', 'line_no', name=op.f('uq_quote_line_quote_id_line_no'))
    )
    op.create_table('utility_charge',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bill_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('tier', sa.String(length=200), nullable=True),
    sa.Column('quantity', sa.BigInteger(), nullable=True),
    sa.Column('unit_price', sa.BigInteger(), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bill_id'], ['utility_bill.id'], name=op.f('fk_utility_charge_bill_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_utility_charge'))
    )
    with op.batch_alter_table('utility_charge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_utility_charge_bill_id'), ['bill_id'], unique=False)

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('holder', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('retired_on', sa.Date(), nullable=True))

    with op.batch_alter_table('appointment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stands_in_for', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('follows', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.String(length=200), nullable=True))

    with op.batch_alter_table('budget', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reason', sa.String(length=4000), nullable=True))
        batch_op.add_column(sa.Column('set_by', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('set_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('department_budget', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reason', sa.String(length=4000), nullable=True))
        batch_op.add_column(sa.Column('set_by', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('set_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('income', schema=None) as batch_op:
        batch_op.add_column(sa.Column('department', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('reception_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('note', sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f('ix_income_reception_id'), ['reception_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_income_reception_id'), 'reception', ['reception_id'], ['id'])

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('usual_price', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('unconfirmed', sa.Boolean(), server_default=sa.text('false'), nullable=False))

    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('line', recreate='never') as batch_op:
        batch_op.add_column(sa.Column('note', sa.String(length=200), nullable=True))

    with op.batch_alter_table('receipt_book', schema=None) as batch_op:
        batch_op.add_column(sa.Column('handed_to', sa.String(length=200), nullable=True))

    with op.batch_alter_table('sourcing_case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('opened_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('category', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('estimate', sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint('category', sa.column('category').in_(CATEGORIES))

    with op.batch_alter_table('supplier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('phone', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('unconfirmed', sa.Boolean(), server_default=sa.text('false'), nullable=False))

    with op.batch_alter_table('transfer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fee', sa.BigInteger(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('note', sa.String(length=200), nullable=True))

    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_column('pin_hash')

    with op.batch_alter_table('utility_bill', schema=None) as batch_op:
        batch_op.add_column(sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_utility_bill_account_id'), 'account', ['account_id'], ['id'])

    triggers.install(op.get_bind(), *APPEND_ONLY)


def downgrade() -> None:
    """Go back."""
    triggers.remove(op.get_bind(), *APPEND_ONLY)
    with op.batch_alter_table('utility_bill', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_utility_bill_account_id'), type_='foreignkey')
        batch_op.drop_column('account_id')

    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pin_hash', sa.VARCHAR(length=200), nullable=True))

    with op.batch_alter_table('transfer', schema=None) as batch_op:
        batch_op.drop_column('note')
        batch_op.drop_column('fee')

    with op.batch_alter_table('supplier', schema=None) as batch_op:
        batch_op.drop_column('unconfirmed')
        batch_op.drop_column('phone')

    with op.batch_alter_table('sourcing_case', schema=None) as batch_op:
        batch_op.drop_constraint('category', type_='check')
        batch_op.drop_column('estimate')
        batch_op.drop_column('category')
        batch_op.drop_column('opened_on')

    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.drop_column('confirmed_at')

    with op.batch_alter_table('line', recreate='never') as batch_op:
        batch_op.drop_column('note')

    with op.batch_alter_table('receipt_book', schema=None) as batch_op:
        batch_op.drop_column('handed_to')

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_column('unconfirmed')
        batch_op.drop_column('usual_price')

    with op.batch_alter_table('income', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_income_reception_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_income_reception_id'))
        batch_op.drop_column('note')
        batch_op.drop_column('reception_id')
        batch_op.drop_column('department')

    with op.batch_alter_table('department_budget', schema=None) as batch_op:
        batch_op.drop_column('set_at')
        batch_op.drop_column('set_by')
        batch_op.drop_column('reason')

    with op.batch_alter_table('budget', schema=None) as batch_op:
        batch_op.drop_column('set_at')
        batch_op.drop_column('set_by')
        batch_op.drop_column('reason')

    with op.batch_alter_table('appointment', schema=None) as batch_op:
        batch_op.drop_column('reason')
        batch_op.drop_column('follows')
        batch_op.drop_column('stands_in_for')

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('retired_on')
        batch_op.drop_column('holder')

    with op.batch_alter_table('utility_charge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_utility_charge_bill_id'))

    op.drop_table('utility_charge')
    op.drop_table('quote_line')
    op.drop_table('spoiled_receipt')
    op.drop_table('case_line')
    with op.batch_alter_table('void_request', schema=None) as batch_op:
        batch_op.drop_index('ix_void_request_canteen_id_thing')

    op.drop_table('void_request')
    with op.batch_alter_table('late_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_late_entry_canteen_id_state')

    op.drop_table('late_entry')
    op.drop_table('department')
    op.drop_table('challenge')
    op.drop_table('sent_form')
    with op.batch_alter_table('pin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pin_user_id'))

    op.drop_table('pin')
    op.drop_table('parameter_confirmation')
    with op.batch_alter_table('parked_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_parked_form_user_id'))

    op.drop_table('parked_form')
    with op.batch_alter_table('endorsement', schema=None) as batch_op:
        batch_op.drop_index('ix_endorsement_thing_act')
        batch_op.drop_index(batch_op.f('ix_endorsement_canteen_id'))

    op.drop_table('endorsement')
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_index('ix_attachment_thing')

    op.drop_table('attachment')
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index('ix_change_thing')

    op.drop_table('change')
