"""The rules, by subject: one small file each. ``conect.records.reader`` imports them all."""
