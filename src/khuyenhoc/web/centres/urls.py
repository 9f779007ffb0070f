"""Addresses of community learning centres."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.centres import effect, files, managing, mending, opening, rating, teaching, views, workbook

_AT = "association/<id:place>/centres/"
urlpatterns = [
    path(_AT, views.at_place, name="centres"),
    path(f"{_AT}open/", opening.open_one, name="centre_open"),
    path(f"{_AT}merge/", opening.merge, name="centres_merge"),
    path(f"{_AT}<year:year>.<slug:form>", files.give_out, name="centres_file"),
    path(f"{_AT}book/<year:year>.xlsx", workbook.give_out, name="centres_book"),
    path(f"{_AT}template/", workbook.template, name="centres_template"),
    path(f"{_AT}import/", workbook.upload, name="centres_import"),
    path(f"{_AT}import/take-in/", workbook.take_in, name="centres_take_in"),
    path(f"{_AT}import/marked/", workbook.marked, name="centres_marked"),
    path(f"{_AT}effect/<year:year>/", effect.page, name="centres_effect"),
    path(f"{_AT}classes/<year:year>/", teaching.classes, name="centre_classes"),
    path(f"{_AT}classes/open/", teaching.open_one, name="class_open"),
    path(f"{_AT}classes/<id:pk>/", teaching.one, name="class"),
    path(f"{_AT}classes/<id:pk>/change/", teaching.change, name="class_change"),
    path(f"{_AT}classes/<id:pk>/sessions/<id:session>/", mending.session, name="class_session"),
    path(f"{_AT}classes/<id:pk>/back/", mending.back, name="class_session_back"),
    path(f"{_AT}<id:pk>/managers/", managing.managers, name="centre_managers"),
    path(f"{_AT}<id:pk>/state/", managing.state, name="centre_state"),
    path(f"{_AT}<id:pk>/needs/<year:year>/", managing.needs, name="centre_needs"),
    path(f"{_AT}<id:pk>/rating/<year:year>/", rating.rate, name="centre_rating"),
    path(f"{_AT}<id:pk>/rating/<year:year>/decide/", rating.decide, name="centre_rating_decide"),
    path(f"{_AT}<id:pk>/sheet/<year:year>.pdf", files.sheet, name="centre_sheet"),
]
