"""Addresses of branches."""

from django.urls import path

from khuyenhoc.web.branches import views

urlpatterns = [path("branches/merge/", views.merge, name="branches_merge")]
