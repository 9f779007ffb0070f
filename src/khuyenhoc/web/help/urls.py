"""Address of the help page."""

from django.urls import path

from khuyenhoc.web.help import views

urlpatterns = [path("help/", views.show, name="help")]
