-- The questions of the notice's clauses as an SQL programmer would ask them of a month, for SQLite. Each statement
-- gives the document and the amount at stake, in fen; the ones headed "subjects of" count what the clauses look at.
-- :month and :month_end are its first and last day, :until the earlier of :month_end and :as_of.

-- 1.1
SELECT p.number, NULL
FROM purchase p
LEFT JOIN signature s ON s.purchase_id = p.id AND s.role = '采购人' AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
GROUP BY p.id
HAVING count(DISTINCT s.signer) < coalesce((SELECT value FROM parameter_value WHERE name = 'min_purchasers' AND begins_on <= p.purchased_on ORDER BY begins_on DESC LIMIT 1), 2);

-- 1.2
SELECT p.number, NULL
FROM purchase p
LEFT JOIN signature s ON s.purchase_id = p.id AND s.role = '验收人' AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
GROUP BY p.id
HAVING count(DISTINCT s.signer) < coalesce((SELECT value FROM parameter_value WHERE name = 'min_receivers' AND begins_on <= p.purchased_on ORDER BY begins_on DESC LIMIT 1), 2);

-- 1.3
SELECT p.number, NULL
FROM purchase p
JOIN signature s ON s.purchase_id = p.id AND s.role = '验收人' AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  AND (p.accepted_on IS NULL OR p.accepted_on > :as_of OR s.signed_on <> p.accepted_on)
GROUP BY p.id;

-- 1.4
WITH spell AS (
  SELECT person_id, post, started_on, ended_on,
    max(coalesce(ended_on, '9999-12-31')) OVER (PARTITION BY person_id, post ORDER BY started_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS left_on
  FROM appointment
  WHERE post IN ('采购', '验收') AND started_on <= :until
), tenure AS (
  SELECT person_id, post,
    max(started_on) FILTER (WHERE left_on IS NULL OR julianday(started_on) - julianday(left_on) > coalesce((SELECT value FROM parameter_value WHERE name = 'rotation_gap_days' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 90)) AS began
  FROM spell
  GROUP BY person_id, post
  HAVING max(ended_on IS NULL OR ended_on > :as_of OR ended_on >= :month_end)
), aged AS (
  SELECT *, strftime('%Y', :month_end) * 12 + strftime('%m', :month_end) - strftime('%Y', began) * 12 - strftime('%m', began) - (strftime('%d', began) >= strftime('%d', :month_end)) AS months
  FROM tenure
)
SELECT staff_no || '/' || post, NULL
FROM aged
JOIN person ON person.id = person_id AND canteen_id = :canteen
WHERE months >= coalesce((SELECT value FROM parameter_value WHERE name = 'rotation_max_months' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 12);

-- 1.5
WITH spell AS (
  SELECT person_id, post, started_on, ended_on,
    max(coalesce(ended_on, '9999-12-31')) OVER (PARTITION BY person_id, post ORDER BY started_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS left_on
  FROM appointment
  WHERE post IN ('采购', '验收') AND started_on <= :until
), tenure AS (
  SELECT person_id, post,
    max(started_on) FILTER (WHERE left_on IS NULL OR julianday(started_on) - julianday(left_on) > coalesce((SELECT value FROM parameter_value WHERE name = 'rotation_gap_days' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 90)) AS began
  FROM spell
  GROUP BY person_id, post
  HAVING max(ended_on IS NULL OR ended_on > :as_of OR ended_on >= :month_end)
), aged AS (
  SELECT *, strftime('%Y', :month_end) * 12 + strftime('%m', :month_end) - strftime('%Y', began) * 12 - strftime('%m', began) - (strftime('%d', began) >= strftime('%d', :month_end)) AS months
  FROM tenure
)
SELECT staff_no || '/' || post, NULL
FROM aged
JOIN person ON person.id = person_id AND canteen_id = :canteen
WHERE months >= coalesce((SELECT value FROM parameter_value WHERE name = 'rotation_advise_months' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 6)
  AND months < coalesce((SELECT value FROM parameter_value WHERE name = 'rotation_max_months' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 12);

-- 1.6
SELECT DISTINCT p.number, NULL
FROM purchase p
JOIN signature s ON s.purchase_id = p.id AND s.role IN ('采购人', '验收人', '审批人') AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
GROUP BY p.id, s.signer
HAVING count(DISTINCT s.role) > 1;

-- 1.7
SELECT staff_no, NULL
FROM person
JOIN appointment a ON a.person_id = person.id
WHERE canteen_id = :canteen AND post IN ('采购', '验收', '审批') AND started_on <= :until
  AND (ended_on IS NULL OR ended_on > :as_of OR ended_on >= :month_end)
GROUP BY person.id
HAVING count(DISTINCT post) > 1;

-- 2.1
SELECT p.number, sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount))
FROM purchase p
JOIN line l ON l.purchase_id = p.id
JOIN item i ON i.id = l.item_id
LEFT JOIN sourcing_case c ON c.id = p.case_id AND c.state = 'live' AND c.method = '集中采购'
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until AND c.id IS NULL
GROUP BY p.id
HAVING max(i.in_catalogue);

-- 2.2
SELECT p.number, sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount))
FROM purchase p
JOIN line l ON l.purchase_id = p.id
JOIN item i ON i.id = l.item_id
LEFT JOIN sourcing_case c ON c.id = p.case_id AND c.state = 'live' AND c.approval_no IS NOT NULL AND c.approved_on <= p.purchased_on
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until AND c.id IS NULL
GROUP BY p.id
HAVING max(i.in_catalogue);

-- 2.3
WITH wanted AS (
  SELECT p.id, p.number, p.purchased_on, p.case_id, sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) AS amount
  FROM purchase p
  JOIN line l ON l.purchase_id = p.id
  JOIN item i ON i.id = l.item_id AND i.category IN ('设备购置', '杂品')
  LEFT JOIN sourcing_case c ON c.id = p.case_id AND c.state = 'live' AND c.method = '集中采购' AND c.approval_no IS NOT NULL AND c.approved_on <= p.purchased_on
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until AND c.id IS NULL
  GROUP BY p.id
  HAVING amount > 0
)
SELECT number, amount
FROM wanted
WHERE amount >= coalesce((SELECT value FROM parameter_value WHERE name = 'quote_floor' AND begins_on <= purchased_on ORDER BY begins_on DESC LIMIT 1), 100000)
  AND NOT EXISTS (SELECT 1 FROM line l JOIN item i ON i.id = l.item_id WHERE l.purchase_id = wanted.id AND i.in_catalogue)
  AND (SELECT count(DISTINCT q.supplier_id) FROM quote q JOIN sourcing_case c ON c.id = q.case_id AND c.state = 'live' WHERE q.case_id = wanted.case_id AND q.quoted_on <= purchased_on)
    < coalesce((SELECT value FROM parameter_value WHERE name = 'min_quotes' AND begins_on <= purchased_on ORDER BY begins_on DESC LIMIT 1), 3);

-- 2.4
WITH quoted AS (
  SELECT p.id, p.number, p.accepted_on, min(q.amount) AS lowest, min(q.amount) FILTER (WHERE q.supplier_id = p.supplier_id) AS own
  FROM purchase p
  JOIN sourcing_case c ON c.id = p.case_id AND c.state = 'live' AND c.method = '询价'
  JOIN quote q ON q.case_id = c.id AND q.quoted_on <= p.purchased_on
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  GROUP BY p.id
)
SELECT number, sum(iif(accepted_on > :as_of, l.ordered_amount, l.amount)) AS amount
FROM quoted
JOIN line l ON l.purchase_id = quoted.id
GROUP BY quoted.id
HAVING own IS NULL OR own > lowest OR amount > own;

-- 3.1
SELECT p.number, (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, amount)) FROM line WHERE purchase_id = p.id)
FROM purchase p
JOIN supplier s ON s.id = p.supplier_id AND s.kind = '固定经营场所'
JOIN cover c ON c.purchase_id = p.id
JOIN receipt r ON r.id = c.receipt_id AND r.state = 'live' AND coalesce(r.issued_on, :as_of) <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
GROUP BY p.id
HAVING NOT max(r.kind = '发票')
  AND EXISTS (SELECT 1 FROM line l JOIN item i ON i.id = l.item_id WHERE l.purchase_id = p.id AND i.category = '大宗食材');

