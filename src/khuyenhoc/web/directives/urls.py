"""Addresses of legal documents and plan tasks."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.directives import files_of, resting, tasks, views

HERE = "association/<id:place>/directives/"
PLAN = "association/<id:place>/tasks/"
urlpatterns = [
    path(HERE, views.listing, name="directives"),
    path(f"{HERE}file.<str:form>", views.give_out, name="directives_file"),
    path(f"{HERE}new/", views.add, name="directive_add"),
    path(f"{HERE}<id:pk>/", views.show, name="directive"),
    path(f"{HERE}<id:pk>/change/", views.change, name="directive_change"),
    path(f"{HERE}<id:pk>/attach/", files_of.attach, name="directive_attach"),
    path(f"{HERE}<id:pk>/files/<slug:name>.pdf", files_of.file, name="directive_file"),
    path(f"{HERE}<id:pk>/files/<slug:what>/", files_of.change, name="directive_file_change"),
    path(f"{HERE}<id:pk>/rest/", resting.rest, name="directive_rest"),
    path(f"{HERE}<id:pk>/let-go/<id:reliance>/", resting.let_go, name="directive_let_go"),
    path(PLAN, tasks.listing, name="plan_tasks"),
    path(f"{PLAN}file.<str:form>", tasks.give_out, name="plan_tasks_file"),
    path(f"{PLAN}new/", tasks.add, name="plan_task_add"),
    path(f"{PLAN}<id:pk>/", tasks.show, name="plan_task"),
    path(f"{PLAN}<id:pk>/change/", tasks.change, name="plan_task_change"),
    path(f"{PLAN}<id:pk>/drop/", tasks.drop, name="plan_task_drop"),
    path(f"{PLAN}<id:pk>/again/", tasks.again, name="plan_task_again"),
]
