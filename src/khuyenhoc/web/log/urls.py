"""The address of the log."""

from django.urls import path

from khuyenhoc.web.log import views

urlpatterns = [path("log/", views.find, name="log")]