-- 3.2
WITH issued AS (
  SELECT * FROM receipt WHERE canteen_id = :canteen AND state = 'live' AND issued_on BETWEEN :month AND :until
  UNION ALL
  SELECT r.*
  FROM receipt r
  JOIN cover c ON c.receipt_id = r.id
  JOIN purchase p ON p.id = c.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
  WHERE r.canteen_id = :canteen AND r.state = 'live' AND r.issued_on IS NULL
  GROUP BY r.id
  HAVING max(p.purchased_on) BETWEEN :month AND :until
)
SELECT number, amount
FROM issued
WHERE kind = '发票' AND (invoice_no IS NULL OR issued_on IS NULL OR buyer IS NULL OR seller IS NULL OR amount IS NULL OR amount = 0);

-- 3.3
SELECT p.number, (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, amount)) FROM line WHERE purchase_id = p.id)
FROM purchase p
LEFT JOIN signature s ON s.purchase_id = p.id AND s.role IN ('采购人', '验收人', '出售人') AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  AND EXISTS (SELECT 1 FROM cover c JOIN receipt r ON r.id = c.receipt_id AND r.state = 'live' AND coalesce(r.issued_on, :as_of) <= :as_of WHERE c.purchase_id = p.id AND r.kind = '自制购货报销单')
GROUP BY p.id
HAVING count(DISTINCT s.role) < 3;

-- 3.4
SELECT p.number, (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, amount)) FROM line WHERE purchase_id = p.id)
FROM purchase p
LEFT JOIN signature s ON s.purchase_id = p.id AND s.role IN ('采购人', '验收人', '审批人') AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
GROUP BY p.id
HAVING count(DISTINCT s.role) < 3
  AND EXISTS (SELECT 1 FROM cover c JOIN receipt r ON r.id = c.receipt_id AND r.state = 'live' AND coalesce(r.issued_on, :as_of) <= :as_of WHERE c.purchase_id = p.id);

