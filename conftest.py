"""Hands the checks to pytest; all there is to know is in gouji.plugin."""

pytest_plugins = ("gouji.plugin",)
