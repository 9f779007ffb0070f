"""What answers look like, for the OpenAPI document and for the tests that hold answers to it."""

from typing import Any

from pydantic import BaseModel, Field


class Problem(BaseModel):
    """Something cannot be answered."""

    code: str = Field(description="Mã, không đổi / a code, for ever the same")
    sentence: str = Field(description="Câu cho người đọc, theo ngôn ngữ được hỏi / for people")
    parameter: str | None = Field(None, description="Tham số có lỗi / the part of the address it is about")
    seconds: int | None = Field(None, description="Đợi bao nhiêu giây / how long to wait")
    most: int | None = Field(None, description="Nhiều nhất bao nhiêu / how much at most")


def answers(shape: type[BaseModel]) -> dict[Any, Any]:
    """What one address may answer; 304 to whoever has it already."""
    return {200: shape} | dict.fromkeys((400, 401, 403, 404, 429), Problem)
