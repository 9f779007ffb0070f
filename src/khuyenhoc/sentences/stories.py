"""What people read of stories and of making the movement known: refusals, deeds and words."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

VIETNAMESE: dict[str, str] = {
    "STORY_WANTS_CONSENT": "Chưa ghi sự đồng ý của người được kể hoặc có mặt trong ảnh.",
    "STORY_TELLER_WRONG": "Phải là chính người ấy, người giám hộ, hoặc người đứng đầu gia đình, dòng họ đồng ý.",
    "STORY_NOT_NOW": "Bài này {stands}, nên chưa làm việc ấy được.",
    "STORY_OWN_HAND": "Người viết không tự duyệt bài của mình. Hãy nhờ người khác xem và duyệt.",
    "STORY_CHANGED_MEANWHILE": "Có người vừa sửa bài này. Hãy tải lại trang rồi sửa.",
    "STORY_PHOTOS_FULL": "Mỗi bài có nhiều nhất {most} ảnh.",
    "STORY_DAY_TO_COME": "Ngày {day} chưa tới.",
    "STORY_CONSENT_GONE": "Sự đồng ý này đã được rút rồi.",
    "STORY_REASON_MISSING": "Hãy ghi lý do.",
    "STORY_SAID_NO": "Đã nói không muốn nêu tên nơi công khai: {names}. Hãy bỏ tên ấy khỏi bài.",
    "STORY_TELLS_TOO_MUCH": (
        "Máy thấy trong bài có thể có điều riêng tư: {what}. Hãy bỏ những chỗ ấy, hoặc đánh dấu “Đã xem kỹ” rồi gửi."
    ),
    "STORY_SUBJECT_ELSEWHERE": "{number} tên không có trong sổ của nơi này, hoặc không đúng loại bài.",
    "STORY_SUBJECTS_FULL": "Mỗi bài kể về nhiều nhất {most} tên trong sổ.",
    "OUTREACH_WRONG": "Số lần phải từ 1 trở lên, năm không ở tương lai, chi hội phải của nơi này.",
    "OUTREACH_GONE": "Dòng này đã được xóa rồi.",
}
ENGLISH: dict[str, str] = {
    "STORY_WANTS_CONSENT": "Nobody wrote down that those told of or shown agree; ask them first.",
    "STORY_TELLER_WRONG": "It is the person or a guardian who agrees; for a family or clan its head.",
    "STORY_NOT_NOW": "This story {stands}, so that cannot be done now.",
    "STORY_OWN_HAND": "Whoever wrote a story does not let it out. Ask somebody else to read it.",
    "STORY_CHANGED_MEANWHILE": "Somebody just changed this story. Load the page again.",
    "STORY_PHOTOS_FULL": "A story has {most} photos at most.",
    "STORY_DAY_TO_COME": "{day} is still to come.",
    "STORY_CONSENT_GONE": "This consent was taken back already.",
    "STORY_REASON_MISSING": "Say why.",
    "STORY_SAID_NO": "These said that they do not want to be named to everybody: {names}. Leave them out.",
    "STORY_TELLS_TOO_MUCH": (
        "This might be private: {what}. Take it out, or tick “Looked over” and hand the story in."
    ),
    "STORY_SUBJECT_ELSEWHERE": "{number:name is|names are} not in the register of this place, or not of this kind.",
    "STORY_SUBJECTS_FULL": "A story tells of {most} names of the register at most.",
    "OUTREACH_WRONG": "At least once, in no year to come, by a branch of this place.",
    "OUTREACH_GONE": "This line was deleted already.",
}
DEEDS: Words = {
    "outreach.dropped": ("xóa một dòng tuyên truyền ghi nhầm", "deleted a line of outreach"),
    "outreach.told": ("ghi số lần tuyên truyền", "recorded outreach"),
    "story.agreed": ("ghi sự đồng ý đăng bài", "recorded consent to a story"),
    "story.changed": ("sửa bài viết", "changed a story"),
    "story.consent_taken_back": (
        "ghi việc rút đồng ý đăng bài",
        "recorded that consent to a story was taken back",
    ),
    "story.handed_in": ("gửi bài chờ duyệt", "handed a story in"),
    "story.photo_added": ("thêm ảnh vào bài", "added a photo to a story"),
    "story.photo_removed": ("bỏ ảnh khỏi bài", "removed a photo from a story"),
    "story.published": ("duyệt đăng bài", "published a story"),
    "story.sent_back": ("trả lại bài để sửa", "sent a story back"),
    "story.tells_of": ("ghi bài kể về ai trong sổ", "noted of whom a story tells"),
    "story.tells_no_more_of": ("bỏ một tên khỏi bài", "took a name off a story"),
    "story.taken_down": ("gỡ bài đã đăng", "took a story down"),
    "story.written": ("viết bài", "wrote a story"),
}
KINDS: Mapping[str, Words] = {
    "private_detail": {  # domain.private_details.Detail
        "birth": ("ngày, năm sinh", "birth"),
        "school": ("trường, lớp", "school or class"),
        "address": ("địa chỉ nhà", "home address"),
        "telephone": ("số điện thoại", "telephone number"),
        "id_number": ("số giấy tờ", "identity number"),
    },
    "story_kind": {
        "announcement": ("thông báo, tin", "announcement"),
        "person": ("gương người học tốt", "a good learner"),
        "family": ("gia đình học tập", "a learning family"),
        "clan": ("dòng họ học tập", "a learning clan"),
    },
    "story_state": {
        "draft": ("đang viết", "is being written"),
        "waiting": ("chờ duyệt", "waits to be read"),
        "returned": ("bị trả lại để sửa", "was sent back"),
        "published": ("đã đăng", "is published"),
        "taken_down": ("đã gỡ", "was taken down"),
    },
    "story_teller": {
        "person": ("Chính người ấy (đủ 18 tuổi)", "The person (18 or over)"),
        "head": ("Chủ hộ, trưởng họ", "The family's or clan's head"),
        "guardian": ("Cha mẹ, người giám hộ (em dưới 7 tuổi)", "Parent or guardian (child under 7)"),
        "guardian_and_child": (
            "Cha mẹ, người giám hộ và em ấy (từ 7 tuổi)",
            "Parent or guardian and the child (7 or over)",
        ),
    },
    "story_channel": {"spoken": ("Bằng lời", "In words"), "signed": ("Ký trên giấy", "Signed on paper")},
    "story_text": {
        "asked": (
            "Hỏi: “Hội muốn kể về ông, bà (gia đình, dòng họ, em) trên trang công khai của xã, có tên, thôn và ảnh "
            "trong bài. Ông, bà có đồng ý không? Không đồng ý thì không đăng; đồng ý rồi vẫn rút lại được bất cứ "
            "lúc nào, bài được gỡ ngay.”",
            "Ask: “The association would like to tell of you (your family, clan, child) on the commune's public "
            "page, with name, hamlet and the photos of the story. Do you agree? If not it is not published; you may "
            "take it back at any time, and the story is taken down at once.”",
        )
    },
    "means": {
        "loudspeaker": ("loa truyền thanh", "loudspeaker"),
        "meeting": ("họp, nói chuyện", "meetings and talks"),
        "press": ("báo, đài", "press and radio"),
        "web": ("trang mạng, mạng xã hội", "web and social media"),
        "other": ("cách khác", "other"),
    },
}
