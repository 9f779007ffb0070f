"""Addresses of rounds of scholarships."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.scholarships import deciding, nominating, views, workbook

AT = "association/<id:place>/scholarships/"
ROUND = f"{AT}<id:pk>/"

urlpatterns = [
    path(AT, views.at, name="scholarships"),
    path(f"{AT}totals.<str:form>", workbook.totals, name="award_totals"),
    path(f"{AT}open/", views.open_round, name="award_open"),
    path(ROUND, views.show, name="award"),
    path(f"{ROUND}list.<str:form>", workbook.give_out, name="award_file"),
    path(f"{ROUND}template/", workbook.template, name="award_template"),
    path(f"{ROUND}import/", workbook.upload, name="award_import"),
    path(f"{ROUND}import/take-in/", workbook.take_in, name="award_take_in"),
    path(f"{ROUND}import/marked/", workbook.marked, name="award_marked"),
    path(f"{ROUND}nominate/", nominating.nominate, name="award_nominate"),
    path(f"{ROUND}review/", nominating.review, name="award_review"),
    path(f"{ROUND}schools/", nominating.schools, name="award_schools"),
    path(f"{ROUND}withdraw/<id:nomination>/", nominating.withdraw, name="award_withdraw"),
    path(f"{ROUND}complete/<id:nomination>/", nominating.complete, name="award_complete"),
    path(f"{ROUND}decide/", deciding.decide, name="award_decide"),
    path(f"{ROUND}decide/back/", deciding.back, name="award_decide_back"),
    path(f"{ROUND}pay/", deciding.pay, name="award_pay"),
    path(f"{ROUND}paper/", deciding.paper, name="award_paper"),
]
