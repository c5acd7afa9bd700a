"""The public archive as plain files, for a disk or a record office: searched in the browser, kept as a BagIt bag."""
