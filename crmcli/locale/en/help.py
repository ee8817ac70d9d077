"""Help of each command: one line under its name, examples under ``.more``, explanations under ``.about``,
the exit statuses that are special to it under ``.status``."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    # groups
    "tags": "the tags there are",
    "task": "things to do, for a customer or not",
    "sale": "sales and what was paid for them",
    "deal": "deals: what may be sold, how likely, and by when",
    "product": "what is sold",
    "complaint": "complaints, from the first call to the solution",
    "feedback": "the scores that customers give us",
    "prefer": "what customers like, dislike, need and must avoid",
    "campaign": "campaigns: whom they were for, and how far each of them went",
    "imports": "the files that were imported",
    "dedupe": "customers who were entered twice",
    "trash": "customers that were removed",
    "field": "fields of customers, and fields of your own",
    "config": "settings and where each value came from",
    # every day
    "today": "show whom to contact today, and why",
    "today.more": "crm today\ncrm today --days 7\ncrm today -f json",
    "add": "add a customer",
    "add.about": (
        "A customer whose phone or e-mail somebody has already is refused, but for --force. After 'crm dedupe train' it "
        "also says whom the new one may be. With --on-duplicate, who is certainly here (as for 'crm dedupe auto') is "
        "merged with them (update: the new values win; fill: they only fill gaps) or not added (skip); reject refuses "
        "whoever is likely to be here."
    ),
    "add.more": (
        "crm add 'Ada Lovelace' phone=+442079460018 email=ada@example.org city=London\n"
        "crm add 'Blue Door Ltd' --kind company --tags vip,interest:tea\n"
        "crm add Bob phone=2125550147 -f json\n"
        "crm add Bob phone=2125550147 --on-duplicate fill"
    ),
    "add.status": "4  another customer has this phone or e-mail",
    "list": "list customers, all or some",
    "list.about": (
        "WHO may be a query (see docs/queries.md); without any, all customers are listed.\n"
        "--group-by, --sum, --avg, --min, --max, --count and --pivot sum customers up instead, by any field. Dates go "
        "by month, or as created_at:year, :quarter, :month, :week or :day says; birthdays by their month whatever the "
        "year, or :day, :quarter, :year; numbers and money by value, or in bands: age:10, spent:1000; rfm by its "
        "score, or rfm:name. Who has no value is a group too. A customer counts in each of their tags, phones, "
        "e-mails, categories, channels and products bought, so such groups may add up to more than there are; totals "
        "count everybody once. --sort takes the columns (-sum_spent, city, count); the largest groups come first."
    ),
    "list.more": (
        "crm list --sort -spent --limit 10 --columns name,phone,spent\n"
        "crm list 'gender:female age>=35 category:skincare spent>=5000' -o skin.csv\n"
        "crm list tag:vip --group-by city,stage --sum spent --avg age --count\n"
        "crm list 'last_contact<-30d' --group-by age:10 --pivot stage"
    ),
    "find": "find customers by part of a name, phone, company or note, or by a query",
    "find.more": "crm find ada\ncrm find 0147\ncrm find zs -f ids\ncrm find 'city:Paris spent>=500'",
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
    "log.about": "A query logs the contact with every customer it means, in one operation; a name has to mean one. Many need a yes.",
    "log.more": (
        "crm log Ada 'asked for a new offer' --channel phone\n"
        "crm log 12 'showed her the samples' --channel visit --at yesterday --next +1w\n"
        "crm log 'tag:vip city:Paris' 'sent season greetings' -c email"
    ),
    "note": "write down a note about a customer",
    "note.about": "A query notes it about every customer it means, in one operation; a name has to mean one. Many need a yes.",
    "note.more": "crm note Ada 'prefers to be called after six'\ncrm note 'source:fair' 'met at the spring fair'",
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
    "task_add.more": (
        "crm task add 'send the offer' --for Ada --due fri\n"
        "crm task add 'order boxes' --due +3d --repeat monthly\n"
        "crm task add 'ask how she is' --for 'tag:vip last_contact<-60d' --due +1w"
    ),
    "task_list": "list what is to be done",
    "task_list.more": "crm task list --overdue\ncrm task list Ada --all",
    "task_done": "tick off a task",
    "task_done.more": "crm task done 7",
    "task_snooze": "put tasks off to another day",
    "task_snooze.about": "A time of day stays unless the new one has its own. A recurring task goes on from the new day.",
    "task_snooze.more": "crm task snooze 7 fri\ncrm task snooze 7 9 'tomorrow 15:00'",
    "task_snooze.status": "4  the task is done already",
    "task_rm": "remove tasks",
    "task_rm.more": "crm task rm 7 9",
    "undo": "take back the last operation, or a given one",
    "undo.about": (
        "Every command that writes is one operation, an import or a merge of thousands of rows too. It can be taken "
        "back as long as nothing later touched the same rows; with --force-unchanged those stay, named, and the rest "
        "goes. Undoing an undo brings the operation back."
    ),
    "undo.more": "crm undo\ncrm history\ncrm undo 41\ncrm undo 41 --force-unchanged",
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
    "deal_add": "write down what a customer may buy",
    "deal_add.about": (
        "Stages are lead, qualified, proposal, negotiation, then won or lost. A deal is as likely as is usual in its stage "
        "(10, 25, 50, 75%) unless --probability says otherwise; amount times probability is its weighted amount."
    ),
    "deal_add.more": (
        "crm deal add Ada 'Tea for the office' --amount 1200 --expected eom\n"
        "crm deal add 12 'Ten chairs' --amount 3500 --stage proposal --probability 60"
    ),
    "deal_list": "list open deals, those expected first",
    "deal_list.more": "crm deal list\ncrm deal list Ada --stage all\ncrm deal list --overdue --sort -weighted\ncrm report deals",
    "deal_show": "show a deal and all that happened with it",
    "deal_show.more": "crm deal show 3",
    "deal_edit": "change what is expected of a deal",
    "deal_edit.more": "crm deal edit 3 --amount 1500 --expected +2w\ncrm deal edit 3 --note ''",
    "deal_move": "take a deal to another stage",
    "deal_move.about": "Forward or back; its probability becomes that of the new stage unless said. A won or lost deal is open again.",
    "deal_move.more": "crm deal move 3 proposal\ncrm deal move 3 negotiation --probability 90",
    "deal_move.status": "4  it is in that stage already",
    "deal_win": "close a deal: the customer buys",
    "deal_win.more": "crm deal win 3\ncrm sale add Ada 'Chair*10@350'\ncrm deal win 4 --sale 7",
    "deal_win.status": "4  it is closed already; or the sale is of another customer, cancelled, returned, or of another deal",
    "deal_lose": "close a deal: the customer does not buy, and why",
    "deal_lose.more": "crm deal lose 3 'bought from somebody cheaper'",
    "deal_lose.status": "4  it is closed already",
    "deal_rm": "remove deals entered by mistake",
    "deal_rm.more": "crm deal rm 3",
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
    "feedback_add": "write down a score that a customer gave",
    "feedback_add.about": (
        "NPS (0 to 10, the usual kind): would they recommend us? CSAT (1 to 5): are they satisfied? CES (1 to 7): was it "
        "easy? review (1 to 5): stars. The latest NPS and CSAT score of a customer are the fields nps and csat of queries."
    ),
    "feedback_add.more": "crm feedback add Ada 9 'quick and friendly'\ncrm feedback add 12 3 --kind csat --complaint 3\ncrm list 'nps<=6'",
    "feedback_list": "list feedback, the latest first",
    "feedback_list.more": "crm feedback list\ncrm feedback list Ada --kind nps --since -1y",
    "feedback_rm": "remove feedback entered by mistake",
    "feedback_rm.more": "crm feedback rm 7",
    "prefer_add": "write down what customers like or need",
    "prefer_add.about": (
        "A query notes it about every customer it means, in one operation; a name has to mean one. Many need a yes. What "
        "is known already stays as it is. Likes and needs are the field likes of queries."
    ),
    "prefer_add.more": (
        "crm prefer add Ada 'green tea' --source observed\ncrm prefer add 12 peanuts --kind avoid --note 'allergy'\n"
        "crm list likes:tea"
    ),
    "prefer_list": "list what customers like, need, dislike and must avoid",
    "prefer_list.more": "crm prefer list Ada\ncrm prefer list --kind avoid",
    "prefer_rm": "remove preferences",
    "prefer_rm.more": "crm prefer rm 7 9",
    # data
    "import": "read customers, sales and more from a file",
    "import.about": (
        "CSV in any usual encoding and dialect, with headings in English or Chinese. Every row is counted: read = "
        "created + updated + unchanged + skipped + rejected. Rejected rows are written to a file beside it with the "
        "reason. Reading the same file again makes no copies, and 'crm undo' takes the whole import back. Exports of "
        "Zoho, HubSpot, Salesforce, Pipedrive, Google, Outlook, LinkedIn, Shopify, Stripe, WooCommerce and Taobao and "
        "bills of WeChat Pay and Alipay are recognised (--preset). How a file was read can be noted beside it "
        "(--save-rules). A phone or an e-mail tells who somebody is only together with the name, unless --key says more. "
        "Two ids of one system are two customers, whatever else they share. Rows of one file that are about the same "
        "customer or record are taken together: later cells count, and the lines are told. Of a customer who was merged "
        "into another, only what has changed in the file since then is taken over."
    ),
    "import.more": (
        "crm import customers.csv --dry-run\n"
        "crm import sales orders.csv --create-customers\n"
        "crm import fair.csv --map 'Shop=company' --extra keep --save-rules\n"
        "crm import list.csv --key phone,name+company --on-duplicate fill"
    ),
    "import.status": "5  some rows were rejected, the rest is in",
    "imports_list": "list the files that were imported",
    "imports_list.about": "Undone imports are listed, too. 'crm undo OPERATION' takes one back.",
    "imports_list.more": "crm imports\ncrm imports -f json",
    "imports_show": "show one import: counts, hash, columns, state",
    "imports_show.more": "crm imports show 3",
    "export": "write customers, sales and more to a file or a pipe",
    "export.about": (
        "The suffix of -o says the form: .csv, .tsv, .json, .ndjson, .xlsx, .vcf (customers as address cards), .ics (tasks "
        "or birthdays for a calendar), .parquet. What CSV writes, 'crm import' reads, with --headings zh too; a cell "
        "that a spreadsheet would run as a formula gets a ' in front. A character that --encoding lacks is refused. "
        "--mask hides columns; what people wrote into notes stays. --all writes everything there is, and "
        "'crm import --all DIR' makes the same database of it."
    ),
    "export.more": (
        "crm export tag:vip -o customers.csv --headings zh --mask phone,email\n"
        "crm export sales -o sales.xlsx\n"
        "crm export birthdays -o birthdays.ics\n"
        "crm export --all -o everything"
    ),
    "export.status": "2  the kind has no such form\n7  a character does not fit, or the folder is not empty",
    "dedupe_list": "list customers who may be one and the same",
    "dedupe_list.about": (
        "Compares names (in Chinese and Latin letters, in any order), phones, e-mails, birthdays, addresses and more, "
        "and learns from your customers how much each of them tells. A phone that many people share tells little; two different "
        "birthdays or id numbers speak against, and 'auto' never merges such a pair. A group of several is as probable "
        "as its least likely member is one with the two others that it is most like."
    ),
    "dedupe_list.more": "crm dedupe list\ncrm dedupe list city:London --min 0.9\ncrm dedupe list --since 7d -f json",
    "dedupe_show": "compare probable duplicates side by side",
    "dedupe_show.about": (
        "One number is that of a group in 'crm dedupe list'; anything else means customers: a name, a phone, id:7, or two "
        "ids and more. = marks what is the same, ≈ what is the same in part or by its reading, ≠ what differs. With -f ids "
        "only the ids of the customers, ready for 'crm merge'."
    ),
    "dedupe_show.more": "crm dedupe show 1\ncrm dedupe show 'Anna Lindt'\ncrm dedupe show id:12\ncrm dedupe show 12 31",
    "dedupe_explain": "say why two customers are taken for one, or not",
    "dedupe_explain.about": (
        "A sum of weights: where it starts, what each field that both have adds or takes away, and the probability "
        "that comes of it."
    ),
    "dedupe_explain.more": "crm dedupe explain 12 31\ncrm dedupe explain 12 31 -f json",
    "dedupe_reject": "remember that customers are not the same",
    "dedupe_reject.about": "They are never proposed as duplicates again. 'crm undo' takes it back.",
    "dedupe_reject.more": "crm dedupe reject 12 31",
    "dedupe_auto": "merge the duplicates that nobody needs to look at",
    "dedupe_auto.about": (
        "Only where the probability is at least 0.999, the names agree, and the customers share a phone, an e-mail, an "
        "account such as WeChat or an id number that nobody of another name has; at least 0.9999 where all they share "
        "is what a household has in common. An e-mail made of a name alone does not count. Left to a look are a name in "
        "Chinese and one in Latin letters without an account or id number in common, namesakes of a household of whom "
        "each has a phone or e-mail of their own, and two e-mails of one firm. The customer who was there first stays, as with 'crm "
        "merge'; all of it is one operation, so one 'crm undo' takes it back. Before more merges than bulk_confirm it "
        "asks and copies the file."
    ),
    "dedupe_auto.more": "crm dedupe auto --dry-run\ncrm dedupe auto --yes",
    "dedupe_review": "decide on probable duplicates, one key each",
    "dedupe_review.about": (
        "Shows one group after the other side by side and waits for a key: m merges (the first one stays), n remembers "
        "that they are not the same, s skips, w says why, u undoes the last decision, q ends; e goes through a larger "
        "group pair by pair, and a shows the fields that a small screen has no room for. Every decision is stored at once "
        "and can be undone by itself; the next review goes on with what is left, what was skipped included."
    ),
    "dedupe_review.more": "crm dedupe review\ncrm dedupe review --min 0.9",
    "dedupe_review.status": "7  there is no terminal to ask at",
    "dedupe_train": "learn from all customers, and keep it for later looks",
    "dedupe_train.about": (
        "From then on all of 'crm dedupe' and the warnings of 'crm add' use what was learned, so that probabilities stay "
        "as they are and a few new customers are compared at once. 'crm dedupe list' says so, also when there are many "
        "more customers by now. Without it, each look learns anew. Once a month is plenty."
    ),
    "dedupe_train.more": "crm dedupe train",
    "dedupe_train.status": "3  there are no two customers to learn from",
    "dedupe_stats": "count pairs, groups, decisions, and what was skipped",
    "dedupe_stats.more": "crm dedupe stats\ncrm dedupe stats -f json",
    "dedupe_file": "find duplicates in any file, without a database",
    "dedupe_file.about": (
        "Reads what 'crm import' reads (CSV, Excel, JSON, vCard, SQLite) and prints its rows with two more columns: the "
        "number of the cluster, empty where a row stands alone, and how probable it is. Nothing is stored; what the "
        "columns mean is told from their headings, or by --map."
    ),
    "dedupe_file.more": "crm dedupe file people.csv -o clusters.csv\ncrm dedupe file people.xlsx --map Handy=phone --only-duplicates",
    "merge": "make one customer of two or more, with all their history",
    "merge.about": (
        "KEEP stays, with its own values; what it lacks comes from the other that was changed last, or as --take says; "
        "an address is completed only by one that contradicts it nowhere, so that no street comes into another town. "
        "All records, contact points and tags of the others become its own, and their ids lead to it from then on. Values "
        "that are not taken over are named, and kept for 'crm unmerge'."
    ),
    "merge.more": "crm merge 12 31\ncrm merge 12 31 --take phone=31\ncrm merge 12 31 --dry-run",
    "unmerge": "take a merge back, also when more was recorded since",
    "unmerge.about": (
        "The customer who was merged comes back with the records, contact points, tags and values of before, and their "
        "id leads to them again. Records added since stay with the survivor, or go along with --to restored; what is tied "
        "to a record that goes back (a payment for a sale, the sale of a won deal) goes with it, and a link that would "
        "lead to the other customer is taken out. Fields changed since stay, and "
        "what was removed since stays away. It says so."
    ),
    "unmerge.more": "crm unmerge 31\ncrm unmerge 31 --to restored",
    "verify": "note that a phone, e-mail or other contact point was checked",
    "verify.about": (
        "Marks the contact point of KIND as verified now, or with --bounced as dead: 'crm show' tells, 'crm report "
        "quality' counts, and a verified one becomes the primary one in a merge. Without VALUE it is the primary one."
    ),
    "verify.more": "crm verify 12 phone\ncrm verify 12 email old@example.com --bounced",
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
    "report.more": "crm report sales --by product --since 2026-01-01 -f json\ncrm report lifecycle --where 'city:London'\ncrm report rfm --explain\ncrm report quality",
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
    "doctor.about": (
        "A file that an older version of crm wrote is brought up to date by the first command that opens it; the file as "
        "it was is put beside it (crm.db.before-0006.bak). With --read-only it is left as it is and read from a copy."
    ),
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
    "segment_compare": "show how two segments overlap and what differs",
    "segment_compare.about": "Shares are of all customers in each; the difference is the first less the second, so a plus means more in the first.",
    "segment_compare.more": "crm segment compare skin tag:vip",
    "segment_freeze": "turn a segment into a fixed list",
    "segment_freeze.more": "crm segment freeze skin --as spring-mailing",
    "segment_watch": "show who entered and who left a segment since last asked",
    "segment_watch.more": "crm segment watch skin -f ids",
    "segment_rename": "rename a segment",
    "segment_rename.more": "crm segment rename skin skin-care",
    "segment_rm": "remove a segment",
    "segment_rm.more": "crm segment rm skin",
    "campaign_add": "add a campaign",
    "campaign_add.more": "crm campaign add spring --to segment:skin --cost 120\ncrm campaign join spring",
    "campaign_list": "list the campaigns and how far their members went",
    "campaign_list.more": "crm campaign list\ncrm campaign list --status running",
    "campaign_show": "show a campaign and its members",
    "campaign_show.more": "crm campaign show spring\ncrm campaign show spring -o members.csv",
    "campaign_edit": "change a campaign",
    "campaign_edit.more": "crm campaign edit spring --status running --message 'tea is in'",
    "campaign_join": "add customers to a campaign",
    "campaign_join.about": "Who is a member already stays one. 'crm list campaign:NAME' lists the members.",
    "campaign_join.more": "crm campaign join spring\ncrm campaign join spring 'tag:vip city:Paris'",
    "campaign_mark": "note that members got, opened, clicked, answered or bought",
    "campaign_mark.about": "The first time counts: what was noted before stays as it is. Who is no member is left out.",
    "campaign_mark.more": "crm campaign mark spring campaign:spring --sent\ncrm campaign mark spring Ada --converted --sale 7",
    "campaign_rm": "remove a campaign and its list of members",
    "campaign_rm.more": "crm campaign rm spring",
    "sql": "run a SELECT of your own over the views",
    "sql.more": "crm sql 'select name, spent from v_customers order by spent desc limit 5'\ncrm sql - < report.sql",
    "sql.status": "7  the statement would write",
}
