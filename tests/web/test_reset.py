"""A forgotten passphrase: who may give a code, what it opens, what it leaves alone."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.access.models import Grant, PassphraseReset
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.roles import Role
from tests import make
from tests.web.signing_in import PASSPHRASE, is_in, print_codes, real, sign_in

NEW = "nắng vỏ thuyền quạt"


@pytest.fixture
def officer(land: make.Country) -> User:
    return real("officer", Role.COMMUNE_ASSOCIATION, land.commune)


@pytest.fixture
def forgetful(land: make.Country) -> User:
    return real("forgetful", Role.BRANCH, land.hamlet)


@pytest.fixture
def giver(officer: User) -> Client:
    client = sign_in()
    print_codes(client)
    return client


def grant(user: User) -> int:
    return Grant.objects.filter(user=user).order_by("pk").values_list("pk", flat=True)[0]


def offer(giver: Client, user: User, key: str = "r") -> str:
    """The code as it is read off the page; what the page says where there is none."""
    page = giver.post(reverse("account_reset", args=[grant(user)]), {"key": key}, follow=True)
    found = re.search(r'class="code"[^>]*>([^<]+)<', page.content.decode())
    return found[1] if found else page.content.decode()


def take(code: str, passphrase: str = NEW) -> str:
    client = Client()
    client.post(reverse("reset"), {"code": code})
    sent = {"key": "n", "passphrase": passphrase, "again": passphrase}
    return client.post(reverse("reset_passphrase"), sent, follow=True).content.decode()


def more_work(user: User, role: Role, place: Place) -> None:
    Grant.objects.create(
        user=user,
        role=role,
        place=place,
        valid_from=date(2020, 1, 1),
        granted_by="test",
        recorded_at=make.NOON,
    )


def test_whoever_gave_the_work_reads_a_code_and_a_new_passphrase_is_chosen(
    giver: Client, forgetful: User
) -> None:
    page = take(offer(giver, forgetful).lower().replace("-", " "))

    assert "Hãy đăng nhập bằng tên forgetful" in page
    forgetful.refresh_from_db()
    assert forgetful.check_password(NEW)


def test_the_people_page_has_the_button(giver: Client, forgetful: User) -> None:
    page = giver.get(reverse("people")).content.decode()

    assert reverse("account_reset", args=[grant(forgetful)]) in page


def test_it_ends_every_session_of_before(giver: Client, forgetful: User) -> None:
    thief = sign_in("forgetful")

    take(offer(giver, forgetful))

    assert not is_in(thief)


def test_the_owner_is_told_at_the_next_sign_in_who_gave_the_code_and_only_then(
    giver: Client, forgetful: User
) -> None:
    take(offer(giver, forgetful))
    sent = {"username": "forgetful", "password": NEW}

    first = Client().post(reverse("sign_in"), sent, follow=True).content.decode()
    second = Client().post(reverse("sign_in"), sent, follow=True).content.decode()

    assert "bằng mã do Officer (officer) cấp" in first
    assert "bằng mã do" not in second


def test_the_settings_go_on_saying_it(giver: Client, forgetful: User) -> None:
    take(offer(giver, forgetful))
    client = Client()
    client.post(reverse("sign_in"), {"username": "forgetful", "password": NEW})

    assert "bằng mã do Officer (officer) cấp" in client.get(reverse("settings")).content.decode()


def test_a_code_is_good_once(giver: Client, forgetful: User) -> None:
    code = offer(giver, forgetful)
    take(code)

    take(code, "một câu khác hẳn nữa")

    assert User.objects.get(pk=forgetful.pk).check_password(NEW)


def test_a_code_is_good_for_a_day(giver: Client, forgetful: User) -> None:
    code = offer(giver, forgetful)
    made = PassphraseReset.objects.get()
    made.expires_at -= timedelta(days=1)
    made.save()

    take(code)

    assert made.expires_at - made.recorded_at == timedelta(0)
    assert User.objects.get(pk=forgetful.pk).check_password(PASSPHRASE)


def test_a_new_code_makes_the_one_before_worthless(giver: Client, forgetful: User) -> None:
    before = offer(giver, forgetful, "1")
    offer(giver, forgetful, "2")

    take(before)

    assert User.objects.get(pk=forgetful.pk).check_password(PASSPHRASE)


def test_the_code_is_shown_once_and_kept_nowhere(giver: Client, forgetful: User) -> None:
    code = offer(giver, forgetful)

    again = giver.get(reverse("reset_code", args=[PassphraseReset.objects.get().pk])).content.decode()

    kept = [str(row) for model in (Receipt, Event, PassphraseReset) for row in model.objects.values()]
    kept += [again, *(str(session.get_decoded()) for session in Session.objects.all())]
    assert [row for row in kept if code in row] == []


def test_the_new_passphrase_leaves_no_trace_but_its_hash(giver: Client, forgetful: User) -> None:
    take(offer(giver, forgetful))

    kept = [str(row) for model in (Receipt, Event) for row in model.objects.values()]
    assert [row for row in kept if NEW in row] == []


def test_a_weak_passphrase_is_refused_and_the_code_stays_good(giver: Client, forgetful: User) -> None:
    page = take(offer(giver, forgetful), "ngắn")

    assert "Mật khẩu này quá ngắn" in page
    assert PassphraseReset.objects.get().used_at is None


def test_guessing_codes_is_stopped_after_a_while(land: make.Country) -> None:
    guesser = Client(REMOTE_ADDR="203.0.113.10")

    statuses = [guesser.post(reverse("reset"), {"code": "7KD4P-XM2WA"}).status_code for _ in range(31)]

    assert statuses == [400] * 30 + [429]


def test_the_second_step_stays_until_it_is_removed_by_a_press_of_its_own(
    giver: Client, forgetful: User
) -> None:
    print_codes(sign_in("forgetful"))
    take(offer(giver, forgetful))
    alone = Client()
    alone.post(reverse("sign_in"), {"username": "forgetful", "password": NEW})
    assert not is_in(alone)

    giver.post(reverse("account_second_step", args=[grant(forgetful)]), {"key": "d"})

    alone.post(reverse("sign_in"), {"username": "forgetful", "password": NEW})
    assert is_in(alone)
    assert User.objects.get(pk=forgetful.pk).check_password(NEW)
    assert Event.objects.filter(deed="second_step.dropped", by="officer", object_id=forgetful.pk).count() == 1


def test_nobody_takes_over_an_account_that_also_holds_work_they_may_not_give(
    giver: Client, forgetful: User, land: make.Country
) -> None:
    more_work(forgetful, Role.PROVINCE, land.province)

    page = offer(giver, forgetful)
    dropped = giver.post(reverse("account_second_step", args=[grant(forgetful)]), {"key": "d"})

    assert "giữ việc mà bạn không được giao" in page
    assert dropped.status_code == 400
    assert not PassphraseReset.objects.exists()


def test_the_same_holds_for_work_in_another_commune(
    giver: Client, forgetful: User, land: make.Country
) -> None:
    more_work(forgetful, Role.BRANCH, land.other_commune)

    assert "giữ việc mà bạn không được giao" in offer(giver, forgetful)


def test_work_given_after_the_code_makes_it_worthless(
    giver: Client, forgetful: User, land: make.Country
) -> None:
    code = offer(giver, forgetful)
    more_work(forgetful, Role.PROVINCE, land.province)

    take(code)

    assert User.objects.get(pk=forgetful.pk).check_password(PASSPHRASE)


def test_a_giver_who_lost_their_own_work_leaves_no_good_codes(
    giver: Client, forgetful: User, officer: User
) -> None:
    code = offer(giver, forgetful)
    Grant.objects.filter(user=officer).update(valid_to=date(2020, 2, 1))

    take(code)

    assert User.objects.get(pk=forgetful.pk).check_password(PASSPHRASE)


@pytest.mark.parametrize("name", ["account_reset", "account_second_step"])
def test_a_neighbour_a_branch_and_a_colleague_find_nothing(
    name: str, forgetful: User, officer: User, land: make.Country
) -> None:
    real("neighbour", Role.COMMUNE_ASSOCIATION, land.other_commune)
    real("committee", Role.DECIDING_BODY, land.commune)
    real("colleague", Role.BRANCH, land.hamlet)
    clients = [sign_in(one) for one in ("neighbour", "committee", "colleague")]
    for client in clients:
        print_codes(client)

    answers = [client.get(reverse(name, args=[grant(forgetful)])).status_code for client in clients]
    upwards = clients[2].post(reverse(name, args=[grant(officer)]), {"key": "u"}).status_code

    assert answers == [404, 404, 404]
    assert upwards == 404


def test_nobody_resets_their_own(giver: Client, officer: User) -> None:
    assert giver.get(reverse("account_reset", args=[grant(officer)])).status_code == 404


def test_an_account_of_the_demonstration_is_not_reset(
    giver: Client, land: make.Country, forgetful: User
) -> None:
    sample = make.user("sample", Role.BRANCH, land.hamlet)

    assert "Tài khoản trình diễn nhiều người dùng chung" in offer(giver, sample)


def test_somebody_locked_out_by_wrong_passphrases_may_sign_in_after_it(
    giver: Client, forgetful: User
) -> None:
    for _ in range(10):
        Client().post(reverse("sign_in"), {"username": "forgetful", "password": "sai"})
    take(offer(giver, forgetful))
    client = Client()

    client.post(reverse("sign_in"), {"username": "forgetful", "password": NEW})

    assert is_in(client)
