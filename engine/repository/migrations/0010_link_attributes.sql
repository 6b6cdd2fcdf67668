-- Attributes of links (`privilegeParams`), a JSON object each; null where there are none.
ALTER TABLE links ADD COLUMN attributes TEXT;
ALTER TABLE staged_links ADD COLUMN attributes TEXT;
ALTER TABLE unresolved_links ADD COLUMN attributes TEXT;
