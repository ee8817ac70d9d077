"""Why a value was refused: clauses that end the sentence of an error."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "invalid_contact": "this is no possible contact of the kind {kind}: '{value}'",
    # names
    "reason_empty": "it is empty",
    "reason_too_long_name": "it is longer than 200 characters",
    "reason_nul": "it contains a NUL character",
    "reason_encoding": "it contains characters that cannot be stored",
    # phones
    "reason_letters": "it contains letters",
    "reason_too_few_digits": "it has fewer than 5 digits",
    "reason_too_many_digits": "it has more than 15 digits",
    "reason_several_numbers": "it looks like several numbers; enter each by itself",
    "reason_odd_characters": "it contains characters that no phone number has",
    "reason_minus": "it starts with a minus sign",
    # e-mail
    "reason_no_at": "the @ is missing",
    "reason_two_ats": "it has more than one @",
    "reason_several_emails": "it looks like several addresses; enter each by itself",
    "reason_space": "it contains a space",
    "reason_control": "it contains an invisible character",
    "reason_local_part": "the part before the @ is not right",
    "reason_domain": "the part after the @ is not right",
    "reason_too_long_email": "it is longer than 254 characters",
    # other contacts
    "reason_qq": "a QQ number has 5 to 12 digits",
    # dates
    "reason_no_date": "no date is recognised in it",
    "reason_month": "there is no such month",
    "reason_day": "there is no such day",
    "reason_day_of_month": "that month does not have so many days",
    "reason_year": "there is no such year",
    "reason_year_digits": "write the year with four digits",
    "reason_ambiguous": "day and month could be either way round; write year-month-day",
    "reason_out_of_range": "it is too far from today",
    "reason_order": "its parts stand in another order than the rest of the column",
    "reason_time": "there is no such time of day",
    "reason_midnight": "it could mean either end of the day; write 0:00 with the date",
    "reason_minutes": "m could be minutes or months; write 30min, or the date",
    "reason_offset": "it names a time zone and none is set here to convert it to",
    "reason_lunar": "it is a date of the lunar calendar",
    "reason_lunar_day": "a lunar month has at most 30 days",
    "reason_leap_month": "leap months cannot be kept; write the month without 闰",
    # amounts
    "reason_no_amount": "no amount is recognised in it",
    "reason_no_number": "no number is recognised in it",
    "reason_separators": "its separators could be read in two ways",
    "reason_too_many_decimals": "it has more decimals than the currency",
    "reason_too_large": "it is too large",
    "reason_other_currency": "it is written in another currency",
}