-- 3.5
SELECT DISTINCT p.number, NULL
FROM signature s
CROSS JOIN purchase p ON p.id = s.purchase_id AND p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on <= :as_of
WHERE s.signed_on BETWEEN :month AND :until AND s.set_aside_at IS NULL AND s.made_by IS NOT NULL
  AND (s.role = '出售人' OR s.made_by <> s.signer);

-- 3.6
WITH issued AS (
  SELECT * FROM receipt WHERE canteen_id = :canteen AND state = 'live' AND issued_on BETWEEN :month AND :until
  UNION ALL
  SELECT r.*
  FROM receipt r
  JOIN cover c ON c.receipt_id = r.id
  JOIN purchase p ON p.id = c.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
  WHERE r.canteen_id = :canteen AND r.state = 'live' AND r.issued_on IS NULL
  GROUP BY r.id
  HAVING max(p.purchased_on) BETWEEN :month AND :until
)
SELECT r.number, r.amount
FROM issued r
JOIN cover c ON c.receipt_id = r.id
JOIN purchase p ON p.id = c.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
WHERE r.kind = '发票' AND NOT r.has_list
GROUP BY r.id
HAVING count(DISTINCT p.purchased_on) > 1;

-- 3.7
WITH settled AS (
  SELECT pay.id, pay.number, pay.paid_on, part.amount,
    (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, l.amount)) FROM line l WHERE l.purchase_id = p.id) AS total
  FROM payment pay
  JOIN account a ON a.id = pay.account_id
  JOIN payment_part part ON part.payment_id = pay.id
  JOIN purchase p ON p.id = part.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
  WHERE pay.canteen_id = :canteen AND pay.state = 'live' AND pay.paid_on BETWEEN :month AND :until
    AND (pay.method = '现金' OR a.kind = '现金')
)
SELECT number, sum(amount)
FROM settled
GROUP BY id
HAVING max(sum(amount), max(total)) > coalesce((SELECT value FROM parameter_value WHERE name = 'cash_limit' AND begins_on <= paid_on ORDER BY begins_on DESC LIMIT 1), 100000);

-- 3.8
WITH settled AS (
  SELECT pay.id, pay.supplier_id, pay.paid_on, part.amount,
    (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, l.amount)) FROM line l WHERE l.purchase_id = p.id) AS total
  FROM payment pay
  JOIN account a ON a.id = pay.account_id
  LEFT JOIN (payment_part part JOIN purchase p ON p.id = part.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of) ON part.payment_id = pay.id
  WHERE pay.canteen_id = :canteen AND pay.state = 'live' AND pay.paid_on BETWEEN :month AND :until
    AND (pay.method = '现金' OR a.kind = '现金')
), small AS (
  SELECT supplier_id, paid_on, coalesce(sum(amount), 0) AS paid,
    coalesce((SELECT value FROM parameter_value WHERE name = 'cash_limit' AND begins_on <= paid_on ORDER BY begins_on DESC LIMIT 1), 100000) AS cash_limit
  FROM settled
  GROUP BY id
  HAVING coalesce(max(sum(amount), max(total)), 0) <= cash_limit
)
SELECT s.name || '/' || paid_on, sum(paid)
FROM small
JOIN supplier s ON s.id = supplier_id
GROUP BY supplier_id, paid_on
HAVING count(*) > 1 AND sum(paid) > cash_limit;

-- 3.9
SELECT i.number, i.amount
FROM income i
WHERE i.canteen_id = :canteen AND i.state = 'live' AND i.received_on BETWEEN :month AND :until AND i.kind IN ('伙食费', '下脚料', '接待结算')
  AND (i.receipt_kind <> '财政专用票据' OR i.receipt_no IS NULL
    OR NOT EXISTS (SELECT 1 FROM receipt_book b WHERE b.canteen_id = :canteen AND i.receipt_no BETWEEN b.first_no AND b.last_no AND b.handed_out_on <= i.received_on)
    OR EXISTS (SELECT 1 FROM income e WHERE e.canteen_id = :canteen AND e.state = 'live' AND e.receipt_no = i.receipt_no AND e.receipt_kind = '财政专用票据' AND (e.received_on, e.number) < (i.received_on, i.number)));

-- 3.10
SELECT p.number, (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, amount)) FROM line WHERE purchase_id = p.id)
FROM purchase p
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  AND NOT EXISTS (SELECT 1 FROM cover c JOIN receipt r ON r.id = c.receipt_id AND r.state = 'live' AND coalesce(r.issued_on, :as_of) <= :as_of WHERE c.purchase_id = p.id AND r.kind <> '白条');

-- 4.1
SELECT number, charge
FROM reception r
WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until
  AND NOT EXISTS (SELECT 1 FROM reception_standard s WHERE s.canteen_id = :canteen AND s.kind = r.kind AND r.held_on BETWEEN s.begins_on AND coalesce(s.ends_on, r.held_on));

