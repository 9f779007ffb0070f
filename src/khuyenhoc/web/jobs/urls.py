"""Addresses of one's own jobs."""

from django.urls import path

from khuyenhoc.web.jobs import views

urlpatterns = [
    path("jobs/", views.find, name="jobs"),
    path("jobs/<str:name>/", views.show, name="job"),
    path("jobs/<str:name>/stop/", views.stop, name="job_stop"),
    path("jobs/<str:name>/go-on/", views.go_on, name="job_go_on"),
    path("jobs/<str:name>/mark/", views.mark, name="job_mark"),
    path("jobs/<str:name>/files/<int:number>/", views.file, name="job_file"),
]
