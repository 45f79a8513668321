-- Breaks every clause from 1.1 to B.13 somewhere in a generated year, the more often the larger it is.

-- people: tenures of more than half a year and of more than a year, posts that exclude each other
UPDATE appointment SET ended_on = '2026-10-31' WHERE post = '验收' AND started_on = '2026-01-01';
INSERT INTO person (canteen_id, staff_no, name) VALUES (1, '1005', '员工1005');
INSERT INTO appointment (person_id, post, started_on) SELECT id, '采购', '2025-02-01' FROM person WHERE staff_no = '1005';
INSERT INTO appointment (person_id, post, started_on) SELECT id, '验收', '2026-08-01' FROM person WHERE staff_no = '3001';
INSERT INTO appointment (person_id, post, started_on) SELECT id, '会计', '2026-05-01' FROM person WHERE staff_no = '4001';

-- signatures: missing, of another day, twice by one person, by somebody else, approved too early
DELETE FROM signature WHERE id % 211 = 0;
UPDATE purchase SET accepted_on = date(accepted_on, '+1 day') WHERE id % 103 = 0;
UPDATE purchase SET accepted_on = NULL WHERE id % 107 = 0;
UPDATE signature SET signer = '2001' WHERE role = '审批人' AND purchase_id % 109 = 0;
UPDATE signature SET made_by = '9999' WHERE id % 499 = 0;
UPDATE signature SET signed_on = date(signed_on, '-2 days'), signed_at = date(signed_on, '-2 days') || ' 01:00:00.000000'
WHERE role = '审批人' AND purchase_id % 113 = 0;

-- what is bought: equipment, paper in two small purchases, computers on the catalogue, presents
INSERT INTO item (canteen_id, name, category, unit, in_catalogue, durable) VALUES
  (1, '蒸饭柜', '设备购置', '台', 0, 1), (1, '打印纸', '杂品', '箱', 0, 0), (1, '电脑', '设备购置', '台', 1, 1), (1, '礼品', '无关费用', '盒', 0, 0);
UPDATE line SET item_id = (SELECT id FROM item WHERE name = '蒸饭柜'), quantity = 1000, accepted = NULL, unit_price = 150000 WHERE line_no = 2 AND purchase_id % 61 = 0;
UPDATE line SET item_id = (SELECT id FROM item WHERE name = '打印纸'), quantity = 1000, accepted = NULL, unit_price = 60000 WHERE line_no = 3 AND purchase_id % 71 IN (0, 1);
UPDATE purchase SET supplier_id = 1 WHERE id % 71 IN (0, 1);
UPDATE line SET item_id = (SELECT id FROM item WHERE name = '电脑'), quantity = 1000, accepted = NULL, unit_price = 400000 WHERE line_no = 4 AND (purchase_id % 131 = 0 OR purchase_id % 137 = 0);
UPDATE line SET item_id = (SELECT id FROM item WHERE name = '礼品') WHERE line_no = 5 AND purchase_id % 181 = 0;
UPDATE line SET unit_price = unit_price * 2 WHERE id % 503 = 0;
INSERT INTO sourcing_case (canteen_id, number, matter, method) VALUES (1, 'LX-1', '调料', '询价'), (1, 'LX-2', '电脑', '集中采购');
INSERT INTO quote (case_id, supplier_id, quoted_on, amount) SELECT id, 2, '2026-01-01', 1000 FROM sourcing_case WHERE number = 'LX-1';
UPDATE purchase SET case_id = (SELECT id FROM sourcing_case WHERE number = 'LX-1') WHERE id % 127 = 0;
UPDATE purchase SET case_id = (SELECT id FROM sourcing_case WHERE number = 'LX-2') WHERE id % 131 = 0;
UPDATE supplier SET licence_until = '2026-06-30' WHERE id = 3;

-- receipts: slips, incomplete ones, one for several days, wrong amounts, registered twice, consecutive numbers
UPDATE receipt SET kind = '白条' WHERE id % 139 = 0;
UPDATE receipt SET kind = '自制购货报销单' WHERE id % 149 = 0;
UPDATE receipt SET buyer = NULL WHERE id % 151 = 0;
UPDATE receipt SET issued_on = NULL WHERE id % 157 = 0;
INSERT INTO cover (receipt_id, purchase_id) SELECT r.id, p.id FROM receipt r JOIN purchase p ON p.id = r.id - 100 WHERE r.id % 163 = 0;
UPDATE receipt SET amount = amount + 100 WHERE id % 167 = 0;
UPDATE receipt SET invoice_no = (SELECT invoice_no FROM receipt first WHERE first.id = receipt.id - 1) WHERE id % 193 = 0;
UPDATE receipt SET seller = '供应商01号商行', invoice_no = printf('99%018d', id), next_key = printf('/99%018d', id + 1) WHERE id % 197 IN (0, 1, 2);

-- payments: in cash, in two parts on a day, too much; income without its receipts; a second fund
UPDATE payment SET method = '现金' WHERE id % 97 = 0;
UPDATE payment SET method = '现金', supplier_id = 2, paid_on = strftime('%Y-%m-15', paid_on) WHERE id % 83 IN (0, 1);
UPDATE payment_part SET amount = amount + 500 WHERE id % 191 = 0;
UPDATE income SET amount = amount / 400;
UPDATE income SET receipt_no = 60010001 WHERE received_on >= '2026-11-01';
UPDATE income SET receipt_kind = '无', receipt_no = NULL WHERE received_on = '2026-05-01';
UPDATE budget SET amount = 1000 WHERE category = '零星食材';
UPDATE utility_bill SET opening = opening + 1000 WHERE month IN ('2026-05-01', '2026-10-01');

-- receptions of every kind, some of them bought for; nobody reports, discloses or inspects all the time
INSERT INTO reception_standard (canteen_id, kind, per_head, begins_on) VALUES (1, '会议接待', 4000, '2026-01-01');
INSERT INTO department_budget (canteen_id, year, department, amount) VALUES (1, 2026, '部门0', 100000);
INSERT INTO reception (canteen_id, number, held_on, kind, department, guests, companions, charge, cost, letter_no, approved_on, settled_on, settled)
SELECT 1, 'JD-' || id, purchased_on, iif(id % 2, '会议接待', '行政接待'), '部门' || (id % 3), 4 + id % 9, id % 6, 50000, 60000,
  iif(id % 4, '函', NULL), date(purchased_on, (id % 5 - 3) || ' days'), iif(id % 3, date(purchased_on, '+5 days'), NULL), iif(id % 3, 60000 - id % 2, NULL)
FROM purchase WHERE id % 29 = 0;
UPDATE purchase SET fund = '接待费', purpose = '接待', reception_id = (SELECT id FROM reception WHERE reception.number = 'JD-' || purchase.id) WHERE id % 58 = 0;
UPDATE purchase SET fund = '接待费' WHERE id % 179 = 0;
DELETE FROM disclosure WHERE month IN ('2026-05-01', '2026-10-01');
DELETE FROM inspection WHERE strftime('%m', inspected_on) IN ('06', '10');