-- 4.2
WITH charged AS (
  SELECT *, (guests + companions) * (SELECT per_head FROM reception_standard s WHERE s.canteen_id = :canteen AND s.kind = r.kind AND r.held_on BETWEEN s.begins_on AND coalesce(s.ends_on, r.held_on) ORDER BY begins_on DESC LIMIT 1) AS allowed
  FROM reception r
  WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until
)
SELECT number, charge - allowed FROM charged WHERE charge > allowed;

-- 4.3
SELECT strftime('%Y-%m', :month), NULL
WHERE strftime('%m', :month) % coalesce((SELECT value FROM parameter_value WHERE name = 'disclosure_months' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 1) = 0
  AND NOT EXISTS (SELECT 1 FROM disclosure WHERE canteen_id = :canteen AND month = :month AND published_on > :month_end AND published_on <= :as_of);

-- 5.1
SELECT pay.number, sum(part.amount)
FROM payment pay
JOIN account a ON a.id = pay.account_id
JOIN payment_part part ON part.payment_id = pay.id
JOIN purchase p ON p.id = part.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
WHERE pay.canteen_id = :canteen AND pay.state = 'live' AND pay.paid_on BETWEEN :month AND :until AND a.fund <> p.fund
GROUP BY pay.id;

-- 5.2
SELECT p.number, (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, amount)) FROM line WHERE purchase_id = p.id)
FROM purchase p
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  AND (p.purpose, p.fund) IN (VALUES ('接待', '伙食费'), ('职工伙食', '接待费'));

-- 6.1
SELECT p.number, sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount))
FROM purchase p
JOIN line l ON l.purchase_id = p.id
JOIN item i ON i.id = l.item_id AND i.category = '无关费用'
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
GROUP BY p.id;

-- 6.2
WITH settled AS (
  SELECT p.id, p.number, p.accepted_on, sum(part.amount) AS paid
  FROM purchase p
  JOIN payment_part part ON part.purchase_id = p.id
  JOIN payment pay ON pay.id = part.payment_id AND pay.state = 'live' AND coalesce(pay.paid_on, :as_of) <= :as_of
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  GROUP BY p.id
)
SELECT number, paid - sum(iif(accepted_on > :as_of, l.ordered_amount, l.amount)) AS over
FROM settled
JOIN line l ON l.purchase_id = settled.id
GROUP BY settled.id
HAVING over > 0;

-- 6.3
WITH issued AS (
  SELECT * FROM receipt WHERE canteen_id = :canteen AND state = 'live' AND issued_on BETWEEN :month AND :until
  UNION ALL
  SELECT r.*
  FROM receipt r
  JOIN cover c ON c.receipt_id = r.id
  JOIN purchase p ON p.id = c.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
  WHERE r.canteen_id = :canteen AND r.state = 'live' AND r.issued_on IS NULL
  GROUP BY r.id
  HAVING max(p.purchased_on) BETWEEN :month AND :until
)
SELECT r.number, r.amount
FROM issued r
WHERE r.kind = '发票' AND EXISTS (
  SELECT 1 FROM receipt e
  WHERE e.invoice_key = r.invoice_key AND e.canteen_id = :canteen AND e.state = 'live' AND e.kind = '发票' AND coalesce(e.issued_on, :as_of) <= :as_of
    AND (coalesce(e.issued_on, '9999-12-31'), e.number) < (coalesce(r.issued_on, '9999-12-31'), r.number)
);

-- 6.4
WITH span AS (
  SELECT coalesce((SELECT value FROM parameter_value WHERE name = 'inspection_months' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 1) AS months
)
SELECT strftime('%Y-%m', :month), NULL
FROM span
WHERE strftime('%m', :month) % months = 0 AND NOT EXISTS (
  SELECT 1 FROM inspection v
  JOIN person ON person.canteen_id = :canteen AND person.staff_no = v.inspector
  JOIN appointment a ON a.person_id = person.id AND a.post = '监管' AND a.started_on <= v.inspected_on
    AND (a.ended_on IS NULL OR a.ended_on >= v.inspected_on)
  WHERE v.canteen_id = :canteen AND v.inspected_on BETWEEN date(:month, (1 - months) || ' months') AND :until
);

-- 7.1
WITH metered AS (
  SELECT *, ((closing - opening) * coalesce(multiplier, 1000) * unit_price + 50000000) / 100000000 + coalesce(other_charges, 0) AS due
  FROM utility_bill
  WHERE canteen_id = :canteen AND state = 'live' AND month = :month
)
SELECT number, amount FROM metered WHERE closing < opening OR amount <> due OR (paid_on <= :as_of AND paid_amount <> amount);

-- 7.2
WITH capped AS (
  SELECT sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) AS cost
  FROM item i
  JOIN line l ON l.item_id = i.id
  JOIN purchase p ON p.id = l.purchase_id
  WHERE i.canteen_id = :canteen AND i.category IN ('设备购置', '维修') AND p.state = 'live' AND p.fund = '伙食费' AND p.purchased_on BETWEEN :year_start AND :until
), meals AS (
  SELECT coalesce(sum(amount), 0) AS income
  FROM income
  WHERE canteen_id = :canteen AND state = 'live' AND kind IN ('伙食费', '伙食补助') AND received_on BETWEEN :year_start AND :until
)
SELECT strftime('%Y-%m', :month), cost
FROM capped, meals
WHERE cost * 10000 > income * coalesce((SELECT value FROM parameter_value WHERE name = 'equipment_repair_cap' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 500);

-- 8.1
WITH spending AS (
  SELECT i.category, sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) AS spent
  FROM purchase p
  JOIN line l ON l.purchase_id = p.id
  JOIN item i ON i.id = l.item_id
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.fund = '伙食费' AND p.purchased_on BETWEEN :year_start AND :until
  GROUP BY i.category
  UNION ALL
  SELECT '水电费', sum(amount) FROM utility_bill WHERE canteen_id = :canteen AND state = 'live' AND month BETWEEN :year_start AND :until
)
SELECT :year || '/' || category, spent
FROM spending
WHERE spent > 0 AND NOT EXISTS (SELECT 1 FROM budget b WHERE b.canteen_id = :canteen AND b.year = :year AND b.category = spending.category);

