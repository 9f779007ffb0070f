"""Addresses of the files beside pages of figures."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.interchange import views

urlpatterns = [
    path("figures/<id:place>/<year:year>/list.<slug:form>", views.titles, name="figures_file"),
    path("indicators/<id:place>/<year:year>/list.<slug:form>", views.figures, name="indicators_file"),
    path("targets/<id:place>/<year:year>/list.<slug:form>", views.targets, name="targets_file"),
    path("targets/<id:place>/<year:year>/plans/list.<slug:form>", views.plans, name="target_plans_file"),
    path(
        "targets/<id:place>/<year:year>/outlook/<id:target>/list.<slug:form>",
        views.outlook,
        name="target_outlook_file",
    ),
    path("comparing/clusters/<year:year>/list.<slug:form>", views.cluster, name="clusters_file"),
    path("comparing/<id:place>/<year:year>/list.<slug:form>", views.ranking, name="comparing_file"),
    path("bases/<id:place>/<year:year>/list.<slug:form>", views.bases, name="bases_file"),
]
