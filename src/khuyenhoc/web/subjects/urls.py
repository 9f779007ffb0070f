"""Addresses of the register."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.subjects import belonging, changing, entering, views

urlpatterns = [
    path("subjects/", views.find, name="subjects"),
    path("subjects/add/<slug:kind>/", entering.add, name="subject_add"),
    path("subjects/alike/", entering.alike, name="subjects_alike"),
    path("subjects/<id:pk>/", views.show, name="subject"),
    path("subjects/<id:pk>/correct/", changing.correct, name="subject_correct"),
    path("subjects/<id:pk>/move/", changing.move, name="subject_move"),
    path("subjects/<id:pk>/move/undo/", changing.undo_move, name="subject_move_undo"),
    path("subjects/<id:pk>/end/", changing.end, name="subject_end"),
    path("subjects/<id:pk>/end/undo/", changing.undo_end, name="subject_end_undo"),
    path("subjects/<id:pk>/join/<slug:kind>/", belonging.join, name="subject_join"),
    path("subjects/<id:pk>/leave/<id:affiliation>/", belonging.leave, name="subject_leave"),
    path("subjects/<id:pk>/leave/undo/", belonging.undo_leave, name="subject_leave_undo"),
]
