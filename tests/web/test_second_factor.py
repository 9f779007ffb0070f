"""The second step of signing in: arranging it, taking it, being made to, and guessing."""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django_otp.oath import TOTP

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts import queries as accounts
from khuyenhoc.apps.accounts.models import Authenticator, PrintedCode, User
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.config import environment
from khuyenhoc.domain.roles import SECOND_STEP, Role
from khuyenhoc.domain.short_codes import short_code
from tests import make
from tests.papers.reading import pages
from tests.web.signing_in import PASSPHRASE, is_in, print_codes, real, sign_in
from tests.web.test_people import day, invite

SignIn = Callable[[User], Client]


@pytest.fixture
def officer(land: make.Country) -> User:
    """A real person who works for a commune, with a passphrase."""
    return real("officer", Role.COMMUNE_ASSOCIATION, land.commune)


def digits(user: User, steps: int = 0) -> str:
    clock = TOTP(accounts.authenticator_key(user, Authenticator.objects.get(user=user).salt))
    clock.time = time.time() + 30 * steps
    return f"{clock.token():06d}"


def with_telephone(user: User) -> Client:
    """Signed in, with an app that has just shown the digits of half a minute ago."""
    client = sign_in(user.username)
    page = client.get(reverse("second_step_authenticator")).content.decode()
    found = re.search(r'class="secret">([^<]+)<', page)
    assert found is not None
    clock = TOTP(accounts.authenticator_key(user, client.session["authenticator_salt"]))
    clock.time = time.time() - 30
    client.post(reverse("second_step_authenticator"), {"key": "t", "code": f"{clock.token():06d}"})
    return client


def test_who_sees_the_data_of_others_arranges_it_before_anything_else(officer: User) -> None:
    client = sign_in()

    led = {client.get(address).headers.get("Location") for address in ("/", "/cases/", "/settings/")}

    assert led == {reverse("second_step")}
    assert client.get(reverse("second_step")).status_code == 200


def test_after_printing_codes_the_pages_are_open(officer: User) -> None:
    client = sign_in()

    codes = print_codes(client)

    assert len(set(codes)) == 10
    assert is_in(client)


def test_the_codes_come_as_a_sheet_to_print_that_is_made_from_the_page_alone(officer: User) -> None:
    client, sheet = sign_in(), reverse("second_step_codes_paper")
    codes = print_codes(client)

    made = client.post(sheet, {"code": codes})
    foreign = client.post(sheet, {"code": [short_code(1)]}, follow=True).content.decode()
    again = client.get(reverse("second_step_codes")).content.decode()
    session = dict(client.session)

    (page,) = pages(made.content)
    assert all(code in page for code in codes)
    assert "officer" in page
    assert made.headers["Cache-Control"] == "private, no-store"
    assert "không xem lại được" in foreign
    assert not any(code in f"{again}{session}" for code in codes)


def test_a_branch_may_leave_it(land: make.Country) -> None:
    real("branch", Role.BRANCH, land.hamlet)

    assert is_in(sign_in("branch"))


def test_an_account_of_the_demonstration_is_spared(land: make.Country, as_user: SignIn) -> None:
    assert is_in(as_user(make.user("sample", Role.COMMUNE_ASSOCIATION, land.commune)))


def test_a_server_may_choose_that_nobody_must(officer: User) -> None:
    with override_settings(SECOND_STEP_ROLES=frozenset()):
        assert is_in(sign_in())


def test_work_that_is_given_later_asks_for_it_the_next_day(land: make.Country) -> None:
    user = real("branch", Role.BRANCH, land.hamlet)
    client = sign_in("branch")
    assert is_in(client)
    Grant.objects.create(
        user=user,
        role=Role.COMMUNE_ASSOCIATION,
        place=land.commune,
        valid_from=date(2020, 1, 1),
        granted_by="test",
        recorded_at=make.NOON,
    )
    session = client.session
    session["second_step_spared"] = "2020-01-01"  # asked once a day
    session.save()

    assert not is_in(client)


def test_the_passphrase_alone_no_longer_signs_in(officer: User) -> None:
    print_codes(sign_in())

    client = sign_in()

    assert not is_in(client)
    assert client.get(reverse("sign_in_code")).status_code == 200


