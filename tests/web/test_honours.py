"""What stands out is seen where people look: at the subject, the case, the table and the place."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.domain.streaks import Distinction
from khuyenhoc.domain.titles import Title
from tests.scene import LATER, Scene
from tests.scene import stranger as scene_stranger

SignIn = Callable[[User], Client]


def stand_out(shown: Scene) -> None:
    """The first family is exemplary and a cultural family; the commune has a name of its own and is difficult."""
    first = shown.recognised[0]
    recognition.distinguish(
        [Recognition.objects.get(assessment__registration=first).pk],
        Distinction.EXEMPLARY,
        number="12/QĐ-MẪU",
        reason="Nhiều năm liền (mẫu)",
        by=shown.who.committee,
        at=LATER,
    )
    recognition.note_other_title(
        [first.subject_id], "cultural_family", 2023, reference="QĐ mẫu", by=shown.who.branch, at=LATER
    )
    rounds.name_title(
        shown.land.commune.pk,
        Title.HOUSEHOLD,
        "Gia đình hiếu học",
        valid_from=date(2016, 1, 1),
        by=shown.who.association,
        at=LATER,
    )
    figures.mark_difficult(
        shown.land.commune.pk,
        valid_from=date(2021, 1, 1),
        source="danh sách mẫu",
        by=shown.who.association,
        at=LATER,
    )


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_subject_shows_streak_distinction_local_name_and_other_titles(
    shown: Scene, as_user: SignIn
) -> None:
    stand_out(shown)

    text = page(as_user(shown.who.branch), f"/subjects/{shown.recognised[0].subject_id}/")

    assert "Giữ danh hiệu năm 2023, chưa liền với năm trước." in text
    assert 'tag honour">Tiêu biểu' in text
    assert "tên gọi ở địa phương:</span>" not in text
    assert "tên gọi ở địa phương: Gia đình hiếu học" in text
    assert "Gia đình văn hóa" in text


def test_a_case_tells_its_distinction_among_the_steps(shown: Scene, as_user: SignIn) -> None:
    stand_out(shown)

    text = page(as_user(shown.who.branch), f"/cases/{shown.recognised[0].pk}/")

    assert "Được tuyên dương: Tiêu biểu" in text
    assert "Quyết định số 12/QĐ-MẪU." in text


def test_the_table_flags_a_difficult_area_and_names_each_source_once(shown: Scene, as_user: SignIn) -> None:
    stand_out(shown)
    client = as_user(shown.who.province)

    text = page(client, f"/figures/{shown.land.commune.pk}/2023/")
    above = page(client, f"/figures/{shown.land.district.pk}/2023/")

    assert "Địa bàn khó khăn (theo danh sách mẫu)" in text
    assert text.count("Kế hoạch mẫu") == 1
    assert text.count("Sổ theo dõi</li>") == 1
    assert '<span class="tag">khó khăn</span>' in above


def test_a_place_tells_when_it_was_difficult_and_what_titles_are_called_there(
    shown: Scene, as_user: SignIn
) -> None:
    stand_out(shown)

    text = page(as_user(shown.who.branch), f"/places/{shown.land.hamlet.pk}/")

    assert "Địa bàn khó khăn từ 01/01/2021 , theo danh sách mẫu." in text.replace("2021,", "2021 ,")
    assert "<strong>Gia đình hiếu học</strong>" in text


def test_those_distinguished_and_those_of_years_in_a_row_are_listed_for_their_commune(
    shown: Scene, as_user: SignIn
) -> None:
    stand_out(shown)
    first = Recognition.objects.get(assessment__registration=shown.recognised[0])
    Recognition.objects.filter(pk=first.pk).update(counted_to=2024)

    commune = as_user(shown.who.association).get(f"/honours/{shown.land.commune.pk}/2023/").content.decode()
    longer = as_user(shown.who.association).get(f"/honours/{shown.land.commune.pk}/2024/").content.decode()
    province = as_user(shown.who.province).get(f"/honours/{shown.land.province.pk}/2023/").content.decode()

    name = shown.recognised[0].subject.name
    assert "12/QĐ-MẪU" in commune
    assert "Chưa ai giữ danh hiệu từ hai năm liền." in commune
    assert name in longer.split("Được tuyên dương thêm")[0]
    assert "Chọn một nơi bên dưới" in province


def test_the_lists_of_another_commune_are_not_found(shown: Scene, as_user: SignIn) -> None:
    stand_out(shown)
    stranger = as_user(scene_stranger(shown.land.other_commune))

    answer = stranger.get(f"/honours/{shown.land.commune.pk}/2023/")

    assert answer.status_code == 404
    assert shown.recognised[0].subject.name not in answer.content.decode()
