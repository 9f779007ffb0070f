"""Address that a watcher asks."""

from django.urls import path

from khuyenhoc.web.health import views

urlpatterns = [path("health/", views.show, name="health")]
