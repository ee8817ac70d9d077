"""Help of each command: one line under its name, examples under ``.more``, explanations under ``.about``,
the exit statuses that are special to it under ``.status``."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    # groups
    "tags": "the tags there are",
    "task": "things to do, for a customer or not",
    "sale": "sales and what was paid for them",
    "product": "what is sold",
    "complaint": "complaints, from the first call to the solution",
    "dedupe": "customers who were entered twice",
    "trash": "customers that were removed",
    "field": "fields of customers, and fields of your own",
    "config": "settings and where each value came from",
    # every day
    "today": "show whom to contact today, and why",
    "today.more": "crm today\ncrm today --days 7\ncrm today -f json",
    "add": "add a customer",
    "add.about": "A customer whose phone or e-mail somebody has already is refused, but for --force.",
    "add.more": (
        "crm add 'Ada Lovelace' phone=+442079460018 email=ada@example.org city=London\n"
        "crm add 'Blue Door Ltd' --kind company --tags vip,interest:tea\n"
        "crm add Bob phone=2125550147 -f json"
    ),
    "add.status": "4  another customer has this phone or e-mail",
    "list": "list customers, all or some",
    "list.about": "WHO may be a query (see docs/queries.md); without any, all customers are listed.",
    "list.more": (
        "crm list --sort -spent --limit 10 --columns name,phone,spent\n"
        "crm list 'city:Berlin tag:vip spent>=5000' -o customers.csv\n"
        "crm list 'gender:female age>=35 category:skincare spent>=5000'\n"
        "crm list 'last_contact<-30d (has:email or has:phone) not tag:lost'"
    ),
    "find": "find customers by part of a name, phone, company or note",
    "find.more": "crm find ada\ncrm find 0147\ncrm find zs -f ids",
    "show": "show everything about a customer",
    "show.more": "crm show 12\ncrm show ada@example.org\ncrm show 'Ada Lovelace' -f json",
    "timeline": "show what happened with a customer, latest first",
    "timeline.more": "crm timeline Ada --limit 5\ncrm timeline 12 --kind sale --since -1y",
    "edit": "change fields of a customer",
    "edit.more": (
        "crm edit 12 city=Paris phone+=+33612345678\n"
        "crm edit Ada --birthday 1985-12-10 note=\n"
        "crm edit 12 tags+=vip tags-=lead"
    ),
    "log": "write down a call, a visit, a message",
    "log.more": (
        "crm log Ada 'asked for a new offer' --channel phone\n"
        "crm log 12 'showed her the samples' --channel visit --at yesterday --next +1w"
    ),
    "note": "write down a note about a customer",
    "note.more": "crm note Ada 'prefers to be called after six'",
    "tag": "give customers tags",
    "tag.more": "crm tag Ada vip interest:tea\ncrm tag 12 wholesale",
    "untag": "take tags from customers",
    "untag.more": "crm untag Ada lead",
    "tags_list": "list the tags and how many customers have each",
    "tags_list.more": "crm tags list\ncrm tags list --dimension interest",
    "tags_rename": "rename a tag everywhere; two tags become one where the new name exists",
    "tags_rename.more": "crm tags rename VIPs vip",
    "tags_rm": "remove a tag from everybody",
    "tags_rm.more": "crm tags rm trade-fair-2019",
    "task_add": "add something to do",
    "task_add.more": "crm task add 'send the offer' --for Ada --due fri\ncrm task add 'order boxes' --due +3d --repeat monthly",
    "task_list": "list what is to be done",
    "task_list.more": "crm task list --overdue\ncrm task list Ada --all",
    "task_done": "tick off a task",
    "task_done.more": "crm task done 7",
    "undo": "take back the last operation, or a given one",
    "undo.about": (
        "Every command that writes is one operation, an import or a merge of thousands of rows too. It can be taken "
        "back as long as nothing later touched the same rows. Undoing an undo brings the operation back."
    ),
    "undo.more": "crm undo\ncrm history\ncrm undo 41",
    "undo.status": "4  undone already, or something later touched the same rows",
    "redo": "take back the last undo",
    "redo.more": "crm undo\ncrm redo",
    # selling
    "sale_add": "record a sale",
    "sale_add.about": (
        "An item is an SKU or a name, with *quantity and @price where needed: a product you added brings its price, "
        "anything else needs one. With --return the same words record what a customer gave back."
    ),
    "sale_add.more": "crm sale add Ada 'Green tea*2@12.50'\ncrm sale add 12 TEA-01*3 CUP-02 --date yesterday --paid\ncrm sale add 12 TEA-01 --return",
    "sale_list": "list sales",
    "sale_list.more": "crm sale list --unpaid\ncrm sale list Ada --since -30d -f csv",
    "sale_show": "show a sale, its lines and its payments",
    "sale_show.more": "crm sale show 5",
    "sale_pay": "record a payment for a sale",
    "sale_pay.more": "crm sale pay 5\ncrm sale pay 5 100 --method cash",
    "sale_cancel": "cancel a sale",
    "sale_cancel.about": "What was paid for it stays, as the customer's credit.",
    "sale_cancel.more": "crm sale cancel 5 --reason 'ordered twice'",
    "product_add": "add a product",
    "product_add.more": "crm product add 'Green tea' --sku TEA-01 --price 12.50",
    "product_list": "list products",
    "product_list.more": "crm product list tea --sort -revenue",
    # service
    "complaint_add": "record a complaint",
    "complaint_add.more": "crm complaint add Ada 'the cup arrived broken'\ncrm complaint add 12 'wrong colour' --priority high",
    "complaint_list": "list complaints, the most pressing first",
    "complaint_list.more": "crm complaint list\ncrm complaint list --overdue",
    "complaint_show": "show a complaint and all that was done",
    "complaint_show.more": "crm complaint show 3",
    "complaint_update": "add a step to a complaint, or change it",
    "complaint_update.more": "crm complaint update 3 'a new cup is on its way' --status in_progress",
    "complaint_resolve": "close a complaint with its solution",
    "complaint_resolve.more": "crm complaint resolve 3 'sent a new cup'",
    "complaint_reopen": "open a resolved complaint again",
    "complaint_reopen.more": "crm complaint reopen 3 'the new cup broke too'",
    # data
    "import": "read customers, sales and more from a file",
    "import.about": (
        "CSV in any usual encoding and dialect, with headings in English or Chinese. Every row is counted: read = "
        "created + updated + unchanged + skipped + rejected. Rejected rows are written to a file beside it with the "
        "reason. Reading the same file again makes no copies, and 'crm undo' takes the whole import back."
    ),
    "import.more": "crm import customers.csv --dry-run\ncrm import customers.csv\ncrm import sales orders.csv --create-customers",
    "import.status": "5  some rows were rejected, the rest is in",
    "export": "write customers, sales and more to a file or a pipe",
    "export.more": "crm export -o customers.csv\ncrm export sales Ada -f ndjson",
    "dedupe_list": "list customers who may be one and the same",
    "dedupe_list.about": (
        "Customers who share an id number (0.99), name and birthday (0.95), a phone or an e-mail (0.9 each). Different "
        "id numbers or birthdays keep customers apart who only share a phone or an e-mail."
    ),
    "dedupe_list.more": "crm dedupe list\ncrm dedupe list -f json",
    "merge": "make one customer of two or more, with all their history",
    "merge.about": (
        "KEEP stays, with its own values; what it lacks comes from the other that was changed last, or as --take says. "
        "All records, contact points and tags of the others become its own, and their ids lead to it from then on."
    ),
    "merge.more": "crm merge 12 31\ncrm merge 12 31 --take phone=31",
    "rm": "move customers to the trash",
    "rm.more": "crm rm 31\ncrm undo",
    "restore": "bring customers back from the trash",
    "restore.more": "crm restore 31",
    "trash_list": "list what is in the trash",
    "trash_list.more": "crm trash list",
    "trash_empty": "delete for good what has been in the trash for long",
    "trash_empty.about": (
        "The only real delete: customers in the trash go with every record that is theirs. It always asks, and "
        "'crm undo' still brings them back. With --forget nothing of them is left in the file: not in history, not in "
        "the search index, not in its free space (the same goes for all who were deleted for good before). That "
        "cannot be undone. Backups, exports and what is written about them in the records of others stay."
    ),
    "trash_empty.more": "crm trash empty --older-than 30d",
    "field_add": "make a field of your own",
    "field_add.more": "crm field add shoe_size --type number\ncrm field add size --type choice --choices S,M,L",
    "field_list": "list all fields of customers",
    "field_list.more": "crm field list --own",
    "field_rm": "remove a field of your own",
    "field_rm.more": "crm field rm shoe_size",
    # insight
    "report": "show a report",
    "report.about": (
        "Sales count from being confirmed until they are cancelled or returned as a whole; what came back counts on its "
        "own day, negative. Amounts are in the currency of the file."
    ),
    "report.more": "crm report\ncrm report overview\ncrm report sales --by product --since 2026-01-01 -f json",
    # safety
    "history": "list what was done, when, by whom and what changed",
    "history.more": "crm history\ncrm history Ada\ncrm history --limit 1 -f json",
    "config_list": "list the settings and where each value came from",
    "config_list.more": "crm config list",
    "config_get": "show one setting",
    "config_get.more": "crm config get currency",
    "config_set": "change a setting",
    "config_set.more": "crm config set bulk_confirm 10",
    "doctor": "check the database file",
    "doctor.more": "crm doctor\ncrm doctor --rebuild-stats",
    "doctor.status": "6  the file is damaged",
    "init": "make the database file",
    "init.more": "crm init --currency EUR --region DE\ncrm --db shop.db init",
    "demo": "try the main job on made-up customers",
    "demo.more": "crm demo\ncrm demo --keep shop.db",
    "segment": "queries with a name, used as segment:NAME",
    "segment_save": "give a query a name",
    "segment_save.more": "crm segment save skin 'gender:female age>=35 category:护肤 spent>=5000'\ncrm list segment:skin\ncrm tag 'segment:skin no:wechat' ask-wechat",
    "segment_list": "list the segments",
    "segment_list.more": "crm segment list --counts",
    "segment_show": "list the customers in a segment",
    "segment_show.more": "crm segment show skin --sort -spent",
    "segment_explain": "say a query in words, as SQL and as a plan",
    "segment_explain.more": "crm segment explain 'last_sale<-90d spent>=5000'",
    "segment_count": "count the customers in a segment or query",
    "segment_count.more": "crm segment count 'city:Paris'",
    "segment_compare": "show how two segments overlap",
    "segment_compare.more": "crm segment compare skin tag:vip",
    "segment_freeze": "turn a segment into a fixed list",
    "segment_freeze.more": "crm segment freeze skin --as spring-mailing",
    "segment_watch": "show who entered and who left a segment since last asked",
    "segment_watch.more": "crm segment watch skin -f ids",
    "segment_rename": "rename a segment",
    "segment_rename.more": "crm segment rename skin skin-care",
    "segment_rm": "remove a segment",
    "segment_rm.more": "crm segment rm skin",
    "sql": "run a SELECT of your own over the views",
    "sql.more": "crm sql 'select name, spent from v_customers order by spent desc limit 5'\ncrm sql - < report.sql",
    "sql.status": "7  the statement would write",
}
