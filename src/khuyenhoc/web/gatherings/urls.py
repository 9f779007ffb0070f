"""Addresses of gatherings, of the coverage of training and of the calendar feeds."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.gatherings import agenda, people, taking_in, training, views

HERE = "association/<id:place>/gatherings/"
ONE = f"{HERE}<id:pk>/"
urlpatterns = [
    path(HERE, views.listing, name="gatherings"),
    path(f"{HERE}file.<str:form>", views.give_out, name="gatherings_file"),
    path(f"{HERE}new/<str:kind>/", views.add, name="gathering_add"),
    path(ONE, views.show, name="gathering"),
    path(f"{ONE}change/", views.change, name="gathering_change"),
    path(f"{ONE}cancel/", views.cancel, name="gathering_cancel"),
    path(f"{ONE}again/", views.again, name="gathering_again"),
    path(f"{ONE}paper/", views.paper, name="gathering_paper"),
    path(f"{ONE}people/", people.tick, name="gathering_people"),
    path(f"{ONE}guests/", people.add, name="gathering_guests"),
    path(f"{ONE}people.xlsx", people.give_out, name="gathering_people_file"),
    path(f"{ONE}import/", taking_in.upload, name="gathering_import"),
    path(f"{ONE}import/marked/", taking_in.marked, name="gathering_marked"),
    path("association/<id:place>/training/", training.show, name="training"),
    path("association/<id:place>/training/file.<str:form>", training.give_out, name="training_file"),
    path("association/calendar/", agenda.mine, name="calendar"),
    path("association/calendar/drop/", agenda.drop, name="calendar_drop"),
    path("lich/<str:secret>.ics", agenda.fetched, name="calendar_file"),
]
