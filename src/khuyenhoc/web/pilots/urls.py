"""Addresses of pilots and of good practices."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.pilots import measuring, planning, sharing, views

urlpatterns = [
    path("association/<id:place>/pilots/", views.at, name="pilots"),
    path("association/<id:place>/pilots.<slug:form>", views.file, name="pilots_file"),
    path("association/<id:place>/pilots/add/", planning.add, name="pilot_add"),
    path("association/<id:place>/practices/", sharing.find, name="practices"),
    path("association/<id:place>/practices/add/", sharing.add, name="practice_add"),
    path("association/<id:place>/practices/<id:pk>/", sharing.one, name="practice"),
    path("association/<id:place>/practices/<id:pk>/back/", sharing.back, name="practice_back"),
    path("association/pilots/<id:pk>/", views.one, name="pilot"),
    path("association/pilots/<id:pk>/paper/", views.summary, name="pilot_paper"),
    path("association/pilots/<id:pk>/edit/", planning.edit, name="pilot_edit"),
    path("association/pilots/<id:pk>/describe/", planning.describe, name="pilot_describe"),
    path("association/pilots/<id:pk>/ratings/", planning.ratings, name="pilot_ratings"),
    path("association/pilots/<id:pk>/goals/add/", planning.add_goal, name="pilot_goal_add"),
    path("association/pilots/<id:pk>/people/<slug:kind>/", measuring.people, name="pilot_people"),
    path("association/pilots/<id:pk>/close/", measuring.close, name="pilot_close"),
    path("association/pilots/<id:pk>/reopen/", measuring.reopen, name="pilot_reopen"),
    path("association/pilots/<id:pk>/spread/", measuring.spread, name="pilot_spread"),
    path("association/pilots/spreads/<id:pk>/back/", measuring.spread_back, name="pilot_spread_back"),
    path("association/pilots/goals/<id:pk>/", planning.goal, name="pilot_goal"),
    path("association/pilots/goals/<id:pk>/result/", measuring.result, name="pilot_result"),
]
