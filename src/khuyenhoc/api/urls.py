"""Addresses of the read API."""

from django.urls import include, path, re_path

from khuyenhoc.api.interface import VERSION, document, patterns, unknown

urlpatterns = [
    path(f"{VERSION}/openapi.json", document, name="api_document"),
    path(f"{VERSION}/", include(list(patterns()))),
    re_path("", unknown, name="api_unknown"),
]
