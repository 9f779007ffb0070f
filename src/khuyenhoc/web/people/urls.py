"""Addresses of people and their work."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.people import joining, resetting, views

urlpatterns = [
    path("people/", views.find, name="people"),
    path("people/<id:place>/invite/", views.invite, name="invite"),
    path("people/invitations/<id:pk>/", views.invited, name="invited"),
    path("people/invitations/<id:pk>/withdraw/", views.withdraw, name="invitation_withdraw"),
    path("people/grants/<id:pk>/end/", views.end, name="grant_end"),
    path("people/grants/<id:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("people/grants/<id:pk>/reset/", resetting.offer, name="account_reset"),
    path("people/grants/<id:pk>/second-step/", resetting.drop_second_step, name="account_second_step"),
    path("people/resets/<id:pk>/", resetting.offered, name="reset_code"),
    path("join/", joining.ask, name="join"),
    path("join/account/", joining.take_up, name="join_account"),
]
