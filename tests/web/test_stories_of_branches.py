"""A story on pages: written, agreed to, let out by another, read by everybody, gone when consent is taken back."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.stories.models import Outreach, Story
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make, scene
from tests.web.preparing import a_picture

SignIn = Callable[[User], Client]
DAY = f"{today():%d/%m/%Y}"
PRIVATE = "Một.\r\n\r\nHai & ba, gọi 0912 345 678."
NEW = {"kind": "person", "title": "Học chữ (mẫu)", "about": "Mẫu Thị A", "text": "Một.\r\n\r\nHai & ba."}


def test_a_story_goes_out_by_a_second_hand_and_is_gone_with_its_consent(
    shown: scene.Scene, as_user: SignIn
) -> None:
    hamlet, commune = shown.land.hamlet.pk, shown.land.commune.pk
    branch, second, anybody = as_user(shown.who.branch), as_user(shown.who.association), Client()
    for _ in range(2):
        branch.post(reverse("story_write", args=[hamlet]), {"key": "a", **NEW})
    story = Story.objects.get()
    args = [hamlet, story.pk]
    photo = {"key": "b", "alt": "Lớp học", "taken": a_picture(shown)}
    assert branch.post(reverse("story_photos", args=args), photo).status_code == 302
    person = make.subject(
        Title.CITIZEN, shown.land.hamlet, by=shown.who.branch, name="Mẫu Thị Ẩn", birth_year=1950
    )
    people = reverse("story_people", args=args)
    assert "Mẫu Thị Ẩn" in branch.get(people, {"q": "mau thi an"}).content.decode()
    branch.post(people, {"key": "p", "subject": [person.pk]})
    branch.post(
        reverse("story_change", args=args), {"key": "q", "revision": 1, **NEW, "about": "", "text": PRIVATE}
    )
    decide, consent = reverse("story_decide", args=args), reverse("story_consent", args=args)
    early = branch.post(decide, {"key": "c", "step": "hand_in"})
    assert early.status_code == 400
    assert "Chưa ghi sự đồng ý" in early.content.decode()
    said = {"key": "d", "who": "Mẫu Thị A", "teller": "person", "channel": "spoken", "told_on": DAY}
    said["subject"] = str(person.pk)
    assert branch.post(consent, said).status_code == 302
    marked = branch.post(decide, {"key": "x", "step": "hand_in"})
    assert "“0912 345 678”" in marked.content.decode()
    assert branch.post(decide, {"key": "e", "step": "hand_in", "looked": "1"}).status_code == 302
    assert branch.post(decide, {"key": "f", "step": "publish"}).status_code == 404  # has no such right
    shown_to_second = second.get(reverse("story", args=args)).content.decode()
    assert "Duyệt và đăng" in shown_to_second
    assert '<mark title="số điện thoại">0912 345 678</mark>' in shown_to_second
    assert anybody.get(reverse("public_story", args=[story.pk])).status_code == 404
    unread = second.post(
        decide, {"key": "y", "step": "publish"}
    )  # the second person's own eyes are asked too
    assert (unread.status_code, "“0912 345 678”" in unread.content.decode()) == (400, True)
    assert second.post(decide, {"key": "g", "step": "publish", "looked": "1"}).status_code == 302

    listed = anybody.get(reverse("public_stories", args=[commune]))
    one = anybody.get(reverse("public_story", args=[story.pk]))
    feed = anybody.get(reverse("public_stories_feed", args=[commune]))
    picture = anybody.get(reverse("public_story_photo", args=[story.photos.get().name, "small"]))
    for answer, told in ((listed, "Học chữ (mẫu)"), (one, "Mẫu Thị Ẩn, thôn Bản Một"), (feed, "<feed")):
        assert answer.status_code == 200
        assert told in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
        assert not answer.cookies
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/jpeg")
    assert anybody.get(reverse("public_stories", args=[hamlet])).status_code == 404
    assert (
        "Thị A"
        not in anybody.get(reverse("public_stories", args=[shown.land.other_commune.pk])).content.decode()
    )

    back = {"key": "h", "consent": story.consents.get().pk, "on": DAY}
    assert branch.post(consent, back).status_code == 302
    for name, of in (
        ("public_story", [story.pk]),
        ("public_story_photo", [story.photos.get().name, "small"]),
    ):
        assert anybody.get(reverse(name, args=of)).status_code == 404
    assert "Học chữ" not in anybody.get(reverse("public_stories", args=[commune])).content.decode()
    stranger = as_user(make.user("lạ", Role.COMMUNE_ASSOCIATION, shown.land.other_commune))
    for name in ("story", "story_change", "story_photos", "story_people"):
        assert stranger.get(reverse(name, args=args)).status_code == 404


def test_outreach_is_counted_by_year_place_and_means(shown: scene.Scene, as_user: SignIn) -> None:
    hamlet, year = shown.land.hamlet.pk, today().year
    client = as_user(shown.who.branch)
    address = reverse("outreach", args=[hamlet, year])
    for key, times in (("a", "12"), ("a", "12"), ("b", "0")):
        answer = client.post(address, {"key": key, "means": "loudspeaker", "times": times, "branch": ""})
    assert answer.status_code == 400
    assert Outreach.objects.get().times == 12
    above = as_user(shown.who.committee).get(reverse("outreach", args=[shown.land.commune.pk, year]))
    assert "12" in above.content.decode()
    assert as_user(shown.who.committee).post(address, {"key": "c"}).status_code == 404
    table = client.get(reverse("outreach_file", args=[hamlet, year, "csv"])).content.decode()
    assert '"12"' in table or ",12," in table
    client.post(address, {"key": "d", "row": Outreach.objects.get().pk})
    assert not Outreach.objects.exists()