def test_a_printed_code_signs_in_once_however_it_is_typed(officer: User) -> None:
    code = print_codes(sign_in())[0]
    first, second = sign_in(), sign_in()

    first.post(reverse("sign_in_code"), {"code": code.lower().replace("-", " ")})
    again = second.post(reverse("sign_in_code"), {"code": code})

    assert is_in(first)
    assert again.status_code == 400
    assert "Mã chưa đúng hoặc đã dùng rồi" in again.content.decode()


def test_the_telephone_signs_in_and_the_same_digits_never_twice(officer: User) -> None:
    with_telephone(officer)
    shown = digits(officer)
    first, second = sign_in(), sign_in()

    first.post(reverse("sign_in_code"), {"code": shown[:3] + " " + shown[3:]})
    second.post(reverse("sign_in_code"), {"code": shown})

    assert is_in(first)
    assert not is_in(second)


def test_digits_of_long_ago_are_refused(officer: User) -> None:
    with_telephone(officer)
    client = sign_in()

    client.post(reverse("sign_in_code"), {"code": digits(officer, steps=-10)})

    assert not is_in(client)


def test_a_wrong_code_does_not_arrange_the_telephone(officer: User) -> None:
    client = sign_in()
    client.get(reverse("second_step_authenticator"))

    answer = client.post(reverse("second_step_authenticator"), {"key": "t", "code": "abc"})

    assert answer.status_code == 400
    assert not Authenticator.objects.exists()


def test_guessing_is_stopped_for_the_account_and_for_nobody_else_behind_the_address(
    officer: User, land: make.Country
) -> None:
    codes = print_codes(sign_in())
    real("colleague", Role.DECIDING_BODY, land.commune)
    others = print_codes(sign_in("colleague"))
    guesser, colleague = sign_in(), sign_in("colleague")

    for _ in range(5):
        guesser.post(reverse("sign_in_code"), {"code": "000000"})
    stopped = guesser.post(reverse("sign_in_code"), {"code": codes[0]})
    colleague.post(reverse("sign_in_code"), {"code": others[0]})

    assert "Hãy đợi 15 phút" in stopped.content.decode()
    assert not is_in(guesser)
    assert is_in(colleague)


def test_after_a_quarter_of_an_hour_a_right_code_is_taken_again(officer: User) -> None:
    codes = print_codes(sign_in())
    client = sign_in()
    for _ in range(5):
        client.post(reverse("sign_in_code"), {"code": "000000"})
    missed = User.objects.get(pk=officer.pk).code_missed_at
    assert missed is not None
    User.objects.filter(pk=officer.pk).update(code_missed_at=missed - timedelta(minutes=15))

    client.post(reverse("sign_in_code"), {"code": codes[0]})

    assert is_in(client)


def test_sixty_people_behind_one_address_all_sign_in(land: make.Country) -> None:
    names = [f"officer{number}" for number in range(60)]
    for name in names:
        real(name, Role.BRANCH, land.hamlet)
        Client().post(reverse("sign_in"), {"username": name, "password": "sai một lần"})

    assert [name for name in names if not is_in(sign_in(name))] == []


def test_the_last_printed_code_leads_to_new_ones(officer: User) -> None:
    codes = print_codes(sign_in())
    PrintedCode.objects.exclude(digest=accounts.printed_code_digest(officer, codes[0])).update(
        used_at=make.NOON
    )
    client = sign_in()

    client.post(reverse("sign_in_code"), {"code": codes[0]})

    assert client.get("/").headers["Location"] == reverse("second_step")
    assert "mã in cuối cùng" in client.get(reverse("second_step")).content.decode()
    print_codes(client)
    assert is_in(client)


def test_the_codes_are_shown_once_and_kept_nowhere(officer: User) -> None:
    client = sign_in()
    codes = print_codes(client)

    again = client.get(reverse("second_step_codes")).content.decode()

    kept = " ".join(
        [again, *(str(row) for model in (Receipt, Event, PrintedCode) for row in model.objects.values())]
    )
    assert [code for code in codes if code in kept] == []


