"""Every address of the web application, one area a line.

Whoever is not signed in reaches only what says so itself (login_not_required); tests/web holds the list.
"""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("khuyenhoc.web.home.urls")),
    path("", include("khuyenhoc.web.sign_in.urls")),
    path("", include("khuyenhoc.web.walking.urls")),
    path("", include("khuyenhoc.web.assessing.urls")),
    path("", include("khuyenhoc.web.meeting.urls")),
    path("", include("khuyenhoc.web.verifying.urls")),
    path("", include("khuyenhoc.web.proposing.urls")),
    path("", include("khuyenhoc.web.deciding.urls")),
    path("", include("khuyenhoc.web.decisions.urls")),
    path("", include("khuyenhoc.web.reconsidering.urls")),
    path("", include("khuyenhoc.web.certificates.urls")),
    path("", include("khuyenhoc.web.public.urls")),
    path("", include("khuyenhoc.web.people.urls")),
    path("", include("khuyenhoc.web.rounds.urls")),
    path("", include("khuyenhoc.web.account.urls")),
    path("", include("khuyenhoc.web.tokens.urls")),
    path("", include("khuyenhoc.web.card.urls")),
    path("", include("khuyenhoc.web.jobs.urls")),
    path("", include("khuyenhoc.web.figures.urls")),
    path("", include("khuyenhoc.web.indicators.urls")),
    path("", include("khuyenhoc.web.targets.urls")),
    path("", include("khuyenhoc.web.reporting.urls")),
    path("", include("khuyenhoc.web.comparing.urls")),
    path("", include("khuyenhoc.web.interchange.urls")),
    path("", include("khuyenhoc.web.builder.urls")),
    path("", include("khuyenhoc.web.packs.urls")),
    path("", include("khuyenhoc.web.honours.urls")),
    path("", include("khuyenhoc.web.cases.urls")),
    path("", include("khuyenhoc.web.subjects.urls")),
    path("", include("khuyenhoc.web.naming.urls")),
    path("", include("khuyenhoc.web.reforms.urls")),
    path("", include("khuyenhoc.web.association.urls")),
    path("", include("khuyenhoc.web.gatherings.urls")),
    path("", include("khuyenhoc.web.directives.urls")),
    path("", include("khuyenhoc.web.branches.urls")),
    path("", include("khuyenhoc.web.pilots.urls")),
    path("", include("khuyenhoc.web.centres.urls")),
    path("", include("khuyenhoc.web.stories.urls")),
    path("", include("khuyenhoc.web.commendations.urls")),
    path("", include("khuyenhoc.web.members.urls")),
    path("", include("khuyenhoc.web.clans.urls")),
    path("", include("khuyenhoc.web.funds.urls")),
    path("", include("khuyenhoc.web.scholarships.urls")),
    path("", include("khuyenhoc.web.places.urls")),
    path("", include("khuyenhoc.web.criteria.urls")),
    path("", include("khuyenhoc.web.log.urls")),
    path("", include("khuyenhoc.web.books.urls")),
    path("", include("khuyenhoc.web.help.urls")),
    path("", include("khuyenhoc.web.health.urls")),
    path("api/", include("khuyenhoc.api.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
]

handler400 = "khuyenhoc.web.refusals.bad_request"
handler403 = "khuyenhoc.web.refusals.forbidden"
handler404 = "khuyenhoc.web.refusals.not_found"
handler500 = "khuyenhoc.web.refusals.server_error"
