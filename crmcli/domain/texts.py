"""Text that people wrote, before it is stored."""

from crmcli.errors import Invalid


def checked(field: str, value: str, limit: int) -> str:
    """The value without space around it; Invalid if it is too long or cannot be stored."""
    value = value.strip()
    if len(value) > limit:
        raise Invalid("too_long", field=field, n=len(value), limit=limit)
    if "\x00" in value:
        raise Invalid("bad_character", field=field)
    return value
