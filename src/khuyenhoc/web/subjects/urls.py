"""Addresses of the register."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.subjects import belonging, changing, entering, views, workbook

urlpatterns = [
    path("subjects/", views.find, name="subjects"),
    path("subjects/list.<slug:form>", views.give_out, name="subjects_file"),
    path("subjects/workbook/", workbook.give_out, name="subjects_workbook"),
    path("subjects/template/", workbook.template, name="subjects_template"),
    path("subjects/import/", workbook.upload, name="subjects_import"),
    path("subjects/import/take-in/", workbook.take_in, name="subjects_take_in"),
    path("subjects/import/marked/", workbook.marked, name="subjects_marked"),
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
