"""Why a row of a file was not taken."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "row_too_long": "the row has more cells than there are headings",
    "unclosed_quote": "a quote is opened and never closed",
    "nul_byte": "the row contains a NUL byte",
    "field_too_long": "a cell is longer than 131,072 characters",
    "line_too_long": "the line is longer than a million characters",
    "undecodable": "the row contains bytes that are not valid in the encoding of the file",
    "repeated_heading": "the headings are repeated",
}
