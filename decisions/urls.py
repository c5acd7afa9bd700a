"""The public addresses of the decisions."""

from django.urls import path

from decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.register, name="register"),
]
