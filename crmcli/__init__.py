"""crm: customers, sales, service and follow-ups in one command and one SQLite file."""

VERSION = "0.1.0.dev0"
