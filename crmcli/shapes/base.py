"""What all shapes are made of."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
Money = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", description="decimal string; its currency is beside it")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO 8601 day")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$", description="ISO 8601, local time")]
When = Annotated[
    str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$", description="a day, with a time if there is one")
]
Birthday = Annotated[
    str, Field(pattern=r"^(\d{4}|-)-\d{2}-\d{2}$", description="ISO 8601 day; --MM-DD where the year is not known")
]
Stage = Literal["lead", "new", "active", "at_risk", "lost"]
CustomerKind = Literal["person", "company"]
Direction = Literal["in", "out"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True, use_attribute_docstrings=True)
