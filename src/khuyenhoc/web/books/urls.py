"""Addresses of the books of a place that workbooks are taken into; `book` is a code of `shelf.SHELF`."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.books import views

_AT = "association/<id:place>/books/<slug:book>/"
urlpatterns = [
    path(_AT, views.upload, name="book_import"),
    path(f"{_AT}take-in/", views.take_in, name="book_take_in"),
    path(f"{_AT}marked/", views.marked, name="book_marked"),
    path(f"{_AT}undo/", views.undo, name="book_undo"),
    path(f"{_AT}template.xlsx", views.template, name="book_template"),
    path(f"{_AT}book.xlsx", views.give_out, name="book_file"),
]
