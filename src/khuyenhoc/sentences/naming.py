"""Words of agreeing to stand by name on lists for everybody."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

TEXTS: Words = {  # what people are asked; other words are another version in domain.naming.TEXT
    "asked": (
        "Hỏi: “Nếu được công nhận danh hiệu học tập, tên và thôn của ông, bà (của hộ, của em) được nêu trong danh "
        "sách công khai của xã. Ông, bà có đồng ý không? Không đồng ý cũng không ảnh hưởng đến việc xét; "
        "lúc nào đổi ý cũng được.”",
        "Ask: “When the title is recognised, your (your household's, your child's) name and hamlet stand on the "
        "commune's public list. Do you agree? Saying no changes nothing in the assessment; "
        "you may change your mind at any time.”",
    ),
}
ANSWERS: Words = {
    "yes": ("Đồng ý nêu tên", "Agrees to be named"),
    "no": ("Không nêu tên", "Is not to be named"),
}
TELLERS: Words = {  # domain.naming.Teller, as a choice
    "person": ("Chính người đó (đủ 18 tuổi)", "The person (18 or over)"),
    "head": ("Chủ hộ", "The household's head"),
    "guardian": ("Cha mẹ, người giám hộ (em dưới 7 tuổi)", "Parent or guardian (child under 7)"),
    "guardian_and_child": (
        "Cha mẹ, người giám hộ và em ấy (từ 7 tuổi)",
        "Parent or guardian and the child (7 or over)",
    ),
}
TELLERS_SAID: Words = {  # the same, of what was said
    "person": ("chính người đó nói", "said by the person"),
    "head": ("chủ hộ nói", "said by the head"),
    "guardian": ("người giám hộ nói", "said by the guardian"),
    "guardian_and_child": ("người giám hộ và em ấy nói", "said by guardian and child"),
}
CHANNELS: Words = {
    "spoken": ("Bằng lời", "In words"),
    "signed": ("Ký trên giấy", "Signed on paper"),
    "self": ("Tự ghi trên máy", "Entered it themselves"),
}
SHOWS: Words = {  # analytics.naming.Show
    "everybody": ("Tất cả", "Everybody"),
    "not_asked": ("Chưa hỏi", "Not asked"),
    "agreed": ("Đồng ý", "Agreed"),
    "refused": ("Không nêu tên", "Not to be named"),
}
KINDS: Mapping[str, Words] = {
    "naming_text": TEXTS,
    "naming_answer": ANSWERS,
    "teller": TELLERS,
    "teller_said": TELLERS_SAID,
    "naming_channel": CHANNELS,
    "naming_show": SHOWS,
}