-- 8.2
WITH spending AS (
  SELECT i.category, sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) AS spent
  FROM purchase p
  JOIN line l ON l.purchase_id = p.id
  JOIN item i ON i.id = l.item_id
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.fund = '伙食费' AND p.purchased_on BETWEEN :year_start AND :until
  GROUP BY i.category
  UNION ALL
  SELECT '水电费', sum(amount) FROM utility_bill WHERE canteen_id = :canteen AND state = 'live' AND month BETWEEN :year_start AND :until
), allowed AS (
  SELECT category, amount, max(version) FROM budget WHERE canteen_id = :canteen AND year = :year GROUP BY category
)
SELECT :year || '/' || category, spent - amount FROM spending JOIN allowed USING (category) WHERE spent > amount;

-- 8.3
WITH opened AS (
  SELECT coalesce(sum(opening), 0) AS stated, min(began) AS began
  FROM (
    SELECT opening, coalesce(year, (
      SELECT min(strftime('%Y', first)) + 0 FROM (
        SELECT min(purchased_on) AS first FROM purchase WHERE canteen_id = :canteen AND state = 'live' AND purchased_on <= :as_of
        UNION ALL
        SELECT min(received_on) FROM income WHERE canteen_id = :canteen AND state = 'live' AND received_on <= :as_of
      )
    )) AS began
    FROM account WHERE canteen_id = :canteen AND fund = '伙食费'
  )
  WHERE began <= :year
), dated AS (
  SELECT i.received_on AS day, i.amount FROM income i JOIN account a ON a.id = i.account_id AND a.fund = '伙食费'
  WHERE i.canteen_id = :canteen AND i.state = 'live' AND i.received_on BETWEEN (SELECT began || '-01-01' FROM opened) AND :last_year_end AND i.received_on <= :as_of
  UNION ALL
  SELECT month, -amount FROM utility_bill
  WHERE canteen_id = :canteen AND state = 'live' AND month BETWEEN (SELECT began || '-01-01' FROM opened) AND :last_year_end AND month <= :as_of
  UNION ALL
  SELECT p.purchased_on, -iif(p.accepted_on > :as_of, l.ordered_amount, l.amount) FROM purchase p JOIN line l ON l.purchase_id = p.id
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.fund = '伙食费' AND p.purchased_on BETWEEN (SELECT began || '-01-01' FROM opened) AND :last_year_end AND p.purchased_on <= :as_of
), year AS (
  SELECT coalesce((SELECT sum(i.amount) FROM income i JOIN account a ON a.id = i.account_id AND a.fund = '伙食费'
      WHERE i.canteen_id = :canteen AND i.state = 'live' AND i.received_on BETWEEN :year_start AND :until), 0) AS income,
    coalesce((SELECT sum(amount) FROM utility_bill
      WHERE canteen_id = :canteen AND state = 'live' AND month BETWEEN :year_start AND :until), 0)
    + coalesce((SELECT sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) FROM purchase p JOIN line l ON l.purchase_id = p.id
      WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.fund = '伙食费' AND p.purchased_on BETWEEN :year_start AND :until), 0) AS spent
)
SELECT strftime('%Y-%m', :month), spent - stated - carried - income AS over
FROM opened, (SELECT coalesce(sum(amount), 0) AS carried FROM dated), year
WHERE over > 0;

-- 9.1
SELECT p.number || '#' || l.line_no, iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)
FROM purchase p
JOIN line l ON l.purchase_id = p.id
JOIN item i ON i.id = l.item_id AND i.category = '设备购置' AND i.durable
LEFT JOIN asset_handover h ON h.purchase_id = p.id AND h.line_no = l.line_no AND h.copy_on <= :as_of AND h.asset_no IS NOT NULL AND h.registered_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  AND iif(p.accepted_on > :as_of, l.quantity, coalesce(l.accepted, l.quantity)) > 0
  AND l.unit_price >= coalesce((SELECT value FROM parameter_value WHERE name = 'asset_floor' AND begins_on <= p.purchased_on ORDER BY begins_on DESC LIMIT 1), 100000)
  AND h.id IS NULL;

