"""Addresses of funds."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.funds import correcting, entering, stating, views, workbook

FUND = "association/funds/<id:fund>/"
VOUCHER = "association/funds/vouchers/<id:voucher>/"

urlpatterns = [
    path("association/<id:place>/funds/", views.at, name="funds"),
    path("association/<id:place>/funds/totals.<str:form>", views.give_out, name="funds_file"),
    path("association/<id:place>/funds/open/", views.open_fund, name="fund_open"),
    path(FUND, views.show, name="fund"),
    path(f"{FUND}opening/", entering.opening, name="fund_opening"),
    path(f"{FUND}income/", entering.income, name="fund_income"),
    path(f"{FUND}spending/", entering.spending, name="fund_spending"),
    path(f"{FUND}bank/", entering.bank, name="fund_bank"),
    path(f"{FUND}send/", entering.send, name="fund_send"),
    path(f"{FUND}receive/<id:voucher>/", entering.receive, name="fund_receive"),
    path(f"{FUND}close/", stating.close, name="fund_close"),
    path(f"{FUND}past/", stating.past, name="fund_past"),
    path(f"{FUND}past/back/", stating.past_back, name="fund_past_back"),
    path(f"{FUND}<year:year>/", stating.statement, name="fund_statement"),
    path(f"{FUND}<year:year>/paper/", stating.paper, name="fund_statement_paper"),
    path(f"{FUND}<year:year>/publish/", stating.publish, name="fund_publish"),
    path(f"{FUND}book.<str:form>", workbook.give_out, name="fund_file"),
    path(f"{FUND}template/", workbook.template, name="fund_template"),
    path(f"{FUND}import/", workbook.upload, name="fund_import"),
    path(f"{FUND}import/take-in/", workbook.take_in, name="fund_take_in"),
    path(f"{FUND}import/marked/", workbook.marked, name="fund_marked"),
    path(VOUCHER, correcting.show, name="fund_voucher"),
    path(f"{VOUCHER}paper/", correcting.paper, name="fund_voucher_paper"),
    path(f"{VOUCHER}correct/", correcting.correct, name="fund_correct"),
    path("public/funds/<id:fund>/<year:year>/", stating.public, name="public_fund"),
]