def test_what_is_stored_of_a_telephone_does_not_open_it(officer: User) -> None:
    with_telephone(officer)

    kept = str(Authenticator.objects.values().get())

    assert accounts.authenticator_key(officer, Authenticator.objects.get().salt).hex() not in kept


def test_pressing_twice_makes_one_list(officer: User) -> None:
    client = sign_in()

    client.post(reverse("second_step_printed"), {"key": "p"})
    codes = print_codes(client)

    assert len(codes) == 10
    assert PrintedCode.objects.count() == 10
    assert {row.digest for row in PrintedCode.objects.all()} == {
        accounts.printed_code_digest(officer, code) for code in codes
    }


def test_arranging_it_ends_every_other_session(officer: User) -> None:
    other = sign_in()

    print_codes(sign_in())

    assert other.get(reverse("second_step")).status_code == 302


def test_a_session_that_never_took_it_is_worth_nothing(officer: User, as_user: SignIn) -> None:
    print_codes(sign_in())
    officer.refresh_from_db()

    assert not is_in(as_user(officer))


def test_a_remembered_machine_is_asked_only_for_the_passphrase_until_all_is_signed_out(
    officer: User,
) -> None:
    codes = print_codes(sign_in())
    machine = sign_in()
    machine.post(reverse("sign_in_code"), {"code": codes[0], "remember": "on"})
    machine.post(reverse("sign_out"))

    sign_in(client=machine)
    assert is_in(machine)
    machine.post(reverse("sign_out_elsewhere"), {"key": "o"})
    machine.post(reverse("sign_out"))
    sign_in(client=machine)
    assert not is_in(machine)


def test_a_machine_remembered_for_one_person_is_not_for_another(officer: User, land: make.Country) -> None:
    codes = print_codes(sign_in())
    real("colleague", Role.DECIDING_BODY, land.commune)
    print_codes(sign_in("colleague"))
    machine = sign_in()
    machine.post(reverse("sign_in_code"), {"code": codes[0], "remember": "on"})
    machine.post(reverse("sign_out"))

    sign_in("colleague", machine)

    assert not is_in(machine)


def test_an_invitation_is_no_way_round_it(officer: User, land: make.Country, who: make.People) -> None:
    """Whoever knows the passphrase of an account and has a code of their own still takes the second step."""
    print_codes(sign_in())
    client = Client()
    client.force_login(who.association, backend="django.contrib.auth.backends.ModelBackend")
    code = invite(client, land.hamlet.pk, valid_from=day())
    thief = Client()
    thief.post(reverse("join"), {"code": code})

    thief.post(
        reverse("join_account"),
        {"key": "j", "username": "officer", "passphrase": PASSPHRASE, "again": PASSPHRASE},
    )

    assert not is_in(thief)


def test_on_a_shared_machine_the_session_ends_with_the_browser_and_after_some_hours(
    land: make.Country,
) -> None:
    real("branch", Role.BRANCH, land.hamlet)
    client = sign_in("branch", is_shared="on")
    assert client.cookies["sessionid"]["max-age"] == ""
    assert is_in(client)
    session = client.session
    session["shared_until"] = time.time() - 1
    session.save()

    assert not is_in(client)


def test_the_step_is_closed_ten_minutes_after_the_passphrase(officer: User) -> None:
    codes = print_codes(sign_in())
    client = sign_in()
    session = client.session
    session["second_step_of"] = {**session["second_step_of"], "until": time.time() - 1}
    session.save()

    client.post(reverse("sign_in_code"), {"code": codes[0]})

    assert not is_in(client)
    assert PrintedCode.objects.filter(used_at__isnull=False).count() == 0


def test_the_server_chooses_whose_work_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {}
    for told in ("", "none", "province, centre"):
        monkeypatch.setenv("KHUYENHOC_SECOND_STEP", told)
        chosen[told] = environment.second_step_roles()

    assert chosen == {"": SECOND_STEP, "none": frozenset(), "province, centre": {Role.PROVINCE, Role.CENTRE}}


def test_a_role_that_does_not_exist_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENHOC_SECOND_STEP", "provinces")

    with pytest.raises(environment.BadSetting, match="commune_association"):
        environment.second_step_roles()