-- 10.1
SELECT :year || '/' || department, sum(charge)
FROM reception r
WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :year_start AND :until
  AND NOT EXISTS (SELECT 1 FROM department_budget b WHERE b.canteen_id = :canteen AND b.year = :year AND b.department = r.department)
GROUP BY department;

-- 10.2
WITH allowed AS (
  SELECT department, amount, max(version) FROM department_budget WHERE canteen_id = :canteen AND year = :year GROUP BY department
)
SELECT :year || '/' || department, sum(charge) - amount
FROM reception
JOIN allowed USING (department)
WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :year_start AND :until
GROUP BY department
HAVING sum(charge) > amount;

-- 10.3
SELECT number, cost
FROM reception
WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until
  AND (settled_on IS NULL OR settled_on > :as_of OR settled <> cost);

-- 10.4
SELECT number, charge
FROM reception
WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until AND (approved_on IS NULL OR approved_on > held_on);

-- 10.5
WITH span AS (
  SELECT coalesce((SELECT value FROM parameter_value WHERE name = 'report_months' AND begins_on <= :until ORDER BY begins_on DESC LIMIT 1), 3) AS months
)
SELECT strftime('%Y-%m', :month), sum(charge)
FROM span
JOIN reception ON canteen_id = :canteen AND state = 'live' AND held_on BETWEEN date(:month, (1 - months) || ' months') AND :until
WHERE strftime('%m', :month) % months = 0
  AND NOT EXISTS (SELECT 1 FROM reception_report WHERE canteen_id = :canteen AND until_month >= :month AND reported_on <= :as_of)
HAVING count(*) > 0;

-- B.1
WITH issued AS (
  SELECT * FROM receipt WHERE canteen_id = :canteen AND state = 'live' AND issued_on BETWEEN :month AND :until
  UNION ALL
  SELECT r.*
  FROM receipt r
  JOIN cover c ON c.receipt_id = r.id
  JOIN purchase p ON p.id = c.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
  WHERE r.canteen_id = :canteen AND r.state = 'live' AND r.issued_on IS NULL
  GROUP BY r.id
  HAVING max(p.purchased_on) BETWEEN :month AND :until
)
SELECT r.number, r.amount - sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) AS difference
FROM issued r
JOIN cover c ON c.receipt_id = r.id
JOIN purchase p ON p.id = c.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
JOIN line l ON l.purchase_id = p.id
WHERE r.kind = '发票' AND r.amount IS NOT NULL
GROUP BY r.id
HAVING difference <> 0 AND NOT EXISTS (
  SELECT 1 FROM cover own
  JOIN purchase p ON p.id = own.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
  JOIN cover other ON other.purchase_id = p.id AND other.receipt_id <> own.receipt_id
  JOIN receipt o ON o.id = other.receipt_id AND o.state = 'live' AND coalesce(o.issued_on, :as_of) <= :as_of
  WHERE own.receipt_id = r.id
);

-- B.2
WITH priced AS MATERIALIZED (
  SELECT l.item_id, p.purchased_on, l.unit_price, sum(p.accepted_on <= :as_of) AS accepted
  FROM purchase p
  JOIN line l ON l.purchase_id = p.id
  JOIN item i ON i.id = l.item_id AND i.category IN ('大宗食材', '零星食材')
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN date(:month, '-90 days') AND :until
  GROUP BY l.item_id, p.purchased_on, l.unit_price
), dear AS (
  SELECT DISTINCT item_id, purchased_on
  FROM priced JOIN (SELECT item_id, min(unit_price) AS lowest FROM priced GROUP BY item_id) USING (item_id)
  WHERE purchased_on >= :month AND unit_price * 10 > lowest * 13
), ranked AS (
  SELECT dear.item_id, dear.purchased_on, b.unit_price,
    sum(b.accepted) OVER (PARTITION BY dear.item_id, dear.purchased_on ORDER BY b.unit_price) AS upto,
    sum(b.accepted) OVER (PARTITION BY dear.item_id, dear.purchased_on) AS known
  FROM dear JOIN priced b ON b.item_id = dear.item_id AND b.accepted > 0 AND b.purchased_on BETWEEN date(dear.purchased_on, '-90 days') AND date(dear.purchased_on, '-1 day')
), usual AS (
  SELECT item_id, purchased_on, (min(unit_price) FILTER (WHERE upto >= (known + 1) / 2) + min(unit_price) FILTER (WHERE upto >= known / 2 + 1)) / 2.0 AS price
  FROM ranked
  WHERE known >= 5
  GROUP BY item_id, purchased_on
)
SELECT p.number || '#' || l.line_no, iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)
FROM usual
JOIN purchase p ON p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on = usual.purchased_on
JOIN line l ON l.purchase_id = p.id AND l.item_id = usual.item_id
WHERE l.unit_price * 10 > usual.price * 13;

-- B.3
SELECT p.number, (SELECT sum(iif(p.accepted_on > :as_of, ordered_amount, amount)) FROM line WHERE purchase_id = p.id)
FROM purchase p
JOIN supplier s ON s.id = p.supplier_id AND s.licence_until < p.purchased_on
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
  AND EXISTS (SELECT 1 FROM line l JOIN item i ON i.id = l.item_id WHERE l.purchase_id = p.id AND i.category IN ('大宗食材', '零星食材'));

