"""Addresses of members."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.members import at, book, fees, intake, joining, transfers

_OF = "association/<id:place>/branches/<id:pk>/"
urlpatterns = [
    path("association/<id:place>/members/", at.at, name="members_at"),
    path("association/<id:place>/members/years.<slug:form>", at.give_out, name="members_at_file"),
    path("association/<id:place>/transfers/", transfers.show, name="transfers"),
    path("association/<id:place>/transfers/undo/", transfers.take_back, name="transfers_undo"),
    path(f"{_OF}members/", book.show, name="members"),
    path(f"{_OF}members/list.<slug:form>", book.give_out, name="members_file"),
    path(f"{_OF}members/undo/<slug:what>/", book.take_back, name="members_undo"),
    path(f"{_OF}members/cards/", book.cards, name="member_cards"),
    path(f"{_OF}members/join/", joining.join, name="members_join"),
    path(f"{_OF}members/import/", intake.upload, name="members_import"),
    path(f"{_OF}members/import/template/", intake.template, name="members_template"),
    path(f"{_OF}fees/<year:year>/", fees.of_year, name="fees"),
    path(f"{_OF}fees/<year:year>/receipts/", fees.receipts, name="fee_receipts"),
]
