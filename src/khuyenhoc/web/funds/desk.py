"""What the pages of one fund share: who may be here, and what stands around them."""

from typing import Any

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.queries import Fund, Voucher
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import ledger
from khuyenhoc.domain.ledger import VoucherKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import SignedInRequest, today


def opened(request: SignedInRequest, pk: int) -> Fund:
    """Errors: OutsideScope."""
    return funds.fund(pk, seen_by=request.user, on=today())


def kept(request: SignedInRequest, pk: int) -> Fund:
    """For pages on which something is written. Errors: OutsideScope."""
    found = opened(request, pk)
    if not keeps(request, found.place_id):
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    return found


def keeps(request: SignedInRequest, place: int) -> bool:
    return access.may(request.user, Permission.KEEP_BOOKS, place, on=today())


def about(fund: Fund) -> dict[str, Any]:
    """For every page of a fund."""
    return {
        "section": "association",
        "fund": fund,
        "place": fund.place_id,
        "label": places.label(fund.place_id, today()),
    }


def partner_at(voucher: Voucher) -> str:
    """Where the other fund of a transfer is, as called on the day of the voucher; "" for no such fund."""
    return "" if voucher.partner is None else places.label(voucher.partner.place_id, voucher.day)


def effect(voucher: Voucher) -> int:
    """What the voucher does to all the fund has."""
    corrected = VoucherKind(voucher.corrects.kind) if voucher.corrects is not None else None
    return ledger.effect(VoucherKind(voucher.kind), voucher.amount, corrected)
