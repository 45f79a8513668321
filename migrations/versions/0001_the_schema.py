"""the schema."""

import sqlalchemy as sa
from alembic import op

from canteen import triggers

APPEND_ONLY = ('log_entry', 'kept_warning', 'snapshot', 'import_file')


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table('attempt',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index('ix_attempt_key_at', ['key', 'at'], unique=False)

    op.create_table('canteen',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('writes', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canteen')),
    sa.UniqueConstraint('code', name=op.f('uq_canteen_code'))
    )
    op.create_table('log_entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=200), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('object', sa.String(length=200), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('mac', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_entry')),
    sa.UniqueConstraint('hash', name=op.f('uq_log_entry_hash')),
    sa.UniqueConstraint('previous', name=op.f('uq_log_entry_previous'))
    )
    op.create_table('log_head',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('last_id', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('mac', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_head'))
    )
    op.create_table('unit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('tax_number', sa.String(length=18), nullable=True),
    sa.Column('demonstration', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit'))
    )
    op.create_table('user',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('username', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('code_hash', sa.String(length=200), nullable=True),
    sa.Column('code_expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pin_hash', sa.String(length=200), nullable=True),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('username', name=op.f('uq_user_username'))
    )
    op.create_table('canteen_month',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_canteen_month_canteen_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canteen_month')),
    sa.UniqueConstraint('canteen_id', 'month', name=op.f('uq_canteen_month_canteen_id_month'))
    )
    op.create_table('import_file',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('brought_by', sa.String(length=200), nullable=False),
    sa.Column('brought_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=4000), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_import_file_canteen_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_file'))
    )
    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_file_canteen_id'), ['canteen_id'], unique=False)

    op.create_table('kept_warning',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('clause', sa.String(length=16), nullable=False),
    sa.Column('document', sa.String(length=200), nullable=False),
    sa.Column('stage', sa.String(length=16), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('message', sa.String(length=4000), nullable=False),
    sa.Column('numbers', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_kept_warning_canteen_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_kept_warning_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_warning'))
    )
    with op.batch_alter_table('kept_warning', schema=None) as batch_op:
        batch_op.create_index('ix_kept_warning_canteen_id_document', ['canteen_id', 'document'], unique=False)

    op.create_table('login_session',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_login_session_canteen_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_login_session_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_login_session_token_hash'))
    )
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_login_session_user_id'), ['user_id'], unique=False)

    op.create_table('snapshot',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_snapshot_canteen_id')),
    sa.ForeignKeyConstraint(['taken_by'], ['user.id'], name=op.f('fk_snapshot_taken_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot'))
    )
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.create_index('ix_snapshot_canteen_id_month', ['canteen_id', 'month'], unique=False)

    op.create_table('account',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('fund', sa.String(length=16), nullable=False),
    sa.Column('opening', sa.BigInteger(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("fund IN ('伙食费', '接待费')", name=op.f('ck_account_fund')),
    sa.CheckConstraint("kind IN ('银行', '现金')", name=op.f('ck_account_kind')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_account_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_account_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('canteen_id', 'name', name=op.f('uq_account_canteen_id_name'))
    )
    op.create_table('answer',
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('clause', sa.String(length=16), nullable=False),
    sa.Column('document', sa.String(length=200), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('explanation', sa.String(length=4000), nullable=False),
    sa.Column('responsible', sa.String(length=200), nullable=False),
    sa.Column('supervisor', sa.String(length=200), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_answer_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_answer_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('canteen_id', 'month', 'clause', 'document', name=op.f('uq_answer_canteen_id_month_clause_document'))
    )
    op.create_table('budget',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("category IN ('大宗食材', '零星食材', '燃料', '设备购置', '维修', '杂品', '服务费', '水电费')", name=op.f('ck_budget_category')),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_budget_amount')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_budget_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_budget_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_budget')),
    sa.UniqueConstraint('canteen_id', 'year', 'category', 'version', name=op.f('uq_budget_canteen_id_year_category_version'))
    )
    op.create_table('clause_switch',
    sa.Column('clause', sa.String(length=16), nullable=False),
    sa.Column('off_from', sa.Date(), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_clause_switch_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clause_switch')),
    sa.UniqueConstraint('clause', 'off_from', name=op.f('uq_clause_switch_clause_off_from'))
    )
    op.create_table('department_budget',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('department', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_department_budget_amount')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_department_budget_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_department_budget_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_department_budget')),
    sa.UniqueConstraint('canteen_id', 'year', 'department', 'version', name=op.f('uq_department_budget_canteen_id_year_department_version'))
    )
    op.create_table('disclosure',
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_disclosure_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_disclosure_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosure')),
    sa.UniqueConstraint('canteen_id', 'month', 'published_on', name=op.f('uq_disclosure_canteen_id_month_published_on'))
    )
    op.create_table('inspection',
    sa.Column('inspected_on', sa.Date(), nullable=False),
    sa.Column('inspector', sa.String(length=200), nullable=False),
    sa.Column('sampled', sa.Integer(), nullable=False),
    sa.Column('conclusion', sa.String(length=4000), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('sampled >= 0', name=op.f('ck_inspection_sampled')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_inspection_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_inspection_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection')),
    sa.UniqueConstraint('canteen_id', 'inspected_on', 'inspector', name=op.f('uq_inspection_canteen_id_inspected_on_inspector'))
    )
    op.create_table('item',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('category', sa.String(length=16), nullable=False),
    sa.Column('unit', sa.String(length=200), nullable=False),
    sa.Column('in_catalogue', sa.Boolean(), nullable=False),
    sa.Column('durable', sa.Boolean(), nullable=False),
    sa.Column('pinyin', sa.String(length=400), nullable=True),
    sa.Column('initials', sa.String(length=200), nullable=True),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("category IN ('大宗食材', '零星食材', '燃料', '设备购置', '维修', '杂品', '服务费', '无关费用')", name=op.f('ck_item_category')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_item_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_item_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item')),
    sa.UniqueConstraint('canteen_id', 'name', name=op.f('uq_item_canteen_id_name'))
    )
    op.create_table('parameter_value',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('begins_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=4000), nullable=True),
    sa.Column('set_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_parameter_value_import_id')),
    sa.ForeignKeyConstraint(['set_by'], ['user.id'], name=op.f('fk_parameter_value_set_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parameter_value')),
    sa.UniqueConstraint('name', 'begins_on', name=op.f('uq_parameter_value_name_begins_on'))
    )
    op.create_table('person',
    sa.Column('staff_no', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_person_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_person_import_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_person_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('canteen_id', 'staff_no', name=op.f('uq_person_canteen_id_staff_no')),
    sa.UniqueConstraint('canteen_id', 'user_id', name=op.f('uq_person_canteen_id_user_id'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_user_id'), ['user_id'], unique=False)

    op.create_table('receipt',
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('invoice_code', sa.String(length=200), nullable=True),
    sa.Column('invoice_no', sa.String(length=200), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('buyer', sa.String(length=200), nullable=True),
    sa.Column('seller', sa.String(length=200), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('has_list', sa.Boolean(), nullable=False),
    sa.Column('invoice_key', sa.String(length=401), sa.Computed("trim(coalesce(invoice_code, ''), ' \t\r\n\xa0\u3000') || '/' || trim(invoice_no, ' \t\r\n\xa0\u3000')", persisted=True), nullable=True),
    sa.Column('next_key', sa.String(length=401), nullable=True),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("kind IN ('发票', '自制购货报销单', '白条')", name=op.f('ck_receipt_kind')),
    sa.CheckConstraint("state = 'draft' OR number IS NOT NULL", name=op.f('ck_receipt_numbered')),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_receipt_state')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_receipt_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_receipt_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_receipt_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_receipt_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_receipt_draft_key'))
    )
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.create_index('ix_receipt_canteen_id_issued_on', ['canteen_id', 'issued_on'], unique=False)
        batch_op.create_index('ix_receipt_invoice_key_canteen_id', ['invoice_key', 'canteen_id'], unique=False)

    op.create_table('receipt_book',
    sa.Column('number', sa.String(length=200), nullable=False),
    sa.Column('first_no', sa.BigInteger(), nullable=False),
    sa.Column('last_no', sa.BigInteger(), nullable=False),
    sa.Column('handed_out_on', sa.Date(), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('first_no >= 0 AND last_no >= first_no', name=op.f('ck_receipt_book_range')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_receipt_book_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_receipt_book_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt_book')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_receipt_book_canteen_id_number'))
    )
    op.create_table('reception',
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('department', sa.String(length=200), nullable=False),
    sa.Column('guests', sa.Integer(), nullable=False),
    sa.Column('companions', sa.Integer(), nullable=False),
    sa.Column('charge', sa.BigInteger(), nullable=False),
    sa.Column('cost', sa.BigInteger(), nullable=False),
    sa.Column('letter_no', sa.String(length=200), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.Column('settled', sa.BigInteger(), nullable=True),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("kind IN ('会议接待', '行政接待', '商务接待')", name=op.f('ck_reception_kind')),
    sa.CheckConstraint("state = 'draft' OR number IS NOT NULL", name=op.f('ck_reception_numbered')),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_reception_state')),
    sa.CheckConstraint('(settled_on IS NULL) = (settled IS NULL)', name=op.f('ck_reception_settled_whole')),
    sa.CheckConstraint('charge >= 0 AND cost >= 0 AND settled >= 0', name=op.f('ck_reception_amounts')),
    sa.CheckConstraint('guests >= 0 AND companions >= 0', name=op.f('ck_reception_heads')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_reception_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_reception_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_reception_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reception')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_reception_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_reception_draft_key'))
    )
    with op.batch_alter_table('reception', schema=None) as batch_op:
        batch_op.create_index('ix_reception_canteen_id_held_on', ['canteen_id', 'held_on'], unique=False)

    op.create_table('reception_report',
    sa.Column('until_month', sa.Date(), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_reception_report_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_reception_report_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reception_report')),
    sa.UniqueConstraint('canteen_id', 'until_month', 'reported_on', name=op.f('uq_reception_report_canteen_id_until_month_reported_on'))
    )
    op.create_table('reception_standard',
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('per_head', sa.BigInteger(), nullable=False),
    sa.Column('begins_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("kind IN ('会议接待', '行政接待', '商务接待')", name=op.f('ck_reception_standard_kind')),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= begins_on', name=op.f('ck_reception_standard_end_after_start')),
    sa.CheckConstraint('per_head >= 0', name=op.f('ck_reception_standard_per_head')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_reception_standard_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_reception_standard_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reception_standard')),
    sa.UniqueConstraint('canteen_id', 'kind', 'begins_on', name=op.f('uq_reception_standard_canteen_id_kind_begins_on'))
    )
    op.create_table('sourcing_case',
    sa.Column('matter', sa.String(length=200), nullable=False),
    sa.Column('method', sa.String(length=16), nullable=False),
    sa.Column('approval_no', sa.String(length=200), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("method IN ('集中采购', '询价')", name=op.f('ck_sourcing_case_method')),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_sourcing_case_state')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_sourcing_case_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_sourcing_case_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_sourcing_case_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sourcing_case')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_sourcing_case_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_sourcing_case_draft_key'))
    )
    op.create_table('supplier',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('tax_number', sa.String(length=200), nullable=True),
    sa.Column('licence', sa.String(length=200), nullable=True),
    sa.Column('licence_until', sa.Date(), nullable=True),
    sa.Column('bank', sa.String(length=200), nullable=True),
    sa.Column('bank_account', sa.String(length=200), nullable=True),
    sa.Column('pinyin', sa.String(length=400), nullable=True),
    sa.Column('initials', sa.String(length=200), nullable=True),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("kind IN ('固定经营场所', '零星摊贩')", name=op.f('ck_supplier_kind')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_supplier_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_supplier_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier')),
    sa.UniqueConstraint('canteen_id', 'name', name=op.f('uq_supplier_canteen_id_name'))
    )
    op.create_table('utility_bill',
    sa.Column('utility', sa.String(length=16), nullable=False),
    sa.Column('meter', sa.String(length=200), nullable=True),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('opening', sa.BigInteger(), nullable=False),
    sa.Column('closing', sa.BigInteger(), nullable=False),
    sa.Column('multiplier', sa.BigInteger(), nullable=True),
    sa.Column('unit_price', sa.BigInteger(), nullable=False),
    sa.Column('other_charges', sa.BigInteger(), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.Column('paid_amount', sa.BigInteger(), nullable=True),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_utility_bill_state')),
    sa.CheckConstraint("utility IN ('水', '电', '气')", name=op.f('ck_utility_bill_utility')),
    sa.CheckConstraint('(paid_on IS NULL) = (paid_amount IS NULL)', name=op.f('ck_utility_bill_paid_whole')),
    sa.CheckConstraint('multiplier >= 0', name=op.f('ck_utility_bill_multiplier')),
    sa.CheckConstraint('opening >= 0 AND closing >= 0', name=op.f('ck_utility_bill_readings')),
    sa.CheckConstraint('unit_price >= 0', name=op.f('ck_utility_bill_unit_price')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_utility_bill_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_utility_bill_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_utility_bill_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_utility_bill')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_utility_bill_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_utility_bill_draft_key'))
    )
    with op.batch_alter_table('utility_bill', schema=None) as batch_op:
        batch_op.create_index('ix_utility_bill_canteen_id_month', ['canteen_id', 'month'], unique=False)

    op.create_table('appointment',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('post', sa.String(length=16), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("post IN ('采购', '验收', '审批', '出纳', '会计', '监管', '部门经办', '管理员')", name=op.f('ck_appointment_post')),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= started_on', name=op.f('ck_appointment_end_after_start')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_appointment_import_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_appointment_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment')),
    sa.UniqueConstraint('person_id', 'post', 'started_on', name=op.f('uq_appointment_person_id_post_started_on'))
    )
    op.create_table('income',
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('receipt_kind', sa.String(length=16), nullable=False),
    sa.Column('receipt_no', sa.BigInteger(), nullable=True),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("kind IN ('伙食费', '伙食补助', '下脚料', '接待结算', '其他')", name=op.f('ck_income_kind')),
    sa.CheckConstraint("receipt_kind IN ('财政专用票据', '自制收据', '无')", name=op.f('ck_income_receipt_kind')),
    sa.CheckConstraint("state = 'draft' OR number IS NOT NULL", name=op.f('ck_income_numbered')),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_income_state')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_income_account_id')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_income_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_income_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_income_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_income')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_income_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_income_draft_key'))
    )
    with op.batch_alter_table('income', schema=None) as batch_op:
        batch_op.create_index('ix_income_canteen_id_receipt_no', ['canteen_id', 'receipt_no'], unique=False)
        batch_op.create_index('ix_income_canteen_id_received_on', ['canteen_id', 'received_on'], unique=False)

    op.create_table('payment',
    sa.Column('paid_on', sa.Date(), nullable=False),
    sa.Column('method', sa.String(length=16), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bank_ref', sa.String(length=200), nullable=True),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("method IN ('现金', '银行转账', '公务卡')", name=op.f('ck_payment_method')),
    sa.CheckConstraint("state = 'draft' OR number IS NOT NULL", name=op.f('ck_payment_numbered')),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_payment_state')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_payment_account_id')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_payment_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_payment_canteen_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_payment_import_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_payment_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_payment_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_payment_draft_key'))
    )
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.create_index('ix_payment_canteen_id_paid_on', ['canteen_id', 'paid_on'], unique=False)
        batch_op.create_index('ix_payment_supplier_id_paid_on', ['supplier_id', 'paid_on'], unique=False)

    op.create_table('purchase',
    sa.Column('purchased_on', sa.Date(), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fund', sa.String(length=16), nullable=False),
    sa.Column('purpose', sa.String(length=16), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reception_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("fund IN ('伙食费', '接待费')", name=op.f('ck_purchase_fund')),
    sa.CheckConstraint("purpose IN ('职工伙食', '接待')", name=op.f('ck_purchase_purpose')),
    sa.CheckConstraint("state = 'draft' OR number IS NOT NULL", name=op.f('ck_purchase_numbered')),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_purchase_state')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_purchase_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_purchase_canteen_id')),
    sa.ForeignKeyConstraint(['case_id'], ['sourcing_case.id'], name=op.f('fk_purchase_case_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_purchase_import_id')),
    sa.ForeignKeyConstraint(['reception_id'], ['reception.id'], name=op.f('fk_purchase_reception_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_purchase_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purchase')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_purchase_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_purchase_draft_key'))
    )
    with op.batch_alter_table('purchase', schema=None) as batch_op:
        batch_op.create_index('ix_purchase_canteen_id_purchased_on', ['canteen_id', 'purchased_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_purchase_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_purchase_reception_id'), ['reception_id'], unique=False)
        batch_op.create_index('ix_purchase_supplier_id_purchased_on', ['supplier_id', 'purchased_on'], unique=False)

    op.create_table('quote',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quoted_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_quote_amount')),
    sa.ForeignKeyConstraint(['case_id'], ['sourcing_case.id'], name=op.f('fk_quote_case_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_quote_import_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_quote_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quote')),
    sa.UniqueConstraint('case_id', 'supplier_id', 'quoted_on', name=op.f('uq_quote_case_id_supplier_id_quoted_on'))
    )
    op.create_table('transfer',
    sa.Column('moved_on', sa.Date(), nullable=False),
    sa.Column('from_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('to_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('bank_ref', sa.String(length=200), nullable=True),
    sa.Column('number', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=16), server_default=sa.text("'live'"), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('canteen_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'live', 'void')", name=op.f('ck_transfer_state')),
    sa.CheckConstraint('from_id <> to_id', name=op.f('ck_transfer_two_accounts')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_transfer_author_id')),
    sa.ForeignKeyConstraint(['canteen_id'], ['canteen.id'], name=op.f('fk_transfer_canteen_id')),
    sa.ForeignKeyConstraint(['from_id'], ['account.id'], name=op.f('fk_transfer_from_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_transfer_import_id')),
    sa.ForeignKeyConstraint(['to_id'], ['account.id'], name=op.f('fk_transfer_to_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transfer')),
    sa.UniqueConstraint('canteen_id', 'number', name=op.f('uq_transfer_canteen_id_number')),
    sa.UniqueConstraint('draft_key', name=op.f('uq_transfer_draft_key'))
    )
    op.create_table('asset_handover',
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line_no', sa.Integer(), nullable=False),
    sa.Column('copy_on', sa.Date(), nullable=True),
    sa.Column('asset_no', sa.String(length=200), nullable=True),
    sa.Column('registered_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_asset_handover_import_id')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_asset_handover_purchase_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_asset_handover')),
    sa.UniqueConstraint('purchase_id', 'line_no', name=op.f('uq_asset_handover_purchase_id_line_no'))
    )
    op.create_table('cover',
    sa.Column('receipt_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_cover_import_id')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_cover_purchase_id')),
    sa.ForeignKeyConstraint(['receipt_id'], ['receipt.id'], name=op.f('fk_cover_receipt_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cover')),
    sa.UniqueConstraint('receipt_id', 'purchase_id', name=op.f('uq_cover_receipt_id_purchase_id'))
    )
    with op.batch_alter_table('cover', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cover_purchase_id'), ['purchase_id'], unique=False)

    op.create_table('line',
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line_no', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('unit_price', sa.BigInteger(), nullable=False),
    sa.Column('accepted', sa.BigInteger(), nullable=True),
    sa.Column('ordered_amount', sa.BigInteger(), sa.Computed('(quantity * unit_price + 500) / 1000', persisted=True), nullable=False),
    sa.Column('amount', sa.BigInteger(), sa.Computed('(coalesce(accepted, quantity) * unit_price + 500) / 1000', persisted=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('accepted >= 0', name=op.f('ck_line_accepted')),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_line_quantity')),
    sa.CheckConstraint('unit_price >= 0', name=op.f('ck_line_unit_price')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_line_import_id')),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_line_item_id')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_line_purchase_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_line')),
    sa.UniqueConstraint('purchase_id', 'line_no', name=op.f('uq_line_purchase_id_line_no'))
    )
    with op.batch_alter_table('line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_line_item_id'), ['item_id'], unique=False)

    op.create_table('payment_part',
    sa.Column('payment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_payment_part_import_id')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_payment_part_payment_id')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_payment_part_purchase_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_part')),
    sa.UniqueConstraint('payment_id', 'purchase_id', name=op.f('uq_payment_part_payment_id_purchase_id'))
    )
    with op.batch_alter_table('payment_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payment_part_purchase_id'), ['purchase_id'], unique=False)

    op.create_table('signature',
    sa.Column('purchase_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('signer', sa.String(length=200), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('made_by', sa.String(length=200), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('strokes', sa.String(length=65536), nullable=True),
    sa.Column('set_aside_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('set_aside_why', sa.String(length=4000), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.String(length=16), server_default=sa.text("'product'"), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("origin <> 'product' OR digest IS NOT NULL", name=op.f('ck_signature_digest_where_made_here')),
    sa.CheckConstraint("role IN ('采购人', '验收人', '审批人', '出售人')", name=op.f('ck_signature_role')),
    sa.ForeignKeyConstraint(['import_id'], ['import_file.id'], name=op.f('fk_signature_import_id')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_signature_purchase_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('purchase_id', 'role', 'signer', 'signed_at', name=op.f('uq_signature_purchase_id_role_signer_signed_at'))
    )
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.create_index('ix_signature_signed_on_purchase_id', ['signed_on', 'purchase_id'], unique=False)

    triggers.install(op.get_bind(), *APPEND_ONLY)


def downgrade() -> None:
    """Go back."""
    triggers.remove(op.get_bind(), *APPEND_ONLY)
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_index('ix_signature_signed_on_purchase_id')

    op.drop_table('signature')
    with op.batch_alter_table('payment_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payment_part_purchase_id'))

    op.drop_table('payment_part')
    with op.batch_alter_table('line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_line_item_id'))

    op.drop_table('line')
    with op.batch_alter_table('cover', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cover_purchase_id'))

    op.drop_table('cover')
    op.drop_table('asset_handover')
    op.drop_table('transfer')
    op.drop_table('quote')
    with op.batch_alter_table('purchase', schema=None) as batch_op:
        batch_op.drop_index('ix_purchase_supplier_id_purchased_on')
        batch_op.drop_index(batch_op.f('ix_purchase_reception_id'))
        batch_op.drop_index(batch_op.f('ix_purchase_case_id'))
        batch_op.drop_index('ix_purchase_canteen_id_purchased_on')

    op.drop_table('purchase')
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.drop_index('ix_payment_supplier_id_paid_on')
        batch_op.drop_index('ix_payment_canteen_id_paid_on')

    op.drop_table('payment')
    with op.batch_alter_table('income', schema=None) as batch_op:
        batch_op.drop_index('ix_income_canteen_id_received_on')
        batch_op.drop_index('ix_income_canteen_id_receipt_no')

    op.drop_table('income')
    op.drop_table('appointment')
    with op.batch_alter_table('utility_bill', schema=None) as batch_op:
        batch_op.drop_index('ix_utility_bill_canteen_id_month')

    op.drop_table('utility_bill')
    op.drop_table('supplier')
    op.drop_table('sourcing_case')
    op.drop_table('reception_standard')
    op.drop_table('reception_report')
    with op.batch_alter_table('reception', schema=None) as batch_op:
        batch_op.drop_index('ix_reception_canteen_id_held_on')

    op.drop_table('reception')
    op.drop_table('receipt_book')
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.drop_index('ix_receipt_invoice_key_canteen_id')
        batch_op.drop_index('ix_receipt_canteen_id_issued_on')

    op.drop_table('receipt')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_user_id'))

    op.drop_table('person')
    op.drop_table('parameter_value')
    op.drop_table('item')
    op.drop_table('inspection')
    op.drop_table('disclosure')
    op.drop_table('department_budget')
    op.drop_table('clause_switch')
    op.drop_table('budget')
    op.drop_table('answer')
    op.drop_table('account')
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.drop_index('ix_snapshot_canteen_id_month')

    op.drop_table('snapshot')
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_login_session_user_id'))

    op.drop_table('login_session')
    with op.batch_alter_table('kept_warning', schema=None) as batch_op:
        batch_op.drop_index('ix_kept_warning_canteen_id_document')

    op.drop_table('kept_warning')
    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_file_canteen_id'))

    op.drop_table('import_file')
    op.drop_table('canteen_month')
    op.drop_table('user')
    op.drop_table('unit')
    op.drop_table('log_head')
    op.drop_table('log_entry')
    op.drop_table('canteen')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_attempt_key_at')

    op.drop_table('attempt')
