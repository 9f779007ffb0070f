"""The two sheets of the workbook of learning centres: one of centres, one of their classes and sessions."""

from khuyenhoc.domain.centres import Field
from khuyenhoc.sentences import words
from khuyenhoc.workbooks.plain import Form, Head
from khuyenhoc.workbooks.tables import Kind

CENTRES, CLASSES = "Trung tâm", "Lớp học"
PLACE = Head("Nơi", "Place", ("xã", "thôn", "địa điểm"), width=34)
CENTRE = Head("Trung tâm", "Centre", ("tên trung tâm",), width=34, needed=True)
SINCE = Head("Thành lập", "Founded", ("ngày thành lập",), kind=Kind.DAY, width=14, needed=True)
REFERENCE = Head("Quyết định thành lập", "Founding decision", width=30)
TOPIC = Head("Lớp", "Class", ("tên lớp", "chuyên đề"), width=34, needed=True)
FIELD = Head("Lĩnh vực", "Field", width=26)
BEGINS = Head("Khai giảng", "Begins", ("ngày khai giảng",), kind=Kind.DAY, width=14, needed=True)
ENDS = Head("Kết thúc", "Ends", kind=Kind.DAY, width=14)
TEACHERS = Head("Người dạy", "Teachers", ("giáo viên", "báo cáo viên"), width=30)
COST = Head("Kinh phí (đồng)", "Cost (đồng)", ("kinh phí",), kind=Kind.NUMBER, width=18)
HELD_ON = Head("Buổi học ngày", "Session on", kind=Kind.DAY, width=14)
ABOUT = Head("Nội dung buổi", "About", width=34)
CAME = Head("Số người dự", "Came", width=14)
SESSIONS = Head("Tổng số buổi", "Sessions in all", ("số buổi",), kind=Kind.NUMBER, width=14)
PEOPLE = Head("Tổng số người", "People in all", ("số người", "số học viên"), kind=Kind.NUMBER, width=14)
ATTENDANCES = Head("Tổng lượt người", "Attendances in all", ("số lượt người", "lượt người"), width=16)
DIRECTOR = Head("Giám đốc", "Director", width=28)
DEPUTIES = Head("Phó giám đốc", "Deputies", width=34)
IN_POST = Head("Giữ chức từ", "In post since", kind=Kind.DAY, width=14)
RESTS = Head("Tạm ngừng từ", "Inactive since", ("ngừng hoạt động từ",), kind=Kind.DAY, width=14)
WHY = Head("Lý do tạm ngừng", "Why inactive", width=30, most=300)
_GUIDANCE = (
    "Bảng “Trung tâm”: mỗi xã một dòng. Bảng “Lớp học”: mỗi buổi học một dòng; lớp chưa học buổi nào thì một dòng,"
    " để trống các cột về buổi học.",
    "Lớp đã học xong mà không còn biết từng buổi: một dòng, ghi Tổng số buổi, Tổng số người, Tổng lượt người.",
    "Giám đốc, Phó giám đốc: họ tên; nhiều người cách nhau bằng dấu chấm phẩy. Trùng tên với đúng một"
    " cán bộ Hội của xã thì nối với cán bộ ấy. Giữ chức từ: để trống là từ ngày thành lập, hoặc hôm nay nếu"
    " trung tâm đã có.",
    "Tạm ngừng từ: để trống nếu đang hoạt động.",
    "Không đổi tên các cột. Thiếu một trong hai bảng cũng được.",
    "Nơi: tên xã, hoặc tên thôn nơi mở lớp; để trống là chính nơi đang nạp tệp.",
    "Ngày: ghi như 5/11/2026. Số người dự: 30, hơn 30, gần 50.",
    "Lĩnh vực: " + "; ".join(words.word("centre_field", one) for one in Field) + ".",
    "Cùng nơi, cùng tên lớp, cùng ngày khai giảng là một lớp. Lớp đã có thì chỉ thêm buổi mới và sửa số người dự;"
    " sửa thông tin lớp thì vào trang của lớp.",
    "Số người dự gồm cả người đã đánh dấu tên ở trang lớp, nên không được ít hơn số ấy.",
    "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
)
TOTALS = (SESSIONS, PEOPLE, ATTENDANCES)
CENTRE_FORM = Form(
    CENTRES, "Centres", (PLACE, CENTRE, SINCE, REFERENCE, DIRECTOR, DEPUTIES, IN_POST, RESTS, WHY), ()
)
CLASS_FORM = Form(
    CLASSES,
    "Classes",
    (PLACE, TOPIC, FIELD, BEGINS, ENDS, TEACHERS, COST, HELD_ON, ABOUT, CAME, *TOTALS),
    _GUIDANCE,
)
