"""Addresses of returns, closed periods and bases."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.reporting import (
    bases,
    correcting,
    deadlines,
    deciding,
    discarding,
    entering,
    locking,
    views,
    workbook,
)

urlpatterns = [
    path("returns/", views.mine, name="returns"),
    path("returns/of/<id:place>/", views.of_place, name="returns_of"),
    path("returns/of/<id:place>/below/", views.below, name="returns_below"),
    path("returns/of/<id:place>/deadlines/", deadlines.table, name="deadlines"),
    path("returns/of/<id:place>/deadlines/<id:pk>/end/", deadlines.end, name="deadline_end"),
    path("returns/of/<id:place>/deadlines/<id:pk>/undo/", deadlines.undo, name="deadline_undo"),
    path("returns/of/<id:place>/lock/", locking.lock, name="period_lock"),
    path("returns/of/<id:place>/locks/<id:pk>/", locking.corrections, name="period_corrections"),
    path("returns/<id:pk>/", views.show, name="return"),
    path("returns/<id:pk>/enter/<slug:area>/", entering.enter, name="return_enter"),
    path("returns/<id:pk>/undo/", entering.undo, name="return_undo"),
    path("returns/<id:pk>/submit/", views.submit, name="return_submit"),
    path("returns/<id:pk>/discard/", discarding.discard, name="return_discard"),
    path("returns/<id:pk>/decide/", deciding.decide, name="return_decide"),
    path("returns/<id:pk>/workbook/", workbook.give_out, name="return_workbook"),
    path("returns/<id:pk>/upload/", workbook.upload, name="return_upload"),
    path("returns/<id:pk>/take-in/", workbook.take_in, name="return_take_in"),
    path("returns/<id:pk>/marked/", workbook.marked, name="return_marked"),
    path("returns/figures/<id:pk>/correct/", correcting.correct, name="figure_correct"),
    path("bases/<id:place>/<year:year>/", bases.table, name="bases"),
    path("bases/<id:place>/<year:year>/<id:pk>/", bases.back, name="base_back"),
]
