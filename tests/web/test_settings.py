"""Settings of one's own account: name, language, passphrase, sessions elsewhere, second step."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import Authenticator, PrintedCode, User
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.domain.roles import Role
from tests import make
from tests.web.signing_in import PASSPHRASE, is_in, print_codes, real, sign_in

NEW = "nắng vỏ thuyền quạt"


@pytest.fixture
def branch(land: make.Country) -> User:
    made = real("branch", Role.BRANCH, land.hamlet)
    made.full_name = "Mẫu Thị Sáng Xuân"
    made.save()
    return made


def change(client: Client, *, old: str = PASSPHRASE, new: str = NEW, again: str = "", key: str = "c") -> str:
    sent = {"key": key, "old": old, "passphrase": new, "again": again or new}
    return client.post(reverse("settings_passphrase"), sent, follow=True).content.decode()


def test_the_name_and_the_language_are_changed(branch: User) -> None:
    client = sign_in("branch")

    page = client.post(
        reverse("settings"), {"key": "s", "full_name": " Mẫu  Thị Sáng ", "language": "en"}, follow=True
    ).content.decode()

    branch.refresh_from_db()
    assert (branch.full_name, branch.language) == ("Mẫu Thị Sáng", "en")
    assert "Saved." in page
    assert '<html lang="en">' in page


def test_the_language_of_the_account_comes_with_signing_in(branch: User) -> None:
    User.objects.filter(pk=branch.pk).update(language="en")

    page = sign_in("branch").get("/").content.decode()

    assert '<html lang="en">' in page


def test_what_was_chosen_in_the_browser_goes_before_the_account(branch: User) -> None:
    User.objects.filter(pk=branch.pk).update(language="en")
    client = Client()
    client.post(reverse("set_language"), {"language": "vi"})

    page = sign_in("branch", client).get("/").content.decode()

    assert '<html lang="vi">' in page


def test_a_language_chosen_in_the_settings_is_not_undone_by_an_older_choice(branch: User) -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": "vi"})
    sign_in("branch", client)

    client.post(reverse("settings"), {"key": "s", "full_name": "Mẫu", "language": "en"})

    assert '<html lang="en">' in client.get("/").content.decode()


def test_a_changed_passphrase_signs_in_and_the_old_one_does_not(branch: User) -> None:
    change(sign_in("branch"))

    assert User.objects.get(pk=branch.pk).check_password(NEW)
    assert not is_in(sign_in("branch"))


def test_changing_it_keeps_this_session_and_ends_the_others(branch: User) -> None:
    here, there = sign_in("branch"), sign_in("branch")

    change(here)

    assert is_in(here)
    assert not is_in(there)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"old": "sai"}, "Mật khẩu đang dùng chưa đúng."),
        ({"again": "khác hẳn câu trước"}, "Hai lần gõ mật khẩu không giống nhau."),
        ({"new": "ngắn"}, "Mật khẩu này quá ngắn. Hãy dùng ít nhất 12 ký tự."),
        ({"new": "1q2w3e4r5t6y"}, "nhiều người dùng nên dễ đoán"),
        ({"new": "mẫu thị sáng xuân"}, "gần giống tên"),
    ],
)
def test_a_passphrase_that_cannot_be_says_why_in_vietnamese(
    more: dict[str, str], said: str, branch: User
) -> None:
    page = change(sign_in("branch"), **more)

    assert said in page
    assert "This password" not in page
    assert User.objects.get(pk=branch.pk).check_password(PASSPHRASE)


def test_guessing_the_old_one_is_stopped(branch: User) -> None:
    client = sign_in("branch")
    for number in range(10):
        change(client, old="sai", key=str(number))

    page = change(client, key="right")

    assert User.objects.get(pk=branch.pk).check_password(PASSPHRASE)
    assert "Tạm khóa đăng nhập" in page


def test_a_passphrase_leaves_no_trace_but_its_hash(branch: User) -> None:
    change(sign_in("branch"))

    kept = " ".join(str(row) for model in (Receipt, Event) for row in model.objects.values())
    assert PASSPHRASE not in kept
    assert NEW not in kept


def test_signing_out_everywhere_keeps_only_this_machine(branch: User) -> None:
    here, there = sign_in("branch"), sign_in("branch")

    here.post(reverse("sign_out_elsewhere"), {"key": "o"})

    assert is_in(here)
    assert not is_in(there)


def test_what_was_changed_is_in_the_log(branch: User) -> None:
    client = sign_in("branch")
    change(client)
    print_codes(client)
    client.post(reverse("sign_out_elsewhere"), {"key": "o"})

    deeds = set(Event.objects.filter(kind="account", object_id=branch.pk).values_list("deed", flat=True))

    assert deeds == {"passphrase.changed", "second_step.codes_printed", "account.signed_out_elsewhere"}


def remove(client: Client, old: str) -> int:
    sent = {"key": old, "old": old, "what": "printed"}
    return client.post(reverse("second_step_remove"), sent).status_code


def test_the_second_step_is_removed_with_the_passphrase_and_not_without(branch: User) -> None:
    client = sign_in("branch")
    print_codes(client)

    wrong = remove(client, "sai")
    still = PrintedCode.objects.count()
    right = remove(client, PASSPHRASE)

    assert (wrong, still, right) == (400, 10, 302)
    assert PrintedCode.objects.count() == 0
    assert is_in(sign_in("branch"))


def test_whoever_must_have_it_and_removes_it_is_led_back(land: make.Country) -> None:
    real("officer", Role.COMMUNE_ASSOCIATION, land.commune)
    client = sign_in()
    print_codes(client)

    remove(client, PASSPHRASE)

    assert client.get("/").headers["Location"] == reverse("second_step")


def test_long_after_signing_in_the_passphrase_is_asked_before_a_second_step_is_added(branch: User) -> None:
    client = sign_in("branch")
    session = client.session
    session["signed_in_at"] = 0
    session.save()

    silent = client.post(reverse("second_step_printed"), {"key": "p"})
    shown = client.get(reverse("second_step_authenticator")).content.decode()

    assert silent.status_code == 400
    assert PrintedCode.objects.count() == 0
    assert 'name="old"' in shown


def test_an_account_of_the_demonstration_stays_as_it_is(
    land: make.Country, as_user: Callable[[User], Client]
) -> None:
    sample = make.user("sample", Role.BRANCH, land.hamlet)
    sample.set_password(PASSPHRASE)
    sample.save()
    client = as_user(sample)

    page = change(client)
    client.post(reverse("second_step_printed"), {"key": "p", "old": PASSPHRASE})
    client.post(reverse("settings"), {"key": "s", "full_name": "Người khác", "language": "en"})
    here = client.get("/").content.decode()

    sample.refresh_from_db()
    assert "Tài khoản trình diễn nhiều người dùng chung" in page
    assert sample.check_password(PASSPHRASE)
    assert (sample.full_name, sample.language) == ("Sample", "vi")
    assert '<html lang="en">' in here  # for this session alone
    assert not Authenticator.objects.exists()
    assert not PrintedCode.objects.exists()
