"""Address of the page a person starts from."""

from django.urls import path

from khuyenhoc.web.home import views

urlpatterns = [path("", views.show, name="home")]