-- B.4
SELECT DISTINCT a.seller || '/' || strftime('%Y-%m', :month), NULL
FROM receipt a
JOIN receipt b INDEXED BY ix_receipt_invoice_key_canteen_id ON b.invoice_key = a.next_key AND b.canteen_id = :canteen AND b.seller = a.seller AND b.kind = '发票' AND b.state = 'live' AND b.issued_on BETWEEN :month AND :until
JOIN receipt c INDEXED BY ix_receipt_invoice_key_canteen_id ON c.invoice_key = b.next_key AND c.canteen_id = :canteen AND c.seller = a.seller AND c.kind = '发票' AND c.state = 'live' AND c.issued_on BETWEEN :month AND :until
WHERE a.canteen_id = :canteen AND a.state = 'live' AND a.issued_on BETWEEN :month AND :until AND a.kind = '发票';

-- B.5
SELECT number, NULL
FROM reception
WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until
  AND iif(guests <= 10, companions > 3, 3 * companions > guests);

-- B.6
SELECT staff_no, NULL
FROM person
JOIN appointment a ON a.person_id = person.id
WHERE canteen_id = :canteen AND post IN ('出纳', '会计') AND started_on <= :until
  AND (ended_on IS NULL OR ended_on > :as_of OR ended_on >= :month_end)
GROUP BY person.id
HAVING count(DISTINCT post) = 2;

-- B.7
SELECT p.number, NULL
FROM purchase p
JOIN signature s ON s.purchase_id = p.id AND s.role IN ('审批人', '验收人') AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until
GROUP BY p.id
HAVING min(s.signed_at) FILTER (WHERE s.role = '审批人') < max(s.signed_at) FILTER (WHERE s.role = '验收人');

-- B.8
SELECT number, NULL
FROM reception
WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until AND kind = '行政接待' AND letter_no IS NULL;

-- B.9
SELECT p.number, NULL
FROM purchase p
JOIN signature s ON s.purchase_id = p.id AND s.role IN ('采购人', '验收人', '审批人') AND s.set_aside_at IS NULL AND s.signed_on <= :as_of
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until AND NOT EXISTS (
  SELECT 1 FROM person JOIN appointment a ON a.person_id = person.id
  WHERE person.canteen_id = :canteen AND person.staff_no = s.signer AND a.post = substr(s.role, 1, 2)
    AND a.started_on <= s.signed_on AND (a.ended_on IS NULL OR a.ended_on >= s.signed_on)
)
GROUP BY p.id;

-- B.10
WITH small AS (
  SELECT p.id, p.supplier_id, p.purchased_on, p.case_id, sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) AS amount
  FROM purchase p
  JOIN line l ON l.purchase_id = p.id
  JOIN item i ON i.id = l.item_id AND i.category IN ('设备购置', '杂品')
  WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN date(:month, '-6 days') AND :until
  GROUP BY p.id
  HAVING amount < coalesce((SELECT value FROM parameter_value WHERE name = 'quote_floor' AND begins_on <= p.purchased_on ORDER BY begins_on DESC LIMIT 1), 100000)
), unquoted AS (
  SELECT * FROM small
  WHERE NOT EXISTS (SELECT 1 FROM line l JOIN item i ON i.id = l.item_id WHERE l.purchase_id = small.id AND i.in_catalogue)
    AND NOT EXISTS (
    SELECT 1 FROM sourcing_case c LEFT JOIN quote q ON q.case_id = c.id AND q.quoted_on <= purchased_on
    WHERE c.id = small.case_id AND c.state = 'live'
      AND (q.id IS NOT NULL OR (c.method = '集中采购' AND c.approval_no IS NOT NULL AND c.approved_on <= purchased_on))
  )
)
SELECT s.name || '/' || day.purchased_on, sum(week.amount)
FROM (SELECT DISTINCT supplier_id, purchased_on FROM unquoted WHERE purchased_on >= :month) day
JOIN unquoted week ON week.supplier_id = day.supplier_id AND week.purchased_on BETWEEN date(day.purchased_on, '-6 days') AND day.purchased_on
JOIN supplier s ON s.id = day.supplier_id
GROUP BY day.supplier_id, day.purchased_on
HAVING count(*) > 1
  AND sum(week.amount) >= coalesce((SELECT value FROM parameter_value WHERE name = 'quote_floor' AND begins_on <= day.purchased_on ORDER BY begins_on DESC LIMIT 1), 100000);

-- B.11
SELECT pay.number, sum(part.amount)
FROM payment pay
JOIN payment_part part ON part.payment_id = pay.id
JOIN purchase p ON p.id = part.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
WHERE pay.canteen_id = :canteen AND pay.state = 'live' AND pay.paid_on BETWEEN :month AND :until AND pay.supplier_id <> p.supplier_id
GROUP BY pay.id;

