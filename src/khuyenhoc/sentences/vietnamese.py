"""Vietnamese sentences by error code; grouped as the domain's modules are."""

SENTENCES: dict[str, str] = {
    "RULE_BROKEN": "Thao tác không hợp lệ.",
    # criteria sets, answers, scoring
    "CRITERIA_SET_UNSOUND": "{file}: bộ tiêu chí có {count} lỗi, lỗi đầu tiên ở dòng {line}.",
    "CRITERIA_FAULT": "{file}, dòng {line}: “{where}” không đúng.",
    "CRITERIA_TOML_UNREADABLE": "{file}, dòng {line}: tệp không đúng cú pháp TOML ({detail}).",
    "CRITERIA_KEY_UNKNOWN": "{file}, dòng {line}: không có khóa “{where}” trong định dạng bộ tiêu chí.",
    "CRITERIA_KEY_MISSING": "{file}, dòng {line}: thiếu khóa “{where}”.",
    "CRITERIA_TEXT_EXPECTED": "{file}, dòng {line}: “{where}” phải là chữ trong dấu nháy và không để trống.",
    "CRITERIA_WORDS_EXPECTED": '{file}, dòng {line}: “{where}” phải có dạng {{ vi = "…", en = "…" }}.',
    "CRITERIA_TRUE_OR_FALSE_EXPECTED": "{file}, dòng {line}: “{where}” phải là true hoặc false.",
    "CRITERIA_WHOLE_NUMBER_EXPECTED": "{file}, dòng {line}: “{where}” phải là số nguyên từ 0 trở lên.",
    "CRITERIA_DECIMAL_EXPECTED": (
        '{file}, dòng {line}: “{where}” phải là số không âm, viết như "10.00"; trong tệp là “{value}”.'
    ),
    "CRITERIA_DECIMAL_TOO_FINE": (
        "{file}, dòng {line}: “{where}” chỉ được có nhiều nhất hai chữ số thập phân; trong tệp là “{value}”."
    ),
    "CRITERIA_DATE_EXPECTED": "{file}, dòng {line}: “{where}” phải là ngày, viết như 2025-07-01.",
    "CRITERIA_TABLE_EXPECTED": "{file}, dòng {line}: “{where}” phải là một bảng gồm các khóa.",
    "CRITERIA_LIST_EXPECTED": "{file}, dòng {line}: “{where}” phải là một danh sách.",
    "CRITERIA_LIST_EMPTY": "{file}, dòng {line}: danh sách “{where}” đang trống, cần ít nhất một mục.",
    "CRITERIA_VALUE_UNKNOWN": (
        "{file}, dòng {line}: “{where}” không nhận giá trị “{value}”; chỉ nhận: {allowed}."
    ),
    "CRITERIA_SEMANTICS_UNKNOWN": (
        "{file}, dòng {line}: chưa có cách chấm điểm số {value}; hiện có: {allowed}."
    ),
    "CRITERIA_CODE_UNUSABLE": (
        "{file}, dòng {line}: không dùng được mã “{value}”; mã chỉ gồm chữ, số, dấu chấm, gạch ngang và "
        "gạch dưới, không kết thúc bằng .part hay .whole, không trùng từ dành riêng."
    ),
    "CRITERIA_CODE_REPEATED": "{file}, dòng {line}: mã “{value}” đã dùng ở dòng {first_line}.",
    "CRITERIA_OUT_OF_ORDER": (
        "{file}, dòng {line}: “{where}” ({value}) đứng sai thứ tự; mức điểm và xếp loại viết từ cao "
        "xuống thấp, mức độ viết từ thấp lên cao."
    ),
    "CRITERIA_NUMBER_TOO_LARGE": "{file}, dòng {line}: “{where}” là {value}, lớn hơn mức cho phép {most}.",
    "CRITERIA_STEP_UNUSABLE": (
        "{file}, dòng {line}: bước điểm “{where}” là {value}; phải lớn hơn 0 và không quá điểm tối đa."
    ),
    "CRITERIA_FLOOR_ABOVE_MAXIMUM": (
        "{file}, dòng {line}: mức tối thiểu {value} ở “{where}” cao hơn điểm tối đa {most}, không ai "
        "đạt được."
    ),
    "CRITERIA_CRITERION_UNKNOWN": (
        "{file}, dòng {line}: “{where}” nêu tiêu chí {value} nhưng bộ không có tiêu chí này."
    ),
    "CRITERIA_LEVEL_UNKNOWN": (
        '{file}, dòng {line}: “{where}” nêu mức độ “{value}” mà không chỉ tiêu nào có; mức độ là "1", "2", …'
    ),
    "CRITERIA_NOT_FOR_KIND": "{file}, dòng {line}: “{where}” không dùng cho loại chỉ tiêu {kind}.",
    "CRITERIA_NOT_FOR_LOGIC": "{file}, dòng {line}: “{where}” không dùng trong bộ chấm theo {logic}.",
    "CRITERIA_DATES_OUT_OF_ORDER": "{file}, dòng {line}: ngày hết hiệu lực “{where}” trước ngày có hiệu lực.",
    "CRITERIA_NOTHING_TO_SCORE": "{file}, dòng {line}: tổng điểm tối đa của bộ là 0, không chấm điểm được.",
    "CRITERIA_UNKNOWN_ONLY_IN_DRAFT": (
        "{file}, dòng {line}: “{where}” để trống; chỉ bộ dự thảo (draft) mới được để trống số chưa biết."
    ),
    "ANSWER_CODE_UNKNOWN": "Bộ tiêu chí {set} không hỏi mục: {codes}.",
    "ANSWERS_DAMAGED": "Câu trả lời đã lưu cho mục {code} không đọc được.",
    "CRITERIA_SET_INCOMPLETE": "Bộ tiêu chí {set} còn {count} chỗ chưa biết nên chưa chấm điểm được.",
    # places
    "PLACES_UNSOUND": "Dữ liệu địa danh số {place} mâu thuẫn ({fault}).",
    "PLACE_UNKNOWN_THEN": "Ngày {on} chưa có địa danh số {place}.",
    "PLACE_NOT_FOUND": "Không tìm thấy địa danh nào khớp với “{text}”.",
    "PLACE_AMBIGUOUS": (
        "Có {count} địa danh khớp với “{text}”; hãy ghi thêm loại đơn vị, đơn vị cấp trên hoặc ngày."
    ),
    "NOT_A_COMMUNE": (
        "Chỉ mở được thôn, tổ dân phố trong một xã, phường, thị trấn hoặc đặc khu (địa danh số {place} "
        "không phải)."
    ),
    "HAMLETS_NEED_SUCCESSOR": (
        "Địa danh số {place} bị chia tách ngày {on}; hãy ghi rõ các thôn này thuộc đơn vị nào sau đó."
    ),
    "HAMLET_NAMED_TWICE": "Địa danh số {place} đã có thôn, tổ dân phố tên “{name}”.",
    # restatement
    "RESTATED_BACKWARDS": "Chỉ quy đổi số liệu sang một ngày sau đó: {end} đứng trước {begin}.",
    "SHARES_ABOVE_WHOLE": "Tổng các tỷ lệ của địa danh số {place} vượt quá 100%.",
    "SHARE_NOT_OF_SPLIT": "Không có lần chia tách nào từ địa danh số {place} sang địa danh số {successor}; hãy bỏ tỷ lệ này.",
    "COUNT_FILE_UNREADABLE": "{file}: không đọc được tệp ({detail}); cần tệp CSV mã hóa UTF-8.",
    "COUNT_COLUMN_MISSING": "{file}, dòng 1: thiếu cột “{column}”.",
    "COUNT_ROW_UNEVEN": "{file}, dòng {line}: có {cells} ô trong khi có {columns} cột; địa danh có dấu phẩy phải đặt trong dấu nháy kép.",
    "COUNT_NOT_WHOLE": "{file}, dòng {line}, cột {column}: “{text}” không phải là số nguyên không âm.",
    "COUNT_PLACE_NOT_FOUND": "{file}, dòng {line}, cột {column}: ngày {on} không có địa danh nào khớp với “{text}”.",
    "COUNT_PLACE_AMBIGUOUS": "{file}, dòng {line}, cột {column}: ngày {on} có {count} địa danh khớp với “{text}”; hãy ghi thêm loại đơn vị và đơn vị cấp trên.",
    "SHARE_UNREADABLE": "{file}, dòng {line}, cột {column}: “{text}” không phải là tỷ lệ lớn hơn 0 và không quá 100, nhiều nhất hai chữ số thập phân.",
    # reforms of places
    "PLACES_CHANGED_MEANWHILE": "Có người vừa thay đổi {number} địa danh này cùng lúc. Hãy thực hiện lại.",
    "REFORM_PLAN_UNREADABLE": "Dòng {line}: tệp không đúng cú pháp TOML ({detail}).",
    "REFORM_KEY_MISSING": "Dòng {line}: thiếu “{where}”.",
    "REFORM_KEY_UNKNOWN": "Dòng {line}: không có khóa “{where}” trong kế hoạch sắp xếp; hãy xóa hoặc sửa tên khóa.",
    "REFORM_TEXT_EXPECTED": "Dòng {line}: “{where}” phải là chữ trong dấu nháy, không để trống và không quá dài.",
    "REFORM_DATE_EXPECTED": "Dòng {line}: “{where}” phải là ngày, viết như 2026-07-01.",
    "REFORM_SHARE_EXPECTED": '"{where}" ở dòng {line} phải là tỷ lệ phần trăm có nhiều nhất hai chữ số thập phân, viết như "62.50".',
    "REFORM_LIST_EXPECTED": "Dòng {line}: “{where}” phải là một danh sách có ít nhất một mục.",
    "REFORM_TRUE_OR_FALSE_EXPECTED": "Dòng {line}: “{where}” phải là true hoặc false.",
    "REFORM_KIND_UNKNOWN": "Dòng {line}: “{where}” không nhận giá trị “{value}”; chỉ nhận: {allowed}.",
    "REFORM_KEY_REPEATED": "Dòng {line}: {where} đặt lại khóa “{key}” đã dùng cho một đơn vị mới khác; hãy chọn khóa khác.",
    "REFORM_PLACE_UNKNOWN": "Mục {entry}: không tìm thấy địa danh “{text}”; hãy ghi đủ tên và đơn vị cấp trên, hoặc # và số.",
    "REFORM_PLACE_AMBIGUOUS": "Mục {entry}: có {count} địa danh khớp với “{text}”: {candidates}. Hãy ghi thêm đơn vị cấp trên, hoặc # và số.",
    "REFORM_NEW_PLACE_UNKNOWN": "Mục {entry}: kế hoạch không mở đơn vị mới nào có khóa “{text}”.",
    "REFORM_LEGAL_REFERENCE_MISSING": "Mục {entry}: chưa ghi văn bản làm căn cứ (legal_reference).",
    "REFORM_PLACE_CLOSED": "Mục {entry}: {place} không còn từ ngày {on}; hãy ghi đơn vị đang có.",
    "REFORM_TOO_EARLY": "Mục {entry}: {place} còn có thay đổi ngày {last}, nên ngày hiệu lực phải sau ngày đó, không thể là {day}.",
    "REFORM_OTHER_KIND": "Mục {entry}: {place} và {other} không cùng loại đơn vị nên không thể nhập hay chia vào nhau.",
    "REFORM_WRONG_PARENT": "Mục {entry}: {place} không thể trực thuộc {parent}; hãy ghi đúng đơn vị cấp trên.",
    "REFORM_PARENT_UNCLEAR": "Mục {entry}: chưa rõ {place} trực thuộc hoặc do đâu quản lý; hãy ghi parent (hoặc custodian).",
    "REFORM_PLACE_TWICE": "Mục {entry}: {place} đã được sắp xếp ở mục {first}; mỗi đơn vị chỉ sắp xếp một lần trong một ngày.",
    "REFORM_NOTHING_MERGED": "Mục {entry}: không có đơn vị nào nhập vào {place}.",
    "REFORM_PARTS_MISSING": "Mục {entry}: {place} phải được chia cho ít nhất hai đơn vị khác nhau và khác chính nó.",
    "REFORM_SHARES_INCOMPLETE": "Mục {entry}: khi chia {place}, hãy ghi tỷ lệ cho mọi phần hoặc không ghi phần nào.",
    "REFORM_SHARES_DO_NOT_ADD": "Mục {entry}: các tỷ lệ chia {place} cộng lại là {total}%, phải đúng 100%.",
    "REFORM_DEFAULT_TWICE": "Mục {entry}: khi chia {place}, chỉ một phần được là phần mặc định.",
    "REFORM_HAMLETS_FORGOTTEN": "Mục {entry}: khi chia {place}, chưa ghi {number} đơn vị bên dưới về đâu: {hamlets}.",
    "REFORM_NOT_BELOW": "Mục {entry}: {hamlet} không trực thuộc {place} nên không thể chia theo nó.",
    "REFORM_NOT_EMPTY": "Mục {entry}: {place} còn {number} đơn vị bên dưới: {hamlets}. Hãy chuyển hoặc giải thể các đơn vị đó trước.",
    # rounds, cases, decisions
    "STEP_NOT_ALLOWED": "Hồ sơ đang ở trạng thái “{state}” nên không thể {step} (hồ sơ số {cases}). Hãy tải lại trang để xem trạng thái mới nhất.",
    "NOTHING_INSIDE": "Bộ tiêu chí đếm “{counts}” nhưng {title} không có thành phần này.",
    "NOT_ELIGIBLE": "{number} đối tượng không đăng ký được vì {why}: số {subjects}. Hãy bỏ chọn các đối tượng này.",
    "NO_QUORUM": "Cuộc họp chỉ có {present} trên {invited} người được mời, chưa đủ {quorum_percent}% theo quy định của đợt.",
    "VOTES_DO_NOT_ADD": "Hồ sơ số {case}: {votes} phiếu nhưng chỉ có {present} người dự họp.",
    "ATTENDANCE_IMPOSSIBLE": "Số người dự họp ({present}) phải từ 1 đến số người được mời ({invited}).",
    "SAME_KEY_OTHER_REQUEST": "Yêu cầu này đã được gửi trước đó với nội dung khác. Hãy tải lại trang rồi làm lại.",
    "OUTSIDE_SCOPE": "Không tìm thấy nội dung này, hoặc bạn chưa được giao việc này ở đây.",
    "GRANTS_TO_SELF": "Không ai tự giao việc cho mình; hãy nhờ cấp trên giao.",
    "SET_NOT_FOUND": "Không có bộ tiêu chí “{key}”.",
    "PUBLISHED_SET_CHANGED": "Bộ tiêu chí {set} đã ban hành nên không được sửa cách chấm; hãy thêm một phiên bản mới.",
    "NO_SUCH_PEOPLE": "{number} người không có trong sổ công dân: số {subjects}.",
    "ALREADY_MEMBER": "{number} người đã là hội viên của chi hội này: số {subjects}.",
    "NOT_A_MEMBER": "{number} người không phải hội viên của chi hội này: số {subjects}.",
    "LEAVES_TOO_EARLY": "{number} người vào hội từ ngày {day} trở đi nên không thể ra hội ngày đó: số {subjects}.",
    "TITLE_NAMED_ALREADY": "Ở địa bàn này, danh hiệu {title} đã có tên gọi “{name}” từ ngày {day}.",
    "MARKED_ALREADY": "Địa bàn này đã được đánh dấu là địa bàn khó khăn từ ngày {day} (theo {source}).",
    "LIST_DAY_UNREADABLE": "{file}, dòng {line}, cột {column}: “{text}” không phải là ngày; ghi dạng 2025-07-01 hoặc 01/07/2025.",
    "LIST_WORD_UNKNOWN": "{file}, dòng {line}, cột {column}: không có “{text}”; dùng một trong: {known}.",
    "LIST_CELL_BLANK": "{file}, dòng {line}: cột {column} còn trống.",
    "LIST_ENDS_TOO_EARLY": "{file}, dòng {line}: ngày cuối phải không trước ngày đầu.",
    "NAME_MISSING": "Dòng {row}: chưa có tên.",
    "NAME_TOO_LONG": "Dòng {row}: tên dài quá {most} chữ.",
    "COMMUNITY_EXISTS": "Mỗi địa bàn là một cộng đồng; cộng đồng này đã có trong sổ.",
    "DOES_NOT_BELONG": "{number} đối tượng không thể thuộc nhau theo cách này: số {subjects}.",
    "BELONGS_ELSEWHERE": "Có người đang thuộc một hộ khác, hoặc hộ đang thuộc một dòng họ khác; hãy ghi rời đi trước.",
    "NO_ROUND": "Chưa có đợt {title} năm {year} cho địa bàn này.",
    "ROUND_EXISTS": "Địa bàn này đã có đợt {title} năm {year}.",
    "SET_DOES_NOT_FIT": "Bộ tiêu chí {set} không dùng được cho đợt {title}: {why}.",
    "MORE_SPECIFIC_SET_HOLDS": "Không dùng bộ tiêu chí {set} ở đây, vì đã có bộ {holds} làm riêng cho địa bàn hoặc đơn vị này; hãy chọn bộ {holds}.",
    "SCOPE_PLACE_UNKNOWN": "Bộ tiêu chí {set} ghi dùng cho “{place}” nhưng có {count} nơi khớp với tên ấy; hãy ghi rõ như “Xã X, Huyện Y, Tỉnh Z” hoặc ghi mã.",
    "NOT_A_DRAFT": "Bộ tiêu chí {set} không còn là dự thảo nên không nhận góp ý nữa.",
    "INDICATOR_NOT_IN_SET": "Bộ tiêu chí {set} không có mã {indicator}; hãy chọn một chỉ tiêu của bộ hoặc góp ý chung cho cả bộ.",
    "COMMENT_EMPTY": "Chưa có nội dung góp ý hoặc lý do trả lời.",
    "COMMENT_TOO_LONG": "Nội dung dài {number} ký tự, nhiều nhất là {most}; hãy viết ngắn lại hoặc chia làm nhiều góp ý.",
    "RULES_NOT_AS_PUBLISHED": "Bộ tiêu chí {set} trong cơ sở dữ liệu không còn như lúc ban hành; hãy báo người quản trị.",
    "ROUND_UNSOUND": "Đợt chưa mở được: {what} không hợp lý.",
    "OUTSIDE_PARENT_ROUND": "Đợt của địa phương phải nằm trong đợt của cấp trên: sai {what}.",
    "REGISTRATION_CLOSED": "Ngày {day} nằm ngoài thời gian đăng ký, từ {opens} đến {closes}.",
    "ALREADY_REGISTERED": "{number} đối tượng đã đăng ký trong năm: số {subjects}. Hãy bỏ chọn các đối tượng này.",
    "NOTHING_NAMED": "Chưa chọn đối tượng nào.",
    "CANNOT_WITHDRAW": "{number} đăng ký không rút được ở bước này: đã rút trước đó hoặc đã nộp phiếu tự đánh giá.",
    "CASES_UNKNOWN": "{number} hồ sơ không có trong hệ thống.",
    "CHANGED_MEANWHILE": "Có người vừa thay đổi {number} hồ sơ này trước bạn (số {cases}). Hãy tải lại trang rồi làm lại.",
    "VERIFIES_OWN_ENTRY": "Không ai được xác minh hồ sơ do chính mình nhập: {number} hồ sơ, số {cases}. Hãy nhờ người khác xác minh.",
    "REASON_MISSING": "Hãy ghi lý do.",
    "NOT_PASSING": "{number} hồ sơ chưa đạt tiêu chí nên không đề nghị được: số {cases}.",
    "OTHER_PLACE": "{number} hồ sơ không thuộc địa bàn của cuộc họp: số {cases}.",
    "BOTH_ANSWERS": "{number} hồ sơ vừa được công nhận vừa bị từ chối trong cùng quyết định: số {cases}.",
    "NOT_YET": "Ngày {day} chưa đến (hôm nay là {today}) nên chưa ghi hết hạn được.",
    "OTHER_ROUND": "Các hồ sơ được chọn thuộc nhiều đợt khác nhau; hãy làm từng đợt một.",
    "DECIDES_OWN_VERIFICATION": "Không ai được quyết định hồ sơ do chính mình nhập hoặc xác minh: {number} hồ sơ, số {cases}.",
    "TAKES_EFFECT_TOO_EARLY": "Quyết định không thể có hiệu lực ngày {day}, trước ngày đề nghị {proposed}.",
    "NOT_HELD": "{number} danh hiệu không còn được giữ nên không tặng thêm được: số {cases}.",
    "RECOGNITIONS_UNKNOWN": "{number} danh hiệu không có trong hệ thống.",
    # files of answers and sets
    "ANSWER_FILE_UNREADABLE": "Không đọc được tệp {file}; tệp phải là CSV mã hóa UTF-8 ({detail}).",
    "ANSWER_FILE_EMPTY": "Tệp {file} trống, không có dòng tiêu đề.",
    "OUTCOME_FILE_UNWRITABLE": "Không ghi được tệp kết quả {file} ({detail}).",
    "COLUMN_MISSING": "Tệp {file}: dòng 1 thiếu cột {column}.",
    "COLUMNS_REPEATED": "Tệp {file}: dòng 1 có cột bị lặp: {columns}.",
    "COLUMNS_UNKNOWN": "Tệp {file}: dòng 1 có cột mà bộ tiêu chí {set} không hỏi: {columns}.",
    "CASE_NOT_IN_FILE": "Tệp {file} không có trường hợp {case}.",
    "ANSWERS_NOT_IN_FILE": "Lưu ý, tệp {file} không có cột: {codes}; các mục này coi như chưa trả lời ở mọi dòng.",
    "CELL_UNUSABLE": "Dòng {line}, cột {column}: không dùng được giá trị “{value}”.",
    "CELL_COUNT_WRONG": "Dòng {line}: có {found} ô, dòng tiêu đề có {expected} cột.",
    "CASE_BLANK": "Dòng {line}, cột case_id: để trống.",
    "CASE_REPEATED": "Dòng {line}, cột case_id: mã “{case}” đã có ở dòng trên.",
    "CRITERIA_FILE_UNREADABLE": "Không đọc được tệp {file}; tệp phải là TOML mã hóa UTF-8 ({detail}).",
    "PACKAGED_SET_NOT_FOUND": "Không có bộ tiêu chí {key} đi kèm phần mềm.",
    "PUBLISHED_RULES_CHANGED": "{file}: quy tắc của bộ đã ban hành {set} khác với digests.lock; muốn sửa thì thêm phiên bản mới.",
    # sets derived from a frame
    "NOT_COMPARABLE": "Bộ {set} không còn so sánh được với bộ khung {frame}: {change} ({where}).",
    "FRAME_NOT_FOUND": "Bộ {set} dẫn xuất từ bộ khung {frame} nhưng không tìm thấy bộ khung này; hãy đưa thêm tệp của bộ khung vào lệnh.",
    # published figures
    "NUMBER_UNREADABLE": "“{text}” không phải là một số đọc được; hãy viết như 330.909, 35,36% hoặc gần 7,4 tỷ.",
    "FIGURES_FILE_UNREADABLE": "{file}, dòng {line}: tệp không phải CSV mã UTF-8; hãy lưu lại ở dạng “CSV UTF-8”.",
    "FIGURES_COLUMNS_MISSING": "{file}: dòng đầu thiếu cột {columns}; hãy thêm cột (được để trống).",
    "FIGURES_CELL_UNREADABLE": "{file}, dòng {line}, cột {column}: không đọc được “{text}”; hãy sửa ô này.",
    "FIGURES_NUMBER_UNREADABLE": "{file}, dòng {line}, cột {column}: “{text}” không phải là một số đọc được; hãy viết như 330.909, 35,36%, gần 7,4 tỷ hoặc 800 - 1000.",
    "FIGURES_QUALIFIER_UNKNOWN": "{file}, dòng {line}, cột {column}: không hiểu “{text}”; hãy để trống hoặc viết một trong các từ: {allowed}.",
    "FIGURES_QUALIFIERS_DIFFER": "{file}, dòng {line}, cột {column}: “{text}” không hợp với ô số “{other}”; hãy sửa một trong hai ô.",
    "FIGURES_PERIOD_UNREADABLE": "{file}, dòng {line}, cột {column}: không thấy năm trong “{text}”; hãy viết như 2023, 2023-12, 2016..2021 hoặc target 2024.",
    "FIGURES_ID_MISSING": "{file}, dòng {line}, cột {column}: dòng này chưa có mã; hãy cho mỗi dòng một mã riêng.",
    "FIGURES_ID_REPEATED": "{file}, dòng {line}, cột {column}: mã “{text}” đã dùng ở dòng {first_line}; hãy cho mỗi dòng một mã riêng.",
    "FIGURES_CELLS_TOO_MANY": '{file}, dòng {line}: có {cells} ô mà tệp chỉ có {columns} cột; ô có dấu phẩy phải đặt trong dấu nháy kép, như "35,36".',
    # cards and papers
    "CARD_CODE_UNSOUND": "Mã thẻ vừa gõ chưa đúng. Hãy xem lại từng chữ trên thẻ rồi gõ lại.",
    "CARD_NOT_IN_FORCE": "Không có thẻ nào còn dùng được với mã này. Hãy hỏi chi hội khuyến học nơi cấp thẻ.",
    "NO_CARD_FOR": "Không cấp được thẻ cho {number} trường hợp: không phải công dân đã đăng ký, đã rút, hoặc đợt đã kết thúc.",
    "CARD_ISSUED_MEANWHILE": "Có người vừa cấp thẻ cho chính những người này. Hãy xem lại danh sách rồi làm lại.",
    "CARD_REVOKED_WITHOUT_REASON": "Cần ghi lý do thu hồi thẻ.",
    # the demonstration, the embedded server
    "DEMO_BUILT_OTHERWISE": "Bản trình diễn đang có được dựng với hạt giống hoặc số xã khác; thêm --reset để xóa và dựng lại.",
    "DEMO_HOLDS_REAL_DATA": "Cơ sở dữ liệu này có tài khoản thật nên không dựng hay xóa bản trình diễn ở đây; hãy dùng một cơ sở dữ liệu riêng.",
    "DEMO_NO_SUCH_FORM": "Bộ tiêu chí {set} không cho phép phiếu nào kết thúc là {outcome}.",
    "PORT_TAKEN": "Không mở được {host}:{port} ({detail}); hãy dừng chương trình đang dùng cổng đó hoặc chọn --port khác.",
    "DISK_FULL": "Đĩa đã đầy nên việc này chưa làm được. Hãy giải phóng dung lượng rồi làm lại.",
    "DATABASE_AWAY": "Chưa nối được với cơ sở dữ liệu. Hãy đợi vài giây, xem việc vừa làm đã được ghi chưa, rồi làm lại.",
    "DATABASE_BUSY": "Cơ sở dữ liệu đang bận quá lâu nên việc này chưa được ghi. Hãy đợi ít phút rồi làm lại.",
    "DATABASE_UNUSABLE": "Không dùng được tệp cơ sở dữ liệu ({detail}). Hãy kiểm tra quyền đọc ghi và ổ đĩa.",
}
