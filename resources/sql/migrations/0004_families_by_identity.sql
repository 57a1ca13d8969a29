-- Identities begin with the upper half of their family's hash, so that their index finds families as well: an index less, and
-- `family` needs to hold the lower half only (signed: four bytes). models/ledger/README.md says why.
DROP INDEX usage_family;

-- Shadow rows (bit 30) of records that hold absorbed copies (bit 27). Up to here their identity was a hash of that record's;
-- from here on it is that record's with these bits turned over.
UPDATE usage SET ident_high = (holder.family & -4294967296) | (~holder.ident_high & 4294967295), ident_low = ~holder.ident_low
FROM (SELECT family, ident_high, ident_low, shadow_high_before_v4(ident_high, ident_low) AS shadow_high FROM usage
      WHERE flags & 134217728 <> 0 AND family IS NOT NULL) AS holder
WHERE usage.ident_high = holder.shadow_high AND usage.flags & 1073741824 <> 0;

UPDATE usage SET ident_high = CASE WHEN flags & 1073741824 = 0 THEN (family & -4294967296) | (ident_high & 4294967295)
                                   ELSE ident_high END,
                 family = CASE WHEN family & 2147483648 = 0 THEN family & 4294967295
                               ELSE (family & 4294967295) - 4294967296 END
WHERE family IS NOT NULL;

-- Readers of older versions would take the lower half for the whole.
UPDATE meta SET value = '4' WHERE name = 'oldest_reader';
