-- What PostGraphile's schema is made from, beside Carnet's own tables, which it reads where they are.
-- One view per kind of card, keyed by the contact, so that `linkedCustomer` is one join and no list.

DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;

CREATE VIEW peer.linked_customer AS
SELECT r.contact_id, k.number, k.name, k.phone, k.blocked
FROM contact_relation r JOIN customer k ON k.id = r.customer_id WHERE r.kind = 'CUSTOMER';

CREATE VIEW peer.linked_vendor AS
SELECT r.contact_id, k.number, k.name, k.phone
FROM contact_relation r JOIN vendor k ON k.id = r.vendor_id WHERE r.kind = 'VENDOR';

CREATE VIEW peer.linked_bank_account AS
SELECT r.contact_id, k.number, k.name, k.iban
FROM contact_relation r JOIN bank_account k ON k.id = r.bank_account_id WHERE r.kind = 'BANK_ACCOUNT';

COMMENT ON VIEW peer.linked_customer IS
  E'@primaryKey contact_id\n@foreignKey (contact_id) references public.contact (id)|@foreignFieldName linkedCustomer';
COMMENT ON VIEW peer.linked_vendor IS
  E'@primaryKey contact_id\n@foreignKey (contact_id) references public.contact (id)|@foreignFieldName linkedVendor';
COMMENT ON VIEW peer.linked_bank_account IS
  E'@primaryKey contact_id\n@foreignKey (contact_id) references public.contact (id)|@foreignFieldName linkedBankAccount';
COMMENT ON CONSTRAINT fk_contact_company_id ON contact IS E'@foreignFieldName persons';

CREATE TYPE peer.change AS (record_kind text, record_number text, field text, after text, version integer);

-- The four rows and nothing more: no journal, no checks. One statement is a tenth faster than four.
CREATE FUNCTION peer.edit_phone(edited uuid, new_phone text) RETURNS SETOF peer.change LANGUAGE plpgsql ROWS 4 AS $$
BEGIN
  RETURN QUERY WITH
    hub AS (UPDATE contact k SET phone = new_phone, version = k.version + 1, updated_at = now()
      WHERE k.id = edited
      RETURNING k.number, k.phone, k.version),
    customers AS (UPDATE customer k SET phone = new_phone, version = k.version + 1, updated_at = now()
      FROM contact_relation r WHERE r.contact_id = edited AND r.kind = 'CUSTOMER' AND k.id = r.customer_id
      RETURNING k.number, k.phone, k.version),
    vendors AS (UPDATE vendor k SET phone = new_phone, version = k.version + 1, updated_at = now()
      FROM contact_relation r WHERE r.contact_id = edited AND r.kind = 'VENDOR' AND k.id = r.vendor_id
      RETURNING k.number, k.phone, k.version),
    bank_accounts AS (UPDATE bank_account k SET phone = new_phone, version = k.version + 1, updated_at = now()
      FROM contact_relation r WHERE r.contact_id = edited AND r.kind = 'BANK_ACCOUNT' AND k.id = r.bank_account_id
      RETURNING k.number, k.phone, k.version)
  SELECT 'CONTACT', number::text, 'phone', phone::text, version FROM hub
  UNION ALL SELECT 'CUSTOMER', number::text, 'phone', phone::text, version FROM customers
  UNION ALL SELECT 'VENDOR', number::text, 'phone', phone::text, version FROM vendors
  UNION ALL SELECT 'BANK_ACCOUNT', number::text, 'phone', phone::text, version FROM bank_accounts;
END $$;

-- Only indexed columns can be filtered by default; a page of companies walks the index of numbers.
COMMENT ON COLUMN contact.type IS '@behavior +attribute:filterBy';