-- B.12
WITH hosted AS (
  SELECT number, cost, coalesce((
    SELECT sum(iif(p.accepted_on > :as_of, l.ordered_amount, l.amount)) FROM purchase p JOIN line l ON l.purchase_id = p.id
    WHERE p.reception_id = r.id AND p.state = 'live' AND p.purchased_on <= :as_of
  ), 0) AS bought
  FROM reception r
  WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until
)
SELECT number, cost - bought FROM hosted WHERE cost <> bought
UNION ALL
SELECT number, NULL FROM purchase
WHERE canteen_id = :canteen AND state = 'live' AND purchased_on BETWEEN :month AND :until AND fund = '接待费' AND reception_id IS NULL;

-- B.13
WITH read AS (
  SELECT number, month, opening, lag(month) OVER meter AS before, lag(closing) OVER meter AS closed
  FROM utility_bill
  WHERE canteen_id = :canteen AND state = 'live' AND month <= :until
  WINDOW meter AS (PARTITION BY utility, coalesce(meter, '') ORDER BY month, number)
)
SELECT number, NULL FROM read WHERE month = :month AND (before = month OR opening <> closed);

-- subjects of 1.1 1.2 1.3 1.6 2.1 2.2 2.3 2.4 3.1 3.3 3.4 3.10 5.2 6.1 6.2 B.3 B.7 B.9
SELECT count(*) FROM purchase WHERE canteen_id = :canteen AND state = 'live' AND purchased_on BETWEEN :month AND :until;

-- subjects of 1.4 1.5
SELECT count(*) FROM (
  SELECT DISTINCT person_id, post
  FROM appointment JOIN person ON person.id = person_id AND canteen_id = :canteen
  WHERE post IN ('采购', '验收') AND started_on <= :until AND (ended_on IS NULL OR ended_on > :as_of OR ended_on >= :month_end)
);

-- subjects of 1.7 B.6
SELECT count(DISTINCT person_id)
FROM appointment JOIN person ON person.id = person_id AND canteen_id = :canteen
WHERE started_on <= :until AND (ended_on IS NULL OR ended_on > :as_of OR ended_on >= :month_end);

-- subjects of 3.2 3.6 6.3 B.1
SELECT (SELECT count(*) FROM receipt WHERE canteen_id = :canteen AND state = 'live' AND issued_on BETWEEN :month AND :until)
  + (SELECT count(*) FROM (
    SELECT 1 FROM receipt r
    JOIN cover c ON c.receipt_id = r.id
    JOIN purchase p ON p.id = c.purchase_id AND p.state = 'live' AND p.purchased_on <= :as_of
    WHERE r.canteen_id = :canteen AND r.state = 'live' AND r.issued_on IS NULL
    GROUP BY r.id
    HAVING max(p.purchased_on) BETWEEN :month AND :until
  ));

-- subjects of 3.5
SELECT count(DISTINCT p.id)
FROM signature s
CROSS JOIN purchase p ON p.id = s.purchase_id AND p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on <= :as_of
WHERE s.signed_on BETWEEN :month AND :until AND s.set_aside_at IS NULL;

-- subjects of 3.7 5.1 B.11
SELECT count(*) FROM payment WHERE canteen_id = :canteen AND state = 'live' AND paid_on BETWEEN :month AND :until;

-- subjects of 3.8
SELECT count(*) FROM (SELECT DISTINCT supplier_id, paid_on FROM payment WHERE canteen_id = :canteen AND state = 'live' AND paid_on BETWEEN :month AND :until);

-- subjects of 3.9
SELECT count(*) FROM income WHERE canteen_id = :canteen AND state = 'live' AND received_on BETWEEN :month AND :until;

-- subjects of 4.1 4.2 10.3 10.4 B.5 B.8
SELECT count(*) FROM reception WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until;

-- subjects of 4.3 6.4 7.2 8.3 10.5
SELECT 1;

-- subjects of 7.1 B.13
SELECT count(*) FROM utility_bill WHERE canteen_id = :canteen AND state = 'live' AND month = :month;

-- subjects of 8.1 8.2
SELECT 9;

-- subjects of 9.1 B.2
SELECT count(*)
FROM purchase p JOIN line l ON l.purchase_id = p.id
WHERE p.canteen_id = :canteen AND p.state = 'live' AND p.purchased_on BETWEEN :month AND :until;

-- subjects of 10.1 10.2
SELECT count(*) FROM (
  SELECT department FROM reception WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :year_start AND :until
  UNION
  SELECT department FROM department_budget WHERE canteen_id = :canteen AND year = :year
);

-- subjects of B.4
SELECT count(DISTINCT seller) FROM receipt WHERE canteen_id = :canteen AND state = 'live' AND issued_on BETWEEN :month AND :until AND kind = '发票';

-- subjects of B.10
SELECT count(*) FROM (SELECT DISTINCT supplier_id, purchased_on FROM purchase WHERE canteen_id = :canteen AND state = 'live' AND purchased_on BETWEEN :month AND :until);

-- subjects of B.12
SELECT (SELECT count(*) FROM reception WHERE canteen_id = :canteen AND state = 'live' AND held_on BETWEEN :month AND :until)
  + (SELECT count(*) FROM purchase WHERE canteen_id = :canteen AND state = 'live' AND purchased_on BETWEEN :month AND :until AND fund = '接待费' AND reception_id IS NULL);
