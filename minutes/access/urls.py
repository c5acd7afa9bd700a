"""The addresses of the second factor, under the admin's."""

from django.urls import path

from minutes.access import views

app_name = "access"
urlpatterns = [
    path("", views.give, name="second-factor"),
    path("set-up/", views.set_up, name="set-up"),
    path("remove/", views.remove, name="remove"),
]
