"""Files of rows into the database: read, check, match with what is there, store, and account for each row."""
