"""Addresses of stories, of outreach, and of what everybody may read."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.stories import deciding, everybody, outreach, telling_of, views

_AT = "association/<id:place>/stories/"
urlpatterns = [
    path(_AT, views.stories, name="stories"),
    path(f"{_AT}write/", views.write, name="story_write"),
    path(f"{_AT}<id:pk>/", views.one, name="story"),
    path(f"{_AT}<id:pk>/change/", views.change, name="story_change"),
    path(f"{_AT}<id:pk>/photos/", views.photos, name="story_photos"),
    path("association/<id:place>/stories/<id:pk>/people/", telling_of.people, name="story_people"),
    path(f"{_AT}<id:pk>/consent/", deciding.consent, name="story_consent"),
    path(f"{_AT}<id:pk>/decide/", deciding.decide, name="story_decide"),
    path(f"{_AT}photos/<slug:name>-<slug:size>.jpg", views.photo_file, name="story_photo_file"),
    path("association/<id:place>/outreach/<year:year>/", outreach.table, name="outreach"),
    path("association/<id:place>/outreach/<year:year>.<slug:form>", outreach.file, name="outreach_file"),
    path("association/<id:place>/outreach/", outreach.this_year, name="outreach_now"),
    path("public/<id:place>/stories/", everybody.stories, name="public_stories"),
    path("public/<id:place>/stories/feed.atom", everybody.feed, name="public_stories_feed"),
    path("public/stories/<id:pk>/", everybody.one, name="public_story"),
    path("public/stories/<slug:name>-<slug:size>.jpg", everybody.photo_file, name="public_story_photo"),
]
